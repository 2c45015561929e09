package org.scewarehouse.etl.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.annotation.Table;
import org.scewarehouse.model.fact.FactContainerHour;

/**
 * Removes rows that are kept no longer, and keeps in {@code ops.removal} what was removed of each source-day, here or
 * in the lake. Each batch is a short transaction of its own; what is done again changes nothing.
 */
public final class Removal {

    /** What may be removed of a source-day while the day stays. */
    public enum Subject {
        /** Answers of the source. */
        RAW,
        /** The lake's rows. */
        CURATED,
        /** Rows of {@code mart.fact_container_hour}. */
        HOUR_FACTS
    }

    static final TableSpec<?> HOURS = Warehouse.table(FactContainerHour.class);

    private static final int TEXTS_AT_ONCE = 10_000;
    private static final int EXECUTIONS_AT_ONCE = 500;

    private final Transactions transactions;
    private final InstantSource clock;

    /** In this warehouse. */
    public Removal(DataSource warehouse, InstantSource clock) {
        this.transactions = new Transactions(warehouse);
        this.clock = clock;
    }

    /** Days of the source before that one that stand as they should and of which it was not removed yet, ascending. */
    public List<LocalDate> due(String source, Subject subject, LocalDate before) {
        return due(source, subject, LocalDate.of(1, 1, 1), before);
    }

    /** Whether the day, whose lock the caller holds, still is one of those. */
    public boolean isDue(String source, Subject subject, LocalDate day) {
        return !due(source, subject, day, day.plusDays(1)).isEmpty();
    }

    private List<LocalDate> due(String source, Subject subject, LocalDate from, LocalDate before) {
        String sql = "select day from ops.load l where source = ? and day >= ? and day < ? and state = 'PUBLISHED'"
                + " and not exists ("
                + "select from ops.removal r where r.source = l.source and r.day = l.day and r.subject = ?)"
                + (subject == Subject.HOUR_FACTS
                        ? " and exists (select from ops.load_table t where t.source = l.source and t.day = l.day"
                                + " and t.table_name = '" + HOURS.name() + "')"
                        : "")
                + " order by day";
        return transactions.run("retention of " + source, connection -> {
            try (PreparedStatement statement = Sql.bound(connection, sql, source, from, before, subject.name());
                    ResultSet result = statement.executeQuery()) {
                List<LocalDate> days = new ArrayList<>();
                while (result.next()) {
                    days.add(result.getObject(1, LocalDate.class));
                }
                return days;
            }
        });
    }

    /** Whether it was removed of the source-day, and the day was not published since. */
    public boolean isRemoved(String source, LocalDate day, Subject subject) {
        return transactions.run(
                "retention of " + LedgerRows.name(source, day),
                connection -> isNoted(connection, source, day, subject));
    }

    /** Keeps that it was removed of the source-day. */
    public void note(String source, LocalDate day, Subject subject) {
        transactions.execute(
                "retention of " + LedgerRows.name(source, day),
                connection -> note(connection, source, day, subject, clock.instant()));
    }

    /** Removes the day's rows by the hour, and keeps that. */
    public void hourFacts(String source, LocalDate day) {
        transactions.execute("retention of hours of " + LedgerRows.name(source, day), connection -> {
            // A load of the day waits here or has ended, so that rows and note agree.
            Sql.call(connection, "select from ops.load where source = ? and day = ? for update", source, day);
            Sql.update(
                    connection, "delete from " + HOURS.qualifiedName() + " where day = ? and source = ?", day, source);
            note(connection, source, day, Subject.HOUR_FACTS, clock.instant());
        });
    }

    /**
     * Removes from schema {@code hr} the original texts last seen before the day, and for whom identifiers of earlier
     * days were taken. Who is who stays.
     *
     * @return how many rows
     */
    public long texts(LocalDate before) {
        long removed = 0;
        for (TableSpec<?> table : Warehouse.tables()) {
            if (table.schema().equals("hr") && table.kind() == Table.Kind.DIMENSION) {
                removed += batches(
                        table.qualifiedName(),
                        "delete from " + table.qualifiedName() + " where ctid = any (array(select ctid from "
                                + table.qualifiedName() + " where last_seen_on < ? limit " + TEXTS_AT_ONCE + "))",
                        before);
            }
        }
        return removed
                + batches(
                        "hr.identity_use",
                        "delete from hr.identity_use where ctid = any (array(select ctid from hr.identity_use"
                                + " where day < ? limit " + TEXTS_AT_ONCE + "))",
                        before);
    }

    /** Removes what Spring Batch knows of executions that ended before the instant; returns how many they were. */
    public long executions(Instant before) {
        String sql = """
                with gone as materialized (
                    select job_execution_id, job_instance_id
                    from batch.batch_job_execution
                    where end_time < ? and status in ('COMPLETED', 'FAILED', 'STOPPED', 'ABANDONED')
                    order by job_execution_id
                    limit %d
                ), step as materialized (
                    select step_execution_id from batch.batch_step_execution join gone using (job_execution_id)
                ), step_context as (
                    delete from batch.batch_step_execution_context c using step s
                    where c.step_execution_id = s.step_execution_id
                ), steps as (
                    delete from batch.batch_step_execution e using step s
                    where e.step_execution_id = s.step_execution_id
                ), job_context as (
                    delete from batch.batch_job_execution_context c using gone g
                    where c.job_execution_id = g.job_execution_id
                ), parameters as (
                    delete from batch.batch_job_execution_params p using gone g
                    where p.job_execution_id = g.job_execution_id
                ), instances as (
                    delete from batch.batch_job_instance i using gone g
                    where i.job_instance_id = g.job_instance_id and not exists (
                        select from batch.batch_job_execution e
                        where e.job_instance_id = i.job_instance_id
                          and e.job_execution_id not in (select job_execution_id from gone))
                )
                delete from batch.batch_job_execution e using gone g
                where e.job_execution_id = g.job_execution_id""".formatted(EXECUTIONS_AT_ONCE);
        return batches("batch metadata", sql, LocalDateTime.ofInstant(before, ZoneOffset.UTC));
    }

    private long batches(String what, String sql, Object before) {
        long removed = 0;
        int last;
        do {
            last = transactions.run("retention of " + what, connection -> Sql.update(connection, sql, before));
            removed += last;
        } while (last > 0);
        return removed;
    }

    static boolean isNoted(Connection connection, String source, LocalDate day, Subject subject) throws SQLException {
        String sql = "select exists (select from ops.removal where source = ? and day = ? and subject = ?)";
        try (PreparedStatement statement = Sql.bound(connection, sql, source, day, subject.name());
                ResultSet result = statement.executeQuery()) {
            return result.next() && result.getBoolean(1);
        }
    }

    static void note(Connection connection, String source, LocalDate day, Subject subject, Instant at)
            throws SQLException {
        Sql.update(
                connection,
                "insert into ops.removal (source, day, subject, removed_at) values (?, ?, ?, ?) on conflict do nothing",
                source,
                day,
                subject.name(),
                at);
    }

    /** Of a day that is published again all is looked at again; its hours, if its facts were written again. */
    static void forget(Connection connection, String source, LocalDate day, boolean isRewritten) throws SQLException {
        Sql.update(
                connection,
                "delete from ops.removal where source = ? and day = ?"
                        + (isRewritten ? "" : " and subject <> 'HOUR_FACTS'"),
                source,
                day);
    }
}
