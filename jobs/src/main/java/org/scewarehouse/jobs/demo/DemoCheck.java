package org.scewarehouse.jobs.demo;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Holds the warehouse against the truth, table by table: each column of a query must be as in the truth's table of the
 * same name, counts and texts exactly and measured numbers to a billionth.
 */
final class DemoCheck {

    private static final double TOLERANCE = 1e-9;
    private static final int NAMED_DIFFERENCES = 10;

    private final DemoOrganisation organisation;
    private final PrintStream output;

    DemoCheck(DemoOrganisation organisation, PrintStream output) {
        this.organisation = organisation;
        this.output = output;
    }

    /** Whether these tables are as they should be; prints a line for each and the first differences. */
    boolean isRight(Connection connection, List<TruthTable> tables) throws SQLException {
        boolean isRight = true;
        output.println();
        for (TruthTable table : tables) {
            List<String> differences = differences(table, connection);
            output.println("check " + table.name() + ": " + table.rows().size() + " rows, " + differences.size()
                    + " differences");
            differences.stream().limit(NAMED_DIFFERENCES).forEach(difference -> output.println("  " + difference));
            isRight &= differences.isEmpty();
        }
        output.flush();
        return isRight;
    }

    private List<String> differences(TruthTable table, Connection connection) throws SQLException {
        Map<List<String>, Integer> left = new LinkedHashMap<>();
        for (int i = 0; i < table.rows().size(); i++) {
            Map<String, @Nullable Object> row = table.rows().get(i);
            left.put(
                    table.key().stream()
                            .map(name -> String.valueOf(row.get(name)))
                            .toList(),
                    i);
        }
        List<String> differences = new ArrayList<>();
        Sql.resource("check/" + table.name() + ".sql").query(connection, organisation.settings(), rows -> {
            while (rows.next()) {
                List<String> key = new ArrayList<>();
                for (String name : table.key()) {
                    key.add(rows.getString(name));
                }
                Integer place = left.remove(key);
                if (place == null) {
                    differences.add(key + " is in the warehouse only, or twice");
                } else {
                    compare(key, table.rows().get(place), rows, differences);
                }
            }
        });
        left.keySet().forEach(key -> differences.add(key + " is missing in the warehouse"));
        return differences;
    }

    private static void compare(
            List<String> key, Map<String, @Nullable Object> truth, ResultSet rows, List<String> differences)
            throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            String name = columns.getColumnLabel(i);
            if (!truth.containsKey(name)) {
                throw new IllegalStateException("the truth has no column " + name);
            }
            Object expected = truth.get(name);
            Object found = rows.getObject(i);
            if (!isSame(expected, found)) {
                differences.add(key + " " + name + ": expected " + expected + ", found " + found);
            }
        }
    }

    private static boolean isSame(@Nullable Object expected, @Nullable Object found) {
        if (expected instanceof Double number && found instanceof Number other) {
            double most = Math.max(number, other.doubleValue());
            double least = Math.min(number, other.doubleValue());
            return most - least <= TOLERANCE * Math.max(1, most);
        }
        if (expected instanceof Long count && found instanceof Number other) {
            return count == other.longValue();
        }
        return Objects.equals(text(expected), text(found));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
