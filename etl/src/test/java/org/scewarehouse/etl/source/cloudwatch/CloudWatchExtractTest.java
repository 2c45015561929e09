package org.scewarehouse.etl.source.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.Finding;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.simulator.cloudwatch.CloudWatchSimulator;
import org.scewarehouse.etl.simulator.cloudwatch.FsxSimulator;
import org.scewarehouse.etl.simulator.cloudwatch.SimulatedMetric;
import org.scewarehouse.etl.source.CuratedText;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.Reach;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.Reference;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.fact.FactVolumeDay;

/** The source against a CloudWatch that enforces the documented rules, over HTTP. */
class CloudWatchExtractTest {

    private static final Day DAY = new Day(LocalDate.of(2026, 1, 15), ZoneId.of("UTC"));
    private static final Instant NIGHT = DAY.to().plus(Duration.ofHours(3));
    private static final int MINUTE = 60;

    @TempDir
    Path folder;

    private int lakes;

    private List<String> findings = List.of();
    private final FsxSimulator fsx = FsxSimulator.start(Map.of("fs-0c", 4L, "fs-0e", 6L, "fs-0f", 20L));

    @AfterEach
    void stop() {
        fsx.close();
    }

    @BeforeAll
    static void credentials() {
        System.setProperty("aws.accessKeyId", CloudWatchSimulator.ACCESS_KEY);
        System.setProperty("aws.secretAccessKey", CloudWatchSimulator.SECRET_KEY);
    }

    @AfterAll
    static void noCredentials() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Test
    void theLastValueOfTheDayIsLoaded() {
        SimulatedMetric homes = efs("fs-0a", DAY.from(), NIGHT, 1000);
        homes.points().put(DAY.to().minusSeconds(1), new double[] {4000});
        homes.points().put(DAY.to(), new double[] {9999});
        try (CloudWatchSimulator server = CloudWatchSimulator.start(List.of(homes))) {
            server.at(NIGHT);
            Map<String, String> row = rows(server, DAY, NIGHT).get("fs-0a");
            // The mean of the last quarter: the value at its begin and the one a second before the day ends.
            assertThat(row).containsEntry("used_bytes", "2500").containsEntry("measured_at", "2026-01-16T00:00:00Z");
        }
    }

    @Test
    void pagesThatCutSeriesGiveTheSameRowsAsOnePage() {
        List<SimulatedMetric> metrics = new ArrayList<>();
        for (int i = 0; i < 620; i++) {
            metrics.add(efs(String.format("fs-%04x", i), DAY.from(), NIGHT, 1000 + i));
        }
        Map<String, Map<String, String>> whole;
        try (CloudWatchSimulator server = CloudWatchSimulator.start(metrics)) {
            server.at(NIGHT);
            whole = rows(server, DAY, NIGHT);
            assertThat(server.calls("GetMetricData"))
                    .as("500 queries a call, and FSx")
                    .isEqualTo(2 + 1);
        }
        try (CloudWatchSimulator server = CloudWatchSimulator.start(metrics, 100, 7001)) {
            server.at(NIGHT);
            assertThat(rows(server, DAY, NIGHT)).hasSize(620).isEqualTo(whole);
            assertThat(server.calls("GetMetricData")).isEqualTo(7 + 2 + 1);
            assertThat(server.calls("ListMetrics")).isEqualTo(7 + 5);
        }
    }

    @Test
    void whoGoesOnAsksForNothingThatIsKept() {
        List<SimulatedMetric> metrics = new ArrayList<>();
        for (int i = 0; i < 501; i++) {
            metrics.add(efs(String.format("fs-%04x", i), DAY.from(), NIGHT, 1000 + i));
        }
        try (CloudWatchSimulator server = CloudWatchSimulator.start(metrics)) {
            server.at(NIGHT);
            CloudWatchSource source = source(server, NIGHT);
            Endpoint efs = source.endpoints().get(0);
            RawZone raw = new RawZone(new LocalStore(folder.resolve("lake")));
            RawZone.Writer killed = raw.writer("cloudwatch", efs.name(), DAY.date(), 1);
            assertThatThrownBy(() -> source.extract(DAY, efs, killed, (unit, done, total) -> {
                        throw new IllegalStateException("killed");
                    }))
                    .hasMessage("killed");
            source.extract(DAY, efs, raw.writer("cloudwatch", efs.name(), DAY.date(), 1), Progress.NONE);
            assertThat(server.calls("GetMetricData")).isEqualTo(2);
            assertThat(raw.completion("cloudwatch", efs.name(), DAY.date(), 1)
                            .orElseThrow()
                            .parts())
                    .hasSize(2);
        }
    }

