package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.aws.CloudWatchMetrics.Metric;

class MetricsFileTest {

    private static final Instant NOW = Instant.parse("2026-08-21T04:10:00Z");
    private static final List<Metric> METRICS = List.of(
            new Metric("LastCompleteDayAge", Metric.COUNT, 1, "hr"),
            new Metric("RowsPublished", Metric.COUNT, 52, "hr"),
            new Metric("LastCompleteDayAge", Metric.COUNT, 3, "prometheus"),
            new Metric("HorizonAge", Metric.COUNT, 15, "prometheus"),
            new Metric("Duration", Metric.SECONDS, 61.25, null),
            new Metric("ExitCode", Metric.NONE, 3, null));

    @TempDir
    private Path folder;

    @Test
    void samplesOfOneMetricStandTogetherAndDaysAreTheirBeginInTheReportingZone() {
        assertThat(MetricsFile.text(METRICS, ZoneId.of("Europe/Zurich"), NOW)).isEqualTo("""
                # HELP sce_run_duration_seconds Time that the last run took.
                # TYPE sce_run_duration_seconds gauge
                sce_run_duration_seconds 61.250
                # HELP sce_run_end_timestamp_seconds When the last run ended.
                # TYPE sce_run_end_timestamp_seconds gauge
                sce_run_end_timestamp_seconds 1787285400
                # HELP sce_run_exit_code Exit code of the last run.
                # TYPE sce_run_exit_code gauge
                sce_run_exit_code 3
                # HELP sce_source_horizon_timestamp_seconds Begin of the first day that the source still answers for.
                # TYPE sce_source_horizon_timestamp_seconds gauge
                sce_source_horizon_timestamp_seconds{source="prometheus"} 1785967200
                # HELP sce_source_last_complete_day_timestamp_seconds Begin of the last published day of the source.
                # TYPE sce_source_last_complete_day_timestamp_seconds gauge
                sce_source_last_complete_day_timestamp_seconds{source="hr"} 1787176800
                sce_source_last_complete_day_timestamp_seconds{source="prometheus"} 1787004000
                # HELP sce_source_published_rows Rows that the last run published.
                # TYPE sce_source_published_rows gauge
                sce_source_published_rows{source="hr"} 52
                """);
    }

    @Test
    void theFileOfTheRunBeforeIsReplacedAndNothingElseIsLeft() throws Exception {
        Path file = folder.resolve("sce.prom");
        MetricsFile.write(file, METRICS, ZoneId.of("UTC"), NOW);
        MetricsFile.write(file, List.of(), ZoneId.of("UTC"), NOW);
        assertThat(Files.readString(file))
                .contains("sce_run_end_timestamp_seconds")
                .doesNotContain("hr");
        assertThat(folder).isDirectoryContaining(path -> path.equals(file));
        assertThat(folder.toFile().list()).hasSize(1);
        assertThat(Files.getPosixFilePermissions(file).toString()).contains("OTHERS_READ");
    }

    @Test
    void howFarSourcesAreStandsWhileTheWarehouseCannotBeAsked() throws Exception {
        Path file = folder.resolve("sce.prom");
        MetricsFile.write(file, METRICS, ZoneId.of("UTC"), NOW);
        List<Metric> ofRun = List.of(new Metric("ExitCode", Metric.NONE, 3, null));
        for (int night = 1; night <= 2; night++) {
            MetricsFile.writeOfRun(file, ofRun, ZoneId.of("UTC"), NOW.plus(Duration.ofDays(night)));
        }
        assertThat(Files.readString(file)).isEqualTo("""
                # HELP sce_run_end_timestamp_seconds When the last run ended.
                # TYPE sce_run_end_timestamp_seconds gauge
                sce_run_end_timestamp_seconds 1787458200
                # HELP sce_run_exit_code Exit code of the last run.
                # TYPE sce_run_exit_code gauge
                sce_run_exit_code 3
                # HELP sce_source_horizon_timestamp_seconds Begin of the first day that the source still answers for.
                # TYPE sce_source_horizon_timestamp_seconds gauge
                sce_source_horizon_timestamp_seconds{source="prometheus"} 1785974400
                # HELP sce_source_last_complete_day_timestamp_seconds Begin of the last published day of the source.
                # TYPE sce_source_last_complete_day_timestamp_seconds gauge
                sce_source_last_complete_day_timestamp_seconds{source="hr"} 1787184000
                sce_source_last_complete_day_timestamp_seconds{source="prometheus"} 1787011200
                """);
    }
}
