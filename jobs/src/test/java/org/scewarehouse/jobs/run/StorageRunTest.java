package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.simulator.cloudwatch.CloudWatchSimulator;
import org.scewarehouse.etl.simulator.cloudwatch.PublishedMetric;
import org.scewarehouse.etl.simulator.cloudwatch.SimulatedMetric;
import org.scewarehouse.jobs.cli.CommandLineRun;

/** File systems and scans of home drives through the whole job, and what CloudWatch is told of its runs. */
class StorageRunTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 8, 18);
    private static final Instant MADE = Instant.parse("2026-08-19T10:00:00Z");
    private static final Instant NOW = Instant.parse("2026-08-21T06:00:00Z");

    @TempDir
    static Path home;

    private static RunRig rig;

    @TempDir
    Path scans;

    private final Map<String, String> environment = new HashMap<>();
    private Instant now = NOW;
    private final CloudWatchSimulator cloudWatch = CloudWatchSimulator.start(List.of(
            SimulatedMetric.of("AWS/EFS", "StorageBytes", Map.of("FileSystemId", "fs-0a", "StorageClass", "Total"))
                    .every(900, MADE, NOW, 5e12)));

    @BeforeAll
    static void start() {
        System.setProperty("aws.accessKeyId", CloudWatchSimulator.ACCESS_KEY);
        System.setProperty("aws.secretAccessKey", CloudWatchSimulator.SECRET_KEY);
        rig = new RunRig(home, "http://localhost:1");
    }

    @AfterAll
    static void close() {
        rig.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @BeforeEach
    void renew() {
        rig.renew();
        cloudWatch.at(NOW);
        environment.putAll(rig.environment());
        environment.remove("SCE_SOURCES_PROMETHEUS_URL");
        environment.put("SCE_SOURCES_CLOUDWATCH_REGION", CloudWatchSimulator.REGION);
        environment.put("SCE_SOURCES_CLOUDWATCH_ENDPOINT", cloudWatch.address().toString());
        environment.put("SCE_SOURCES_HOME_DRIVE_PATH", scans.toString());
        environment.put("SCE_SOURCES_HOME_DRIVE_REGION", "eu");
    }

    @AfterEach
    void stop() {
        cloudWatch.close();
    }

    @Test
    void aNightLoadsBothAndCountsDrivesWithoutTheFileSystemTheyLieIn() throws IOException {
        scan(FIRST, "/home/anna,anna,1000,10,2026-08-18T20:00:00Z", "/home/be,be,500,5,2026-08-18T20:00:00Z");
        scan(FIRST.plusDays(1), "/home/anna,anna,1500,15,2026-08-19T20:00:00Z");
        scan(FIRST.plusDays(2), "/home/anna,anna,2000,20,2026-08-20T20:00:00Z");
        CommandLineRun night = sce("nightly");
        assertThat(night.exitCode()).as(night.errors() + night.output()).isZero();
        assertThat(night.output())
                .contains("cloudwatch 2026-08-19  published, 1 rows", "cloudwatch 2026-08-20  published")
                .contains("home_drive 2026-08-18  published", "home_drive 2026-08-20  published");
        assertThat(csv("select day, volume_kind, sum(used_bytes) as bytes, count(*) as volumes,"
                        + " count(*) filter (where is_carried_forward) as carried from mart.fact_volume_day"
                        + " join mart.dim_volume using (volume_key) group by 1, 2 order by 1, 2"))
                .isEqualTo("""
                        day,volume_kind,bytes,volumes,carried
                        2026-08-18,home,1500,2,0
                        2026-08-19,filesystem,5000000000000,1,0
                        2026-08-19,home,2000,2,1
                        2026-08-20,filesystem,5000000000000,1,0
                        2026-08-20,home,2500,2,1
                        """);
        assertThat(csv("select region_name, sum(used_bytes) as bytes from mart.volume_day_counted"
                        + " where volume_kind = 'home' and day = '2026-08-20' group by 1"))
                .isEqualTo("region_name,bytes\neu,2500\n");
        assertThat(sce("verify").exitCode()).isZero();
        assertThat(sce("nightly").output()).contains("cloudwatch  up to date", "home_drive  up to date");
    }

    @Test
    void aScanThatIsNotThereYetAndAnAnswerThatIsIncompleteHealInTheNextRun() throws IOException {
        scan(FIRST, "/home/anna,anna,1000,10,2026-08-18T20:00:00Z");
        Files.writeString(
                scan(FIRST.plusDays(1), "/home/anna,anna,1500,15,"), "path,owner,bytes,files,scanned_at\n/ho");
        cloudWatch.endWith("StorageBytes", "PartialData");
        CommandLineRun night = sce("nightly");
        assertThat(night.exitCode()).isEqualTo(3);
        assertThat(night.errors())
                .contains("cloudwatch", "PartialData")
                .contains("home_drive 2026-08-19", "still being written");
        cloudWatch.endWith("StorageBytes", null);
        scan(FIRST.plusDays(2), "/home/anna,anna,2000,20,2026-08-20T20:00:00Z");
        scan(FIRST.plusDays(1), "/home/anna,anna,1500,15,2026-08-19T20:00:00Z");
        CommandLineRun healed = sce("nightly");
        assertThat(healed.exitCode()).as(healed.errors() + healed.output()).isZero();
        assertThat(csv("select count(*) as volumes from mart.fact_volume_day")).isEqualTo("volumes\n5\n");
    }

    @Test
    void cloudWatchIsToldOfARunWhereANamespaceIsSet() throws IOException {
        scan(FIRST.plusDays(2), "/home/anna,anna,2000,20,2026-08-20T20:00:00Z");
        assertThat(sce("nightly").exitCode()).isZero();
        assertThat(cloudWatch.published()).as("off unless set").isEmpty();

        tell();
        now = NOW.plusSeconds(3600);
        assertThat(sce("nightly").exitCode()).isZero();
        assertThat(told())
                .containsEntry("LastCompleteDayAge home_drive", 1.0)
                .containsEntry("LastCompleteDayAge cloudwatch", 1.0)
                .containsEntry("HorizonAge home_drive", 1.0)
                .containsEntry("RowsPublished home_drive", 0.0)
                .containsEntry("FailedDays home_drive", 0.0)
                .containsEntry("MissingDays cloudwatch", 0.0)
                .containsEntry("ExitCode", 0.0)
                .containsKeys("Duration", "Duration cloudwatch");
        CommandLineRun forced = sce("run", "cloudwatch", "--day", "2026-08-20", "--force");
        assertThat(forced.exitCode()).as(forced.errors() + forced.output()).isZero();
        assertThat(cloudWatch.published()).allSatisfy(metric -> {
            assertThat(metric.namespace()).isEqualTo("SceWarehouse");
            assertThat(metric.timestamp()).isEqualTo(now);
        });
    }

    @Test
    void aSourceThatIsNotCollectedAnyMoreMissesNoDays() throws IOException {
        scan(FIRST.plusDays(2), "/home/anna,anna,2000,20,2026-08-20T20:00:00Z");
        assertThat(sce("nightly").exitCode()).isZero();
        environment.remove("SCE_SOURCES_HOME_DRIVE_PATH");
        environment.remove("SCE_SOURCES_HOME_DRIVE_REGION");
        tell();
        now = NOW.plusSeconds(5 * 86_400);
        cloudWatch.at(now);
        sce("nightly");
        assertThat(told())
                .containsEntry("MissingDays home_drive", 0.0)
                .containsEntry("LastCompleteDayAge home_drive", 6.0);
    }

    @Test
    void aRunWithFailuresSaysSo() throws IOException {
        tell();
        scan(FIRST, "/home/anna,anna,2000,20,2026-08-20T20:00:00Z");
        CommandLineRun night = sce("nightly");
        assertThat(night.exitCode()).isEqualTo(3);
        assertThat(told())
                .containsEntry("LastCompleteDayAge home_drive", 3.0)
                .containsEntry("MissingDays home_drive", 2.0)
                .containsEntry("FailedDays home_drive", 2.0)
                .containsEntry("ExitCode", 3.0);
    }

    @Test
    void thatCloudWatchRefusesMetricsChangesNothing() throws IOException {
        scan(FIRST.plusDays(2), "/home/anna,anna,2000,20,2026-08-20T20:00:00Z");
        tell();
        environment.remove("SCE_SOURCES_CLOUDWATCH_REGION");
        cloudWatch.refuse(403, "AccessDenied");
        CommandLineRun refused = sce("nightly");
        assertThat(refused.exitCode()).isZero();
        assertThat(refused.errors())
                .contains("Metrics of this run were not sent", "allow cloudwatch:PutMetricData")
                .doesNotContain("secret-name");
        cloudWatch.close();
        CommandLineRun away = sce("nightly");
        assertThat(away.exitCode()).isZero();
        assertThat(away.errors())
                .contains(
                        "Metrics of this run were not sent",
                        "expected an answer, got none (ConnectException: Connection refused); run again later");
    }

    @Test
    void checkTriesBothAndSaysWhatToDo() throws IOException {
        scan(FIRST, "/home/anna,anna,2000,20,2026-08-20T20:00:00Z");
        assertThat(sce("check").output())
                .containsPattern("ok +cloudwatch .*1 file systems, first value 2026-08-19")
                .containsPattern("ok +home_drive .*the first scan is of 2026-08-18");
        cloudWatch.refuse(403, "AccessDenied");
        environment.put("SCE_SOURCES_HOME_DRIVE_PATH", scans.resolve("nowhere").toString());
        CommandLineRun wrong = sce("check");
        assertThat(wrong.exitCode()).isEqualTo(4);
        assertThat(wrong.output())
                .containsPattern("FAULT +cloudwatch .*allow cloudwatch:ListMetrics")
                .containsPattern("FAULT +home_drive .*no file whose name ends with a day");
        environment.put("SCE_SOURCES_HOME_DRIVE_CARRY_DAYS", "-1");
        environment.put("SCE_CLOUDWATCH_NAMESPACE", "AWS/Mine");
        assertThat(sce("check").errors()).contains("sce.sources.home-drive.carry-days", "sce.cloudwatch.namespace");
    }

    private void tell() {
        environment.put("SCE_CLOUDWATCH_NAMESPACE", "SceWarehouse");
        environment.put("SCE_CLOUDWATCH_REGION", CloudWatchSimulator.REGION);
        environment.put("SCE_CLOUDWATCH_ENDPOINT", cloudWatch.address().toString());
    }

    /** The last value of each metric, by its name and source. */
    private Map<String, Double> told() {
        Map<String, Double> told = new TreeMap<>();
        for (PublishedMetric metric : cloudWatch.published()) {
            String source = metric.dimensions().getOrDefault("Source", "");
            told.put((metric.metricName() + " " + source).strip(), metric.value());
        }
        return told;
    }

    private Path scan(LocalDate day, String... lines) throws IOException {
        Path file = scans.resolve("home_drives_" + day.toString().replace("-", "") + ".csv");
        return Files.writeString(file, "path,owner,bytes,files,scanned_at\n" + String.join("\n", lines) + "\n");
    }

    private String csv(String query) {
        return sce("sql", query, "--csv").output().replace("\r", "");
    }

    private CommandLineRun sce(String... arguments) {
        return CommandLineRun.at(now, environment, arguments);
    }
}
