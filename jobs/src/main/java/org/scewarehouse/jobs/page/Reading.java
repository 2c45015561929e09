package org.scewarehouse.jobs.page;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

/** Asks the warehouse about one period, in one snapshot, with no more rights than BI tools have. */
final class Reading {
    /** Enough for every plot; the tables show fewer, and the query gives all. */
    private static final int MOST_ROWS = 500;

    private final Connection connection;
    private final Period period;

    /** A reading in the connection's transaction. */
    Reading(Connection connection, Period period) {
        this.connection = connection;
        this.period = period;
    }

    /**
     * Makes all that follows in the connection's transaction see one state of the warehouse, as {@code bi_reader}.
     *
     * @return names that state, for {@link #join}, as long as the transaction is open
     */
    static String begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set transaction isolation level repeatable read, read only");
            try (ResultSet snapshot = statement.executeQuery("select pg_export_snapshot()")) {
                snapshot.next();
                String name = snapshot.getString(1);
                become(statement);
                return name;
            }
        }
    }

    /** Makes all that follows in the connection's transaction see the state that another one sees. */
    static void join(Connection connection, String snapshot) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set transaction isolation level repeatable read, read only");
            statement.execute("set transaction snapshot '" + snapshot + "'");
            become(statement);
        }
    }

    private static void become(Statement statement) throws SQLException {
        statement.execute("set local role bi_reader");
        statement.execute("set local time zone 'UTC'");
    }

    /** Reads the same of another connection, which has joined. */
    Reading on(Connection other) {
        return new Reading(other, period);
    }

    Rows rows(String query) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setMaxRows(MOST_ROWS + 1);
            try (ResultSet found = statement.executeQuery(SectionQuery.of(query, period))) {
                return Rows.read(found, MOST_ROWS);
            }
        }
    }

    /** Tables of which a day is loaded, without schema. */
    Set<String> loadedTables() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select distinct table_name from report.loaded_day")) {
            Set<String> tables = new HashSet<>();
            while (found.next()) {
                tables.add(found.getString(1));
            }
            return tables;
        }
    }

    /**
     * Answers a section.
     *
     * @param isLoaded whether there is anything to ask
     * @throws SQLException whose message names the section
     */
    Answered answer(Section section, boolean isLoaded) throws SQLException {
        SectionQuery query = SectionQuery.resource(section.name());
        try {
            Rows rows = isLoaded ? rows(query.rows()) : Rows.none();
            Rows answer = isLoaded ? rows(query.answer()) : Rows.none();
            return new Answered(section, query, isLoaded, rows, answer);
        } catch (SQLException e) {
            throw new SQLException("the page's section " + section.name() + ": " + e.getMessage(), e.getSQLState(), e);
        }
    }
}
