package org.scewarehouse.etl.load;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * The ledger: one row per source and day, and one per endpoint of it, from which every run is planned. Each method is a
 * short transaction of its own, retried as {@link Transactions} says. Publishing is not here: it belongs to the
 * transaction that writes the rows.
 *
 * <p>A run begins a source-day and receives its fence. Whatever takes the day away from that run (another begin, a
 * mark) raises the fence, and the run's later calls end with {@link FenceLost}.
 */
public final class Ledger {

    /** Whether all that HR gives of somebody's name is the token; their records name them otherwise, too. */
    static final String NAMED_ALIKE =
            "coalesce(given_name, family_name) = %1$s and coalesce(family_name, given_name) = %1$s";

    private final Transactions transactions;
    private final InstantSource clock;

    public Ledger(DataSource warehouse, InstantSource clock) {
        this(new Transactions(warehouse), clock);
    }

    Ledger(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Begins a run of a source-day, whatever stood there; what is published stays. The caller holds the day's lock.
     *
     * @return the run's fence, greater than any before
     */
    public long begin(String source, LocalDate day, int attempt, String codeVersion) {
        String sql = """
                insert into ops.load (source, day, state, fence, attempt, started_at, code_version)
                values (?, ?, 'RUNNING', nextval('ops.load_fence'), ?, ?, ?)
                on conflict (source, day) do update set state = excluded.state, fence = excluded.fence,
                  attempt = excluded.attempt, started_at = excluded.started_at, code_version = excluded.code_version,
                  message = null
                returning fence""";
        return transactions.run("begin of " + LedgerRows.name(source, day), connection -> {
            try (PreparedStatement statement =
                            Sql.bound(connection, sql, source, day, attempt, clock.instant(), codeVersion);
                    ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        });
    }

    /**
     * Notes that raw data of the day is complete.
     *
     * @param at when it was asked for; of what a run that failed has kept and a later one goes on with, the earliest
     */
    public void extracted(String source, LocalDate day, long fence, Instant at) {
        update(source, day, fence, "extracted_at = ?", at);
    }

    /** Notes when raw data that stands in the lake was complete, unless a run that asked has noted it. */
    public void extractedBefore(String source, LocalDate day, long fence, Instant at) {
        update(source, day, fence, "extracted_at = coalesce(extracted_at, ?)", at);
    }

    /** Ends a run without publishing. What an earlier run published stays. */
    public void fail(String source, LocalDate day, long fence, String message) {
        update(source, day, fence, "state = 'FAILED', message = ?", message);
    }

    /** States that the source no longer has the day and that it was never observed. */
    public void lost(String source, LocalDate day, String message) {
        mark(source, day, LoadState.LOST, message);
    }

    /** States that the source was never asked for the day and will not be. */
    public void notExpected(String source, LocalDate day, String message) {
        mark(source, day, LoadState.NOT_EXPECTED, message);
    }

    /** Asks for a published day to be built again, since one of its inputs has changed; takes it from a running run. */
    public void stale(String source, LocalDate day, String message) {
        mark(source, day, LoadState.STALE, message);
    }

    /** Asks for a day to be done. */
    public void pending(String source, LocalDate day, String message) {
        mark(source, day, LoadState.PENDING, message);
    }

    /** Writes the state of endpoints of a source-day; endpoints not named keep theirs. */
    public void endpoints(String source, LocalDate day, List<EndpointRow> endpoints) {
        transactions.execute(
                "endpoints of " + LedgerRows.name(source, day),
                connection -> LedgerRows.writeEndpoints(connection, source, day, endpoints));
    }

    /** Writes what is known of a source, in place of what was known before. */
    public void source(SourceRow row) {
        String sql = """
                insert into ops.source (source, first_day, edge_seconds, answers_from, oldest_day, reason, asked_at)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (source) do update set first_day = excluded.first_day,
                  edge_seconds = excluded.edge_seconds, answers_from = excluded.answers_from,
                  oldest_day = excluded.oldest_day, reason = excluded.reason, asked_at = excluded.asked_at""";
        transactions.execute(
                "reach of " + row.source(),
                connection -> Sql.update(
                        connection,
                        sql,
                        row.source(),
                        row.firstDay(),
                        row.edge().toSeconds(),
                        row.answersFrom(),
                        row.oldestDay(),
                        row.reason(),
                        row.askedAt()));
    }

    /** The source-day, if anything was ever noted of it. */
    public Optional<LoadRow> row(String source, LocalDate day) {
        return rows(source, day, day.plusDays(1)).stream().findFirst();
    }

    /** Days of the source of which something was dropped or warned about when they were built last. */
    public Set<LocalDate> daysWithDropsOrWarnings(String source) {
        String sql = "select distinct day from ops.load_finding where source = ? and kind in ('DROP', 'WARNING')";
        return transactions.run("findings of " + source, connection -> {
            Set<LocalDate> days = new HashSet<>();
            try (PreparedStatement statement = Sql.bound(connection, sql, source);
                    ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    days.add(result.getObject(1, LocalDate.class));
                }
            }
            return days;
        });
    }

    /**
     * Facts of the published day that have far fewer rows than on the same weekdays before, as {@code ops.few_rows}
     * says, in words.
     */
    public List<String> fewRows(String source, LocalDate day) {
        String sql = "select table_name, row_count, usual_count from ops.few_rows(?, ?, ?) order by 1";
        return transactions.run("rows of " + LedgerRows.name(source, day), connection -> {
            List<String> few = new ArrayList<>();
            try (PreparedStatement statement = Sql.bound(connection, sql, day, day.plusDays(1), source);
                    ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    few.add(result.getString(1) + ": " + result.getLong(2)
                            + " rows, where the same weekdays of the four weeks before have " + result.getLong(3)
                            + " or more; look whether the source sees all");
                }
            }
            return few;
        });
    }

