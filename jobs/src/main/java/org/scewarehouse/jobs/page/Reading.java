package org.scewarehouse.jobs.page;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

/** Asks the warehouse about one period, in one snapshot, with no more rights than BI tools have. */
final class Reading {
    /** Enough for bars; the tables show fewer, and the query gives all. */
    private static final int MOST_ROWS = 500;

    /** Lines need all: these are the days of ten years on ten clusters. */
    private static final int MOST_POINTS = 36_600;

    /** Up to PostgreSQL 15 each member may become it; later ones know members that may not, such as its maker. */
    private static final String READER = """
            select set_config('role', 'bi_reader', true)
            where pg_has_role(
                'bi_reader',
                case when current_setting('server_version_num')::integer < 160000 then 'member' else 'set' end)""";

    private final Connection connection;
    private final Period period;

    /** A reading in the connection's transaction. */
    Reading(Connection connection, Period period) {
        this.connection = connection;
        this.period = period;
    }

    /**
     * Makes all that follows in the connection's transaction see one state of the warehouse, as {@code bi_reader} if
     * the login may become that role. One that loads, or that made the roles, often may not; it can read the same.
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
        statement.execute(READER);
        statement.execute("set local time zone 'UTC'");
    }

    /** Reads the same of another connection, which has joined. */
    Reading on(Connection other) {
        return new Reading(other, period);
    }

    Rows rows(String query) throws SQLException {
        return rows(query, MOST_ROWS);
    }

    private Rows rows(String query, int most) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setMaxRows(most + 1);
            try (ResultSet found = statement.executeQuery(SectionQuery.of(query, period))) {
                return Rows.read(found, most);
            }
        }
    }

    /** What is loaded; days of published content that list no item tell only of visits, which have their own table. */
    Loaded loaded() throws SQLException {
        String sql = "select table_name, bool_or(day >= ? and day < ?) from report.loaded_day"
                + " where table_name <> 'fact_content_day'"
                + " or exists (select from mart.fact_content_day where is_listed) group by table_name";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, period.from());
            statement.setObject(2, period.to());
            try (ResultSet found = statement.executeQuery()) {
                Set<String> ever = new HashSet<>();
                Set<String> inPeriod = new HashSet<>();
                while (found.next()) {
                    ever.add(found.getString(1));
                    if (found.getBoolean(2)) {
                        inPeriod.add(found.getString(1));
                    }
                }
                return new Loaded(ever, inPeriod);
            }
        }
    }

    /**
     * Answers a section.
     *
     * @param loaded tells whether there is anything to ask
     * @throws SQLException whose message names the section
     */
    Answered answer(Section section, Loaded loaded) throws SQLException {
        SectionQuery query = SectionQuery.resource(section.name());
        Loaded.Reach reach = loaded.of(section.facts(), query.isOfPeriod());
        try {
            boolean isAsked = reach == Loaded.Reach.PERIOD;
            int most = section.plot() instanceof Lines ? MOST_POINTS : MOST_ROWS;
            Rows rows = isAsked ? rows(query.rows(), most) : Rows.none();
            Rows answer = isAsked ? rows(query.answer()) : Rows.none();
            return new Answered(section, query, reach, rows, answer);
        } catch (SQLException e) {
            throw new SQLException("the page's section " + section.name() + ": " + e.getMessage(), e.getSQLState(), e);
        }
    }
}
