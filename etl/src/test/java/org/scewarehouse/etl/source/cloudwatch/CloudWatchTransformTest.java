package org.scewarehouse.etl.source.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.Finding;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.CuratedText;
import org.scewarehouse.etl.source.RawFixture;
import org.scewarehouse.etl.source.SourceContractTest;
import org.scewarehouse.etl.source.cloudwatch.CloudWatchRecords.MetricDataResult;
import org.scewarehouse.etl.source.cloudwatch.CloudWatchRecords.MetricStat;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.Reference;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.fact.FactVolumeDay;
import tools.jackson.databind.json.JsonMapper;

/** A day of one file system of each kind. */
class CloudWatchTransformTest extends SourceContractTest {

    private static final Day DAY = new Day(LocalDate.of(2026, 1, 15), ZoneOffset.UTC);
    private static final long D0 = DAY.from().getEpochSecond();
    private static final long LAST = DAY.to().getEpochSecond() - 900;
    private static final int QUARTER = 900;
    private static final double GIB = 1L << 30;
    private static final JsonMapper JSON = new JsonMapper();

    @Override
    protected String source() {
        return "cloudwatch";
    }

    @Override
    protected Day day() {
        return DAY;
    }

    @Override
    protected List<String> endpoints() {
        return List.of("efs", "fsx");
    }

    @Override
    protected List<TableSpec<?>> tables() {
        return CloudWatchTransform.tables();
    }

    @Override
    protected Dimensions dimensions() {
        return new Dimensions("", "a secret of sixteen bytes".getBytes(StandardCharsets.UTF_8), Reference.none());
    }

    @Override
    protected void transform(Day day, RawZone.Reader raw, CuratedZone.Writer rows, Path tempFolder) {
        new CloudWatchTransform(settings()).transform(day, raw, dimensions(), rows);
    }

    private static CloudWatchSettings settings() {
        return new CloudWatchSettings(
                "eu-west-1",
                null,
                null,
                Set.of(),
                Map.of("fs-0a", "homes"),
                Map.of("fs-0c", 100L, "fs-0d", 1200L, "fs-0f", 1L),
                Duration.ofMinutes(30),
                0);
    }

    @Override
    protected List<RawFixture.Part> fixture() {
        return parts("");
    }

    @Override
    protected List<RawFixture.Part> fixtureWithUnknownFields() {
        return parts(",\"futureField\":{\"a\":[1]}");
    }

    private static List<RawFixture.Part> parts(String more) {
        Map<String, String> tiers = Map.of("FileSystemId", "fs-0e", "StorageTier", "All", "DataType", "All");
        return List.of(
                part("efs", more, of(FileSystemMetric.EFS_USED, efs("fs-0a", "Total"), D0, 5.0, LAST, 7.0)),
                part("efs", more, of(FileSystemMetric.EFS_USED, efs("fs-0a", "IA"), LAST, 3.0)),
                part(
                        "efs",
                        more,
                        // In two pieces, the later one first; what begins at the day's end is not the day's.
                        of(FileSystemMetric.EFS_USED, efs("fs-0b", "Total"), LAST - QUARTER, 11.4, LAST + QUARTER, 9.0),
                        of(FileSystemMetric.EFS_USED, efs("fs-0b", "Total"), D0 - QUARTER, 8.0, D0, 9.0)),
                part("fsx", more, of(FileSystemMetric.WINDOWS_FREE, id("fs-0c"), LAST, 40 * GIB)),
                // Two disks, 15 minutes: thirty values of 100 GiB.
                part("fsx", more, of(FileSystemMetric.LUSTRE_FREE, id("fs-0d"), LAST, 30 * 100 * GIB)),
                part(
                        "fsx",
                        more,
                        of(FileSystemMetric.ONTAP_USED, id("fs-0e"), LAST, 6 * GIB),
                        of(FileSystemMetric.ONTAP_USED, tiers, LAST, 5 * GIB),
                        of(FileSystemMetric.CAPACITY, id("fs-0e"), LAST, 1024 * GIB)),
                part("fsx", more, of(FileSystemMetric.WINDOWS_FREE, id("fs-0f"), LAST, 2 * GIB)),
                part("fsx", more, of(FileSystemMetric.WINDOWS_FREE, id("fs-10"), LAST, 2 * GIB)),
                part("fsx", more, of(FileSystemMetric.OPENZFS_USED, id("fs-11"))));
    }

    @Test
    void aPieceThatComesTwiceCountsOnce() throws IOException {
        String piece = of(FileSystemMetric.EFS_USED, efs("fs-0a", "Total"), LAST, 7.0);
        List<RawFixture.Part> twice = List.of(part("efs", "", piece, piece));
        assertThat(CuratedText.rows(build("twice", twice).zone(), source(), DAY, Warehouse.table(FactVolumeDay.class)))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("used_bytes", "7")
                        .containsEntry("measured_at", "2026-01-16T00:00:00Z"));
    }

    @Test
    void twoValuesForOneTimeAreRefused() {
        List<RawFixture.Part> parts = List.of(part(
                "efs",
                "",
                of(FileSystemMetric.EFS_USED, efs("fs-0a", "Total"), LAST, 7.0),
                of(FileSystemMetric.EFS_USED, efs("fs-0a", "Total"), LAST, 8.0)));
        assertThatThrownBy(() -> build("conflict", parts))
                .isInstanceOf(SourceChanged.class)
                .hasMessageContaining("fs-0a")
                .hasMessageContaining("7.0 and 8.0");
    }

    @Test
    void negativeBytesAreRefused() {
        List<RawFixture.Part> parts =
                List.of(part("efs", "", of(FileSystemMetric.EFS_USED, efs("fs-0a", "Total"), LAST, -1.0)));
        assertThatThrownBy(() -> build("negative", parts))
                .isInstanceOf(SourceChanged.class)
                .hasMessageContaining("got -1.0");
    }

    @Test
    void whatIsUsedIsUnknownWithoutACapacityAndSaysSo() throws IOException {
        Built built = build("free", fixture());
        assertThat(built.manifest().findings())
                .anySatisfy(finding -> {
                    assertThat(finding.kind()).isEqualTo(Finding.Kind.GAP);
                    assertThat(finding.subject()).isEqualTo("fs-10");
                    assertThat(finding.reason()).contains("sce.sources.cloudwatch.capacities.fs-10");
                })
                .anySatisfy(finding -> {
                    assertThat(finding.kind()).isEqualTo(Finding.Kind.WARNING);
                    assertThat(finding.subject()).isEqualTo("fs-0f");
                });
    }

    private static Map<String, String> efs(String id, String storageClass) {
        return Map.of("FileSystemId", id, "StorageClass", storageClass);
    }

    private static Map<String, String> id(String id) {
        return Map.of("FileSystemId", id);
    }

    /** A line; times and values take turns. */
    private static String of(FileSystemMetric metric, Map<String, String> dimensions, Number... timesAndValues) {
        List<Long> times = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < timesAndValues.length; i += 2) {
            times.add(timesAndValues[i].longValue());
            values.add(timesAndValues[i + 1].doubleValue());
        }
        MetricStat stat = MetricStat.of(metric, new TreeMap<>(dimensions), QUARTER);
        return JSON.writeValueAsString(new MetricDataResult(stat, times, values, "Complete"));
    }

    private static RawFixture.Part part(String endpoint, String more, String... lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append(line, 0, line.length() - 1).append(more).append("}\n");
        }
        String request = "metrics " + Integer.toHexString(text.toString().hashCode());
        return RawFixture.Part.text(endpoint, request, "jsonl", lines.length, text.toString(), Map.of());
    }
}