    /**
     * Tokens of people who were erased and whom HR calls by other names since, or of whom it told only then. Logins
     * that are only numbers stay. Where HR knew somebody, another employee with the login alone is somebody else.
     */
    public List<String> erasedAndNamedAnew() {
        String sql = """
                with erased as (
                    select token, bool_or(rule_name = 'FIELD') as was_employee from ops.erasure group by token),
                own as (
                    select token, user_id from erased join hr.person on employee_id = token
                    union
                    select token, user_id from erased join hr.person on %s
                    union
                    select token, user_id from erased join hr.bridge_identity on identifier = token
                    where system_name in ('login', 'email') and not was_employee)
                select distinct token
                from own
                cross join lateral (
                    select unnest(array[employee_id, given_name, family_name]) from hr.person p
                    where p.user_id = own.user_id
                    union all
                    select identifier from hr.bridge_identity b
                    where b.user_id = own.user_id and system_name in ('login', 'email') and identifier !~ '^[0-9]*$'
                ) other (name)
                where lower(name) not in (select token from erased)
                order by 1""".formatted(NAMED_ALIKE.formatted("token"));
        return transactions.run("names of erased people", connection -> {
            List<String> tokens = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(sql);
                    ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    tokens.add(result.getString(1));
                }
            }
            return tokens;
        });
    }

    /** What is noted of the source's days in {@code [from, to)}, oldest first; days never touched are missing. */
    public List<LoadRow> rows(String source, LocalDate from, LocalDate to) {
        String sql = "select " + LedgerRows.COLUMNS
                + " from ops.load where source = ? and day >= ? and day < ? order by day";
        return transactions.run("plan of " + source, connection -> {
            try (PreparedStatement statement = Sql.bound(connection, sql, source, from, to);
                    ResultSet result = statement.executeQuery()) {
                List<LoadRow> rows = new ArrayList<>();
                while (result.next()) {
                    rows.add(LedgerRows.loadRow(result));
                }
                return rows;
            }
        });
    }

    /** Whether the endpoint was observed on any day before this one. */
    public boolean wasObservedBefore(String source, String endpoint, LocalDate day) {
        String sql = "select exists (select from ops.load_endpoint where source = ? and endpoint = ?"
                + " and day < ? and state = 'OBSERVED')";
        return transactions.run("endpoint " + endpoint + " of " + source, connection -> {
            try (PreparedStatement statement = Sql.bound(connection, sql, source, endpoint, day);
                    ResultSet result = statement.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        });
    }

    /** What is noted of the endpoints of a source-day, by name. */
    public List<EndpointRow> endpoints(String source, LocalDate day) {
        String sql = "select endpoint, kind, attempt, state, record_count, observed_at from ops.load_endpoint"
                + " where source = ? and day = ? order by endpoint";
        return transactions.run("endpoints of " + LedgerRows.name(source, day), connection -> {
            try (PreparedStatement statement = Sql.bound(connection, sql, source, day);
                    ResultSet result = statement.executeQuery()) {
                List<EndpointRow> rows = new ArrayList<>();
                while (result.next()) {
                    rows.add(new EndpointRow(
                            result.getString(1),
                            result.getString(2),
                            result.getObject(3, Integer.class),
                            EndpointState.valueOf(result.getString(4)),
                            result.getObject(5, Long.class),
                            Sql.instant(result, 6)));
                }
                return rows;
            }
        });
    }

    private void mark(String source, LocalDate day, LoadState state, String message) {
        String sql = """
                insert into ops.load (source, day, state, fence, message)
                values (?, ?, ?, nextval('ops.load_fence'), ?)
                on conflict (source, day) do update set state = excluded.state, fence = excluded.fence,
                  message = excluded.message""";
        transactions.run(state + " of " + LedgerRows.name(source, day), connection -> {
            try (PreparedStatement statement = Sql.bound(connection, sql, source, day, state.name(), message)) {
                return statement.executeUpdate();
            }
        });
    }

    private void update(String source, LocalDate day, long fence, String assignment, Object value) {
        String sql = "update ops.load set " + assignment + " where source = ? and day = ? and fence = ?";
        int count = transactions.run("ledger of " + LedgerRows.name(source, day), connection -> {
            try (PreparedStatement statement = Sql.bound(connection, sql, value, source, day, fence)) {
                return statement.executeUpdate();
            }
        });
        if (count == 0) {
            throw new FenceLost(LedgerRows.name(source, day) + ": another run has taken it over from fence " + fence);
        }
    }
}