    @Test
    void daysLongAgoAreAskedByTheHour() {
        try (CloudWatchSimulator server =
                CloudWatchSimulator.start(List.of(efs("fs-0a", DAY.from(), NIGHT.plus(Duration.ofDays(300)), 1000)))) {
            for (int days : new int[] {1, 20, 62, 64, 300}) {
                Instant now = DAY.to().plus(Duration.ofDays(days));
                server.at(now);
                assertThat(rows(server, DAY, now)).as(days + " days ago").containsOnlyKeys("fs-0a");
            }
        }
    }

    @Test
    void aZoneOfHalfHoursTakesWholePeriodsOfItsDay() {
        Day day = new Day(LocalDate.of(2026, 1, 15), ZoneId.of("Asia/Kolkata"));
        try (CloudWatchSimulator server =
                CloudWatchSimulator.start(List.of(efs("fs-0a", day.from(), NIGHT.plus(Duration.ofDays(99)), 1000)))) {
            Instant now = day.to().plus(Duration.ofDays(99));
            server.at(now);
            assertThat(rows(server, day, now).get("fs-0a")).containsEntry("measured_at", "2026-01-15T18:00:00Z");
        }
    }

    @Test
    void disksOfLustreAreAddedUp() {
        SimulatedMetric free = SimulatedMetric.of("AWS/FSx", "FreeDataStorageCapacity", Map.of("FileSystemId", "fs-0d"))
                .every(MINUTE, DAY.from(), NIGHT, 1L << 30, 3L << 30);
        try (CloudWatchSimulator server = CloudWatchSimulator.start(List.of(free))) {
            server.at(NIGHT);
            assertThat(rows(server, DAY, NIGHT).get("fs-0d"))
                    .containsEntry("used_bytes", Long.toString(6L << 30))
                    .containsEntry("hard_limit_bytes", Long.toString(10L << 30));
        }
    }

    @Test
    void whatOnlyTellsWhatIsFreeHoldsWhatFsxSays() {
        SimulatedMetric free = SimulatedMetric.of("AWS/FSx", "FreeStorageCapacity", Map.of("FileSystemId", "fs-0f"))
                .every(MINUTE, DAY.from(), NIGHT, 5L << 30);
        try (CloudWatchSimulator server = CloudWatchSimulator.start(List.of(free))) {
            server.at(NIGHT);
            assertThat(rows(server, DAY, NIGHT).get("fs-0f"))
                    .containsEntry("used_bytes", Long.toString(15L << 30))
                    .containsEntry("hard_limit_bytes", Long.toString(20L << 30));
            assertThat(fsx.calls()).as("pages of two").isEqualTo(2);
            fsx.refuse(400, "AccessDeniedException");
            assertThat(rows(server, DAY, NIGHT).get("fs-0f"))
                    .containsEntry("used_bytes", "")
                    .containsEntry("hard_limit_bytes", "");
            assertThat(findings).anyMatch(text -> text.contains("allow fsx:DescribeFileSystems"));
            assertThat(findings).noneMatch(text -> text.contains("secret-name"));
            int calls = fsx.calls();
            Instant later = DAY.to().plus(Duration.ofDays(3));
            server.at(later);
            assertThat(rows(server, DAY, later).get("fs-0f")).containsEntry("used_bytes", "");
            assertThat(fsx.calls()).as("it tells of now").isEqualTo(calls);
        }
    }

    @Test
    void fsxIsNotAskedWhereNothingNeedsIt() {
        try (CloudWatchSimulator server = CloudWatchSimulator.start(List.of(efs("fs-0a", DAY.from(), NIGHT, 1000)))) {
            server.at(NIGHT);
            rows(server, DAY, NIGHT);
            assertThat(fsx.calls()).isZero();
        }
    }

