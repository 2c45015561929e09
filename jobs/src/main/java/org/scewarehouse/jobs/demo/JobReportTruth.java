package org.scewarehouse.jobs.demo;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.simulator.awsbatch.BatchTruth;
import org.scewarehouse.etl.simulator.awsbatch.SimulatedJob;

/** What reports must say of how jobs on AWS Batch end and how big they are. */
final class JobReportTruth {

    private final DemoSettings settings;
    private final BatchWork batch;

    JobReportTruth(DemoSettings settings, BatchWork batch) {
        this.settings = settings;
        this.batch = batch;
    }

    List<TruthTable> tables() {
        return List.of(
                new TruthTable("job_outcomes", List.of("queue_name"), outcomes()),
                new TruthTable("job_size", List.of("queue_name", "core_band_name"), sizes()));
    }

    private static List<Map<String, @Nullable Object>> rows(Map<String, ReportRow> rows) {
        return rows.values().stream().map(ReportRow::columns).toList();
    }

    private List<Map<String, @Nullable Object>> outcomes() {
        Map<String, ReportRow> rows = new TreeMap<>();
        batch.shares().forEach((place, share) -> {
            if (share.ended > 0) {
                rows.computeIfAbsent(place.queue(), queue -> new ReportRow().with("queue_name", queue))
                        .count("ended_count", share.ended)
                        .count("succeeded_count", share.succeeded);
            }
        });
        return rows(rows);
    }

    /** Attempts that ran in the period, with their core hours in it, by queue and cores. */
    private List<Map<String, @Nullable Object>> sizes() {
        long from = BatchTruth.begin(settings.firstDay());
        long to = BatchTruth.begin(settings.lastDay().plusDays(1));
        Map<String, ReportRow> rows = new TreeMap<>();
        for (SimulatedJob job : batch.jobs()) {
            for (SimulatedJob.Run run : job.runs()) {
                Long ended = run.end();
                double millis = (ended == null ? to : Math.min(ended, to)) - Math.max(run.start(), from);
                double hours = millis / DemoSettings.HOUR;
                if (hours > 0) {
                    String band = band(job.cores());
                    rows.computeIfAbsent(
                                    job.queue() + " " + band,
                                    key -> new ReportRow()
                                            .with("queue_name", job.queue())
                                            .with("core_band_name", band))
                            .count("running_job_count", 1)
                            .sum("cpu_allocated_core_hours", hours * job.cores())
                            .sum("weighted_core_hours", hours * job.cores() * job.cores());
                }
            }
        }
        return rows(rows);
    }

    private static String band(double cores) {
        if (cores <= 1) {
            return "1";
        }
        if (cores <= 2) {
            return "2";
        }
        for (int most = 4; most <= 64; most *= 2) {
            if (cores <= most) {
                return (most / 2 + 1) + "-" + most;
            }
        }
        return "65 and more";
    }
}
