package org.scewarehouse.jobs.warehouse;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The ledger in short: per source, per endpoint, the days that need attention, and what is known to be missing within
 * published days.
 */
public record LedgerStatus(Listing sources, Listing endpoints, Listing unpublished, Listing findings) {
    private static final int MOST_ROWS = 40;

    /**
     * Rows to show, as texts; null is an empty text.
     *
     * @param numbers names of the columns that hold numbers
     * @param isCut whether more rows exist than are shown
     */
    public record Listing(List<String> names, Set<String> numbers, List<List<String>> rows, boolean isCut) {}

    // Days between the first and the last of the ledger that have no row at all are missing too.
    private static final String SOURCES = """
            select source,
                   min(day) filter (where state = 'PUBLISHED') as first_day,
                   max(day) filter (where state = 'PUBLISHED') as last_day,
                   ?::date - max(day) filter (where state = 'PUBLISHED') as lag,
                   count(*) filter (where state = 'PUBLISHED') as published,
                   count(*) filter (where state = 'PENDING') + (max(day) - min(day) + 1 - count(*)) as missing,
                   count(*) filter (where state = 'RUNNING') as running,
                   count(*) filter (where state = 'FAILED') as failed,
                   count(*) filter (where state = 'STALE') as stale,
                   count(*) filter (where state = 'LOST') as lost,
                   count(*) filter (where state = 'NOT_EXPECTED') as not_expected,
                   sum(row_count) as rows
            from ops.load
            group by source
            order by source
            """;

    private static final String ENDPOINTS = """
            select source, endpoint, lower(replace(kind, '_', '-')) as kind,
                   min(day) filter (where state = 'OBSERVED') as first_day,
                   max(day) filter (where state = 'OBSERVED') as last_day,
                   count(*) filter (where state = 'OBSERVED') as observed,
                   count(*) filter (where state = 'PENDING') as pending,
                   count(*) filter (where state = 'LOST') as lost,
                   count(*) filter (where state = 'NOT_EXPECTED') as not_expected,
                   sum(record_count) as records
            from ops.load_endpoint
            group by source, endpoint, kind
            order by source, endpoint
            """;

    private static final String UNPUBLISHED = """
            with span as (
                select source, min(day) as first_day, greatest(max(day), ?::date) as last_day
                from ops.load
                group by source
            )
            select span.source, day::date as day, coalesce(state, 'MISSING') as state, attempt,
                   left(message, 200) as message
            from span
            cross join generate_series(first_day::timestamp, last_day::timestamp, interval '1 day') day
            left join ops.load using (source, day)
            where coalesce(state, 'MISSING') not in ('PUBLISHED', 'NOT_EXPECTED')
            order by day desc, source
            """;

    private static final String FINDINGS = """
            select source, kind, endpoint, left(subject, 60) as subject, left(reason, 100) as reason,
                   count(distinct day) as days, max(day) as last_day, sum(finding_count) as count
            from ops.load_finding
            group by source, kind, endpoint, left(subject, 60), left(reason, 100)
            order by source, kind, endpoint, subject
            """;

    /**
     * Reads the ledger as of one moment.
     *
     * @param yesterday the last day that can be complete, from which the lag is counted
     */
    public static LedgerStatus read(Connection connection, LocalDate yesterday) throws SQLException {
        return new LedgerStatus(
                list(connection, SOURCES, yesterday),
                list(connection, ENDPOINTS),
                list(connection, UNPUBLISHED, yesterday),
                list(connection, FINDINGS));
    }

    private static Listing list(Connection connection, String query, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setMaxRows(MOST_ROWS + 1);
            for (int place = 0; place < values.length; place++) {
                statement.setObject(place + 1, values[place]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return list(rows);
            }
        }
    }

    private static Listing list(ResultSet rows) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        List<String> names = new ArrayList<>();
        Set<String> numbers = new LinkedHashSet<>();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            names.add(columns.getColumnLabel(column));
            int type = columns.getColumnType(column);
            if (type == Types.BIGINT || type == Types.INTEGER || type == Types.NUMERIC) {
                numbers.add(columns.getColumnLabel(column));
            }
        }
        List<List<String>> lines = new ArrayList<>();
        while (rows.next()) {
            List<String> line = new ArrayList<>();
            for (int column = 1; column <= names.size(); column++) {
                String value = rows.getString(column);
                line.add(value == null ? "" : value.replace('\n', ' '));
            }
            lines.add(line);
        }
        boolean isCut = lines.size() > MOST_ROWS;
        return new Listing(names, numbers, isCut ? lines.subList(0, MOST_ROWS) : lines, isCut);
    }
}