    @Test
    void volumesAndServersInsideAFileSystemAreNotAsked() {
        SimulatedMetric whole = SimulatedMetric.of("AWS/FSx", "StorageUsed", Map.of("FileSystemId", "fs-0e"))
                .every(MINUTE, DAY.from(), NIGHT, 500);
        SimulatedMetric volume = SimulatedMetric.of(
                        "AWS/FSx", "StorageUsed", Map.of("FileSystemId", "fs-0e", "VolumeId", "fsvol-1"))
                .every(MINUTE, DAY.from(), NIGHT, 200);
        try (CloudWatchSimulator server = CloudWatchSimulator.start(List.of(whole, volume))) {
            server.at(NIGHT);
            assertThat(rows(server, DAY, NIGHT)).containsOnlyKeys("fs-0e");
            assertThat(rows(server, DAY, NIGHT).get("fs-0e")).containsEntry("used_bytes", "500");
        }
    }

    @Test
    void aFileSystemThatIsNoLongerListedIsAskedForByItsId() {
        try (CloudWatchSimulator server =
                CloudWatchSimulator.start(List.of(efs("fs-0b", DAY.from(), DAY.to(), 1000)))) {
            Instant now = DAY.to().plus(Duration.ofDays(30));
            server.at(now);
            assertThat(rows(server, DAY, now)).containsOnlyKeys("fs-0b");
        }
    }

    @Test
    void theFirstRunBeginsAtTheFirstValue() {
        Instant made = Instant.parse("2025-11-03T05:00:00Z");
        try (CloudWatchSimulator server = CloudWatchSimulator.start(List.of(efs("fs-0a", made, NIGHT, 1000)))) {
            server.at(NIGHT);
            Reach reach = source(server, NIGHT).reach(NIGHT);
            assertThat(reach.begin()).isEqualTo(Instant.parse("2025-11-03T00:00:00Z"));
            assertThat(reach.from()).isAfter(NIGHT.minus(Duration.ofDays(455)));
            assertThat(reach.reason()).startsWith("2 file systems");
        }
    }

    @Test
    void partialDataIsIncompleteAndHealsLater() {
        SimulatedMetric homes = efs("fs-0a", DAY.from(), NIGHT, 1000);
        try (CloudWatchSimulator server = CloudWatchSimulator.start(List.of(homes))) {
            server.at(NIGHT);
            for (String status : List.of("PartialData", "InternalError")) {
                server.endWith("StorageBytes", status);
                assertThatThrownBy(() -> rows(server, DAY, NIGHT))
                        .isInstanceOf(SourceUnavailable.class)
                        .hasMessageContaining("cloudwatch 2026-01-15, efs")
                        .hasMessageContaining("fs-0a")
                        .hasMessageContaining(status);
            }
            server.endWith("StorageBytes", null);
            assertThat(rows(server, DAY, NIGHT)).containsOnlyKeys("fs-0a");
        }
    }

    @Test
    void whatMayNotBeReadSaysWhatToAllow() {
        try (CloudWatchSimulator server = CloudWatchSimulator.start(List.of(efs("fs-0a", DAY.from(), NIGHT, 1000)))) {
            server.at(NIGHT);
            server.endWith("StorageBytes", "Forbidden");
            assertThatThrownBy(() -> rows(server, DAY, NIGHT))
                    .isInstanceOf(SourceMisconfigured.class)
                    .hasMessageContaining("allow cloudwatch:GetMetricData");
            server.refuse(403, "AccessDenied");
            assertThatThrownBy(() -> rows(server, DAY, NIGHT))
                    .isInstanceOf(SourceMisconfigured.class)
                    .hasMessageContaining("allow cloudwatch:ListMetrics")
                    .hasMessageNotContaining("secret-name");
            server.refuse(400, "ExpiredToken");
            assertThatThrownBy(() -> rows(server, DAY, NIGHT))
                    .isInstanceOf(SourceMisconfigured.class)
                    .hasMessageContaining("renew them");
        }
    }

