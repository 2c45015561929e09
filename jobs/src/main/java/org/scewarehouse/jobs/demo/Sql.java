package org.scewarehouse.jobs.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * A query of the demo, kept in a file of its own. Every question mark stands for a day: the first of the period, the
 * day after its last, and so on in turn.
 *
 * @param title first line of the file
 * @param notes the comment lines below it, which explain the columns; each without its dashes
 * @param text the whole file
 */
record Sql(String title, List<String> notes, String text) {

    /** What is done with the rows. */
    @FunctionalInterface
    interface Rows {
        void read(ResultSet rows) throws SQLException;
    }

    /** The query in a file of this package. */
    static Sql resource(String name) {
        try (InputStream in = Sql.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the build lacks the demo's query " + name);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<String> comments = text.lines()
                    .takeWhile(line -> line.startsWith("--"))
                    .map(line -> line.replaceFirst("^-- *", ""))
                    .toList();
            return new Sql(comments.get(0), comments.subList(1, comments.size()), text);
        } catch (IOException e) {
            throw new UncheckedIOException("reading the demo's query " + name, e);
        }
    }

    /** Runs it over a period. */
    void query(Connection connection, DemoSettings period, Rows rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            for (int i = 1; i <= statement.getParameterMetaData().getParameterCount(); i++) {
                statement.setDate(
                        i,
                        Date.valueOf(
                                i % 2 == 1
                                        ? period.firstDay()
                                        : period.lastDay().plusDays(1)));
            }
            try (ResultSet found = statement.executeQuery()) {
                rows.read(found);
            }
        }
    }
}
