package org.scewarehouse.jobs.run;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.aws.CloudWatchAccess;
import org.scewarehouse.etl.aws.CloudWatchMetrics;
import org.scewarehouse.etl.aws.CloudWatchMetrics.Metric;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.Session;
import org.scewarehouse.jobs.settings.Settings;

/**
 * Tells CloudWatch and Prometheus how a run went, so that an alarm can watch from outside; nothing where neither {@code
 * sce.cloudwatch.namespace} nor {@code sce.metrics.file} is set. That it cannot be told changes nothing but a line on
 * standard error. A run that breaks off says nothing: an alarm has to treat missing or old values as bad ones.
 */
final class RunMetrics {

    private static final int ATTEMPTS = 3;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final String BY_SOURCE = """
            with run as (
                select ?::timestamptz as began_at, ?::timestamptz as ended_at,
                    coalesce((select zone from ops.installation), 'UTC') as zone
            ), missing as (
                select d.source, count(*) as days
                from run, ops.source_day(run.ended_at) d
                where d.is_missing
                  -- a source that is not collected any more misses nothing after its last day
                  and (d.source = any (string_to_array(?, ','))
                      or d.day <= (select max(day) from ops.load where load.source = d.source))
                group by d.source
            )
            select
                l.source,
                (max(run.ended_at) at time zone max(run.zone))::date
                    - max(l.day) filter (where l.published_at is not null) as age_days,
                (max(run.ended_at) at time zone max(run.zone))::date - max(reach.answers_from) as horizon_days,
                coalesce(sum(l.row_count) filter (where l.published_at >= run.began_at), 0) as row_count,
                coalesce(extract(epoch from
                    max(l.published_at) filter (where l.started_at >= run.began_at)
                    - min(l.started_at) filter (where l.started_at >= run.began_at)), 0) as seconds,
                count(*) filter (where l.state = 'FAILED' and l.started_at >= run.began_at) as failed_days,
                coalesce(max(missing.days), 0) as missing_days
            from run, ops.load l
            left join missing using (source)
            left join ops.source reach using (source)
            group by l.source
            order by l.source
            """;

    private final Session session;
    private final Instant began;
    private final List<Metric> metrics = new ArrayList<>();
    private boolean isWarehouseRead;

    private RunMetrics(Session session) {
        this.session = session;
        this.began = session.clock().instant();
    }

    /** A run begins. */
    static RunMetrics begin(Session session) {
        return new RunMetrics(session);
    }

    /** Reads what became of each source while the warehouse is there; to be called after all of them. */
    void read(DataSource warehouse) {
        if (namespace() == null && file() == null) {
            return;
        }
        try (Connection connection = warehouse.getConnection();
                PreparedStatement query = connection.prepareStatement(BY_SOURCE)) {
            query.setObject(1, at(began));
            query.setObject(2, at(session.clock().instant()));
            query.setString(3, String.join(",", session.settings().collected()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    add(rows);
                }
            }
            isWarehouseRead = true;
        } catch (SQLException e) {
            complain("the warehouse says: " + e.getMessage());
        }
    }

    private void add(ResultSet row) throws SQLException {
        String source = row.getString("source");
        long age = row.getLong("age_days");
        if (!row.wasNull()) {
            metrics.add(new Metric("LastCompleteDayAge", Metric.COUNT, age, source));
        }
        long horizon = row.getLong("horizon_days");
        if (!row.wasNull()) {
            metrics.add(new Metric("HorizonAge", Metric.COUNT, horizon, source));
        }
        metrics.add(new Metric("RowsPublished", Metric.COUNT, row.getLong("row_count"), source));
        metrics.add(new Metric("Duration", Metric.SECONDS, row.getDouble("seconds"), source));
        metrics.add(new Metric("FailedDays", Metric.COUNT, row.getLong("failed_days"), source));
        metrics.add(new Metric("MissingDays", Metric.COUNT, row.getLong("missing_days"), source));
    }

    /** Sends what is known of the run, and hands its exit code on as it is. */
    ExitCode ended(ExitCode code) {
        Instant now = session.clock().instant();
        double seconds = Duration.between(began, now).toMillis() / 1000.0;
        metrics.add(new Metric("Duration", Metric.SECONDS, Math.max(0, seconds), null));
        metrics.add(new Metric("ExitCode", Metric.NONE, code.number(), null));
        String namespace = namespace();
        if (namespace != null) {
            send(namespace, now);
        }
        Path file = file();
        if (file != null) {
            write(file, now);
        }
        return code;
    }

    private void write(Path file, Instant now) {
        try {
            ZoneId zone = session.settings().zone();
            if (isWarehouseRead) {
                MetricsFile.write(file, metrics, zone, now);
            } else {
                MetricsFile.writeOfRun(file, metrics, zone, now);
            }
        } catch (IOException e) {
            complain("sce.metrics.file = " + file + " cannot be written: " + e);
        }
    }

    private @Nullable Path file() {
        return session.settings().metrics().file();
    }

    private void send(String namespace, Instant now) {
        Settings.CloudWatch settings = session.settings().cloudwatch();
        CloudWatchAccess access = new CloudWatchAccess(settings.region(), settings.endpoint(), ATTEMPTS, LIMIT);
        try {
            CloudWatchMetrics.send(access, namespace, metrics, now);
        } catch (SourceUnavailable | SourceMisconfigured | SourceChanged e) {
            complain(String.valueOf(e.getMessage()));
        }
    }

    private void complain(String text) {
        session.console().error("Metrics of this run were not sent, its work is not affected: " + text);
    }

    private @Nullable String namespace() {
        return session.settings().cloudwatch().namespace();
    }

    private static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