    @Test
    void throttlingIsWaitedOutAndThenLeftForLater() {
        try (CloudWatchSimulator server = CloudWatchSimulator.start(List.of(efs("fs-0a", DAY.from(), NIGHT, 1000)))) {
            server.at(NIGHT);
            server.throttle(2);
            assertThat(rows(server, DAY, NIGHT)).containsOnlyKeys("fs-0a");
            server.refuse(400, "Throttling");
            assertThatThrownBy(() -> rows(server, DAY, NIGHT))
                    .isInstanceOf(SourceUnavailable.class)
                    .hasMessageContaining("ListMetrics answered 400 Throttling");
            server.refuse(500, "InternalFailure");
            assertThatThrownBy(() -> rows(server, DAY, NIGHT))
                    .isInstanceOf(SourceUnavailable.class)
                    .hasMessageContaining("answered 500");
        }
    }

    @Test
    void aWrongSecretIsRefused() {
        try (CloudWatchSimulator server = CloudWatchSimulator.start(List.of())) {
            System.setProperty("aws.secretAccessKey", "another");
            assertThatThrownBy(() -> rows(server, DAY, NIGHT))
                    .isInstanceOf(SourceMisconfigured.class)
                    .hasMessageContaining("renew them");
        } finally {
            System.setProperty("aws.secretAccessKey", CloudWatchSimulator.SECRET_KEY);
        }
    }

    private static SimulatedMetric efs(String id, Instant from, Instant to, double bytes) {
        return SimulatedMetric.of("AWS/EFS", "StorageBytes", Map.of("FileSystemId", id, "StorageClass", "Total"))
                .every(15 * MINUTE, from, to, bytes);
    }

    private CloudWatchSource source(CloudWatchSimulator server, Instant now) {
        CloudWatchSettings settings = new CloudWatchSettings(
                CloudWatchSimulator.REGION,
                server.address(),
                fsx.address(),
                Set.of("fs-0b"),
                Map.of(),
                Map.of("fs-0d", 10L),
                Duration.ofMinutes(30),
                0);
        return new CloudWatchSource(settings, 3, () -> now, "test");
    }

    /** Rows of fact_volume_day by name of the file system. */
    private Map<String, Map<String, String>> rows(CloudWatchSimulator server, Day day, Instant now) {
        CloudWatchSource source = source(server, now);
        LocalStore store = new LocalStore(folder.resolve("lake" + lakes++));
        RawZone raw = new RawZone(store);
        Map<String, Integer> attempts = new LinkedHashMap<>();
        for (Endpoint endpoint : source.endpoints()) {
            source.extract(day, endpoint, raw.writer("cloudwatch", endpoint.name(), day.date(), 1), Progress.NONE);
            attempts.put(endpoint.name(), 1);
        }
        raw.makeCurrent("cloudwatch", day.date(), attempts);
        CuratedZone zone = new CuratedZone(store, folder.resolve("temp"), 8 << 20);
        try (CuratedZone.Writer rows = zone.writer("cloudwatch", day.date(), source.tables())) {
            Dimensions dimensions =
                    new Dimensions("", "a secret of sixteen bytes".getBytes(StandardCharsets.UTF_8), Reference.none());
            RawZone.Reader kept = raw.current("cloudwatch", day.date()).orElseThrow();
            source.transform(day, kept, new byte[0], dimensions, rows, Progress.NONE);
            findings = rows.commit(new Manifest.Inputs("", "", null, "test", 1)).findings().stream()
                    .map(Finding::reason)
                    .toList();
        }
        Map<String, @Nullable String> names = new LinkedHashMap<>();
        CuratedText.rows(zone, "cloudwatch", day, Warehouse.table("dim_volume"))
                .forEach(row -> names.put(row.get("volume_key"), row.get("volume_name")));
        Map<String, Map<String, String>> byName = new LinkedHashMap<>();
        CuratedText.rows(zone, "cloudwatch", day, Warehouse.table(FactVolumeDay.class))
                .forEach(row -> byName.put(String.valueOf(names.get(row.get("volume_key"))), row));
        return byName;
    }
}
