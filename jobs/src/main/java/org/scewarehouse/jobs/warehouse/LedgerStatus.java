package org.scewarehouse.jobs.warehouse;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The ledger in short: per source, per endpoint, how far back each source answers, the days of which nothing is
 * published, and what is known to be missing within published days. What is missing is what {@code ops.source_day}
 * says.
 */
public record LedgerStatus(
        Listing sources, Listing reaches, Listing endpoints, Listing unpublished, Listing removed, Listing findings) {
    private static final int MOST_ROWS = 40;

    /**
     * Rows to show, as texts; null is an empty text.
     *
     * @param numbers names of the columns that hold numbers
     * @param isCut whether more rows exist than are shown
     */
    public record Listing(List<String> names, Set<String> numbers, List<List<String>> rows, boolean isCut) {}

    /** A source that is not collected any more, or was the demo's, misses nothing after its last day. */
    private static final String SOURCE_DAYS = """
            (select * from ops.source_day(?) as planned
             where planned.source = any (string_to_array(?, ','))
                or planned.day <= (select max(day) from ops.load where load.source = planned.source)) as source_day
            """;

    private static final String SOURCES = """
            select source,
                   min(day) filter (where state = 'PUBLISHED') as first_day,
                   max(day) filter (where state = 'PUBLISHED') as last_day,
                   (?::timestamptz at time zone coalesce((select zone from ops.installation), 'UTC'))::date - 1
                       - max(day) filter (where state = 'PUBLISHED') as lag,
                   count(*) filter (where state = 'PUBLISHED') as published,
                   count(*) filter (where is_missing) as missing,
                   count(*) filter (where state = 'STALE') as stale,
                   count(*) filter (where state = 'LOST') as lost,
                   count(*) filter (where state = 'NOT_EXPECTED') as not_expected,
                   sum(row_count) as rows
            from %s
            left join ops.load using (source, day, state)
            group by source
            order by source
            """.formatted(SOURCE_DAYS);

    private static final String REACHES = """
            select source, first_day as planned_from, coalesce(answers_from::text, 'always') as answers_from,
                   oldest_day as oldest_record,
                   to_char(asked_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI"Z"') as asked_at,
                   left(reason, 100) as reason
            from ops.source
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

    // Neighbouring days of one state and one message have the same distance to their number, so they are one line.
    private static final String UNPUBLISHED = """
            with unpublished as (
                select source, day, message,
                       case when is_missing and state <> 'MISSING' then 'missing (' || lower(state) || ')'
                           else lower(replace(state, '_', ' ')) end as state,
                       day - row_number() over (partition by source, state, is_missing, message order by day)::integer
                           as island
                from %s
                where state <> 'PUBLISHED'
            )
            select source, min(day) || case when count(*) = 1 then '' else '..' || max(day) end as days,
                   state || ', ' || count(*) || case when count(*) = 1 then ' day' else ' days' end as state,
                   left(message, 200) as message
            from unpublished
            group by source, state, message, island
            order by max(day) desc, source
            """.formatted(SOURCE_DAYS);

    private static final String REMOVED = """
            select source, lower(replace(subject, '_', ' ')) as removed, count(*) as days, min(day) as first_day,
                   max(day) as last_day, to_char(max(removed_at) at time zone 'UTC', 'YYYY-MM-DD') as last_removed_on
            from ops.removal
            group by source, subject
            order by source, subject
            """;

    private static final String FINDINGS = """
            select source, kind, endpoint, left(subject, 60) as subject, left(reason, 100) as reason,
                   count(distinct day) as days, max(day) as last_day, sum(finding_count) as count
            from ops.load_finding
            group by source, kind, endpoint, left(subject, 60), left(reason, 100)
            order by source, kind, endpoint, subject
            """;

    /**
     * Reads the ledger.
     *
     * @param now the instant up to which days are due
     * @param collected names of the sources that the settings collect; only they are due up to now
     */
    public static LedgerStatus read(Connection connection, Instant now, Set<String> collected) throws SQLException {
        OffsetDateTime asOf = now.atOffset(ZoneOffset.UTC);
        String names = String.join(",", collected);
        return new LedgerStatus(
                list(connection, SOURCES, asOf, asOf, names),
                list(connection, REACHES),
                list(connection, ENDPOINTS),
                list(connection, UNPUBLISHED, asOf, names),
                list(connection, REMOVED),
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
