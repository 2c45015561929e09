package org.scewarehouse.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.etl.FactSample;
import org.scewarehouse.etl.PassingConflict;
import org.scewarehouse.etl.Row;
import org.scewarehouse.etl.RowCodec;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

class CuratedZoneTest {

    private static final TableSpec<FactSample> FACT = TableSpec.of(FactSample.class);
    private static final TableSpec<DimSample> DIMENSION = TableSpec.of(DimSample.class);
    private static final List<TableSpec<?>> TABLES = List.of(DIMENSION, FACT);
    private static final Manifest.Inputs INPUTS = new Manifest.Inputs("raw", "settings", null, "1.0", 1);
    private static final String FACT_FILE = "curated/fact_sample/day=2026-03-01/test.parquet";
    private static final String DIMENSION_FILE = "curated/dim_sample/day=2026-03-01/test.parquet";

    @TempDir
    Path folder;

    private CuratedZone zone;

    @BeforeEach
    void openZone() {
        zone = zoneIn("lake", 1 << 20);
    }

    @Test
    void readsBackWhatWasAddedInKeyOrder() throws IOException {
        List<Record> rows = rows(3_000);
        Manifest manifest = build(zone, rows, INPUTS);

        assertThat(manifest).isEqualTo(zone.manifest("test", FactSample.DAY).orElseThrow());
        assertThat(manifest.tables().keySet()).containsExactly("dim_sample", "fact_sample");
        assertThat(manifest.table("fact_sample").rows()).isEqualTo(3_000);
        Row expected = new Row(FACT.curatedColumns());
        Row row = new Row(FACT.curatedColumns());
        try (RowReader reader = zone.rows("test", FactSample.DAY, FACT)) {
            for (long key = -1_000; key < 2_000; key++) {
                expected.fill(sample(key));
                assertThat(reader.next(row)).isTrue();
                assertThat(tuple(row)).as("key %d", key).isEqualTo(tuple(expected));
            }
            assertThat(reader.next(row)).isFalse();
        }
    }

    @Test
    void ofTwoProcessesThatBuildOneDayTheSecondIsToldToRunAgain() {
        LocalStore store = new LocalStore(folder.resolve("lake"));
        ObjectStore late = WatchedStore.once(
                store, (method, key) -> method.equals("createIfAbsent"), () -> build(zone, rows(12), INPUTS));
        assertThatThrownBy(() -> build(new CuratedZone(late, folder, 1 << 20), rows(12), INPUTS))
                .isInstanceOf(PassingConflict.class)
                .hasMessageContaining("run again");
        assertThat(zone.isBuilt("test", FactSample.DAY, INPUTS)).isTrue();
    }

    @Test
    void fillsRowsOfAllColumnsAndOfSomeOnly() {
        build(zone, rows(12), INPUTS);

        Row all = new Row(FACT.columns());
        all.setBits(all.position("day"), 17);
        all.setBits(all.position("user_key"), 18);
        Row some = new Row(List.of(FACT.column("note"), FACT.column("sample_key")));
        try (RowReader reader = zone.rows("test", FactSample.DAY, FACT);
                RowReader narrow = zone.rows("test", FactSample.DAY, FACT)) {
            assertThat(reader.next(all)).isTrue();
            assertThat(narrow.next(some)).isTrue();
            assertThatThrownBy(() -> narrow.next(all)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(all.bits(all.position("day"))).isEqualTo(17);
        assertThat(all.bits(all.position("user_key"))).isEqualTo(18);
        assertThat(all.bits(all.position("sample_key"))).isEqualTo(-4);
        assertThat(some.bits(1)).isEqualTo(-4);
        assertThat(some.text(0)).isEqualTo(all.text(all.position("note")));
    }

    /** The table as it was before most of its columns were added. */
    @Table(
            name = "fact_sample",
            grain = "one sample",
            key = {"day", "sample_key", "taken_at"},
            kind = Table.Kind.FACT)
    record FactSampleBefore(
            @Column("Day") LocalDate day,
            @Column("Key") long sampleKey,
            @Column("Instant") Instant takenAt,
            @Column("Source") String source) {}

    @Test
    void columnsNewerThanTheFileAreUnknown() {
        try (CuratedZone.Writer writer =
                zone.writer("test", FactSample.DAY, List.of(TableSpec.of(FactSampleBefore.class)))) {
            writer.add(new FactSampleBefore(FactSample.DAY, 5, Instant.EPOCH, "test"));
            writer.commit(INPUTS);
        }
        Row row = new Row(FACT.curatedColumns());
        row.fill(FactSample.full(9));
        try (RowReader reader = zone.rows("test", FactSample.DAY, FACT)) {
            assertThat(reader.next(row)).isTrue();
        }
        assertThat(row.bits(row.position("sample_key"))).isEqualTo(5);
        assertThat(row.isNull(row.position("note"))).isTrue();
        assertThat(row.isNull(row.position("tax_usd"))).isTrue();
    }

    @Test
    void sumsMeasuresOverWhatIsKnown() {
        build(zone, List.of(FactSample.full(1), FactSample.full(2), FactSample.sparse(3)), INPUTS);

        Map<String, Manifest.MeasureFacts> measures = zone.manifest("test", FactSample.DAY)
                .orElseThrow()
                .table("fact_sample")
                .measures();
        assertThat(measures)
                .isEqualTo(Map.of(
                        "read_bytes", new Manifest.MeasureFacts(3_000, 2),
                        "cpu_seconds", new Manifest.MeasureFacts(1 / 3.0 + 2 / 3.0 + 0.0, 3),
                        "gpu_seconds", new Manifest.MeasureFacts(1e-9 + 2e-9, 2),
                        "tax_usd", new Manifest.MeasureFacts(-0.000002, 2)));
    }

    @Test
    void theSameRowsGiveTheSameBytesInAnyOrderAndMemory() throws IOException {
        List<Record> rows = rows(5_000);
        Manifest first = build(zone, rows, INPUTS);
        Collections.shuffle(rows, new Random(7));
        CuratedZone other = zoneIn("other", 20_000);
        Manifest second = build(other, rows, INPUTS);

        assertThat(second).isEqualTo(first);
        for (String file : List.of(FACT_FILE, DIMENSION_FILE, "curated/_manifest/test/day=2026-03-01.json")) {
            assertThat(folder.resolve("other").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("lake").resolve(file));
        }
    }

    @Test
    void contentSha256ChangesWithARowAndOnlyWithRows() {
        String before = build(zone, rows(10), INPUTS).table("fact_sample").contentSha256();
        List<Record> changed = rows(10);
        changed.set(3, sample(0).withNumbers(BigDecimal.ONE, 9));

        assertThat(build(zone, changed, INPUTS).table("fact_sample").contentSha256())
                .isNotEqualTo(before);
        assertThat(build(zone, rows(10), inputs("other", 9))
                        .table("fact_sample")
                        .contentSha256())
                .isEqualTo(before);
    }

    @Test
    void anAbandonedOrFailedBuildLeavesTheOldDayWhole() throws IOException {
        build(zone, rows(100), INPUTS);
        byte[] before = Files.readAllBytes(folder.resolve("lake").resolve(FACT_FILE));

        try (CuratedZone.Writer abandoned = zone.writer("test", FactSample.DAY, TABLES)) {
            abandoned.add(FactSample.full(1));
        }
        CuratedZone.Writer killed = zone.writer("test", FactSample.DAY, TABLES);
        killed.add(FactSample.full(1));
        List<Record> doubled = rows(100);
        doubled.add(FactSample.full(-20).withNote("again"));
        assertThatThrownBy(() -> build(zone, doubled, inputs("doubled", 2)))
                .isInstanceOf(DataRejected.class)
                .hasMessageContaining(FACT_FILE)
                .hasMessageContaining("sample_key=-20, taken_at=2026-03-01T10:00:00.123456Z");

        assertThat(zone.isBuilt("test", FactSample.DAY, INPUTS)).isTrue();
        assertThat(Files.readAllBytes(folder.resolve("lake").resolve(FACT_FILE)))
                .isEqualTo(before);
        try (var files = Files.list(folder.resolve("lake").resolve(FACT_FILE).resolveSibling(""))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void aFactTwiceIsRejectedEvenIfEqual() {
        assertThatThrownBy(() -> build(zone, List.of(sample(4), sample(4)), INPUTS))
                .isInstanceOf(DataRejected.class)
                .hasMessageContaining("sample_key=4");
        assertThat(zone.manifest("test", FactSample.DAY)).isEmpty();
    }

    @Test
    void equalMembersCollapseAndOthersAreRejected() {
        DimSample member = new DimSample("a", 1, "x");
        Manifest manifest =
                build(zone, List.of(member, new DimSample("a", 1, "x"), new DimSample("a", 2, null)), INPUTS);
        assertThat(manifest.table("dim_sample").rows()).isEqualTo(2);

        assertThatThrownBy(() -> build(zone, List.of(member, new DimSample("a", 1, null)), INPUTS))
                .isInstanceOf(DataRejected.class)
                .hasMessageContaining("that differ for kind_name=a, kind_number=1");
    }

    @Test
    void aTableWithoutRowsHasNoFileAndAnOldOneGoes() {
        build(zone, rows(10), INPUTS);
        Manifest manifest = build(zone, List.of(new DimSample("a", 1, null)), inputs("other", 2));

        assertThat(folder.resolve("lake").resolve(FACT_FILE)).doesNotExist();
        assertThat(manifest.table("fact_sample").rows()).isZero();
        assertThat(zone.isBuilt("test", FactSample.DAY, inputs("other", 3))).isTrue();
        try (RowReader reader = zone.rows("test", FactSample.DAY, FACT)) {
            assertThat(reader.next(new Row(FACT.curatedColumns()))).isFalse();
        }
    }

    @Test
    void isBuiltOnlyOfItsInputsAndItsFiles() throws IOException {
        assertThat(zone.isBuilt("test", FactSample.DAY, INPUTS)).isFalse();
        build(zone, rows(10), INPUTS);
        assertThat(zone.isBuilt("test", FactSample.DAY, INPUTS)).isTrue();
        assertThat(zone.isBuilt("test", FactSample.DAY, new Manifest.Inputs("raw", "settings", null, "1.0", 9)))
                .as("another run")
                .isTrue();
        for (Manifest.Inputs other : List.of(
                new Manifest.Inputs("x", "settings", null, "1.0", 1),
                new Manifest.Inputs("raw", "x", null, "1.0", 1),
                new Manifest.Inputs("raw", "settings", "x", "1.0", 1),
                new Manifest.Inputs("raw", "settings", null, "x", 1))) {
            assertThat(zone.isBuilt("test", FactSample.DAY, other)).isFalse();
        }
        Path file = folder.resolve("lake").resolve(FACT_FILE);
        byte[] good = Files.readAllBytes(file);
        byte[] flipped = good.clone();
        flipped[good.length / 2] ^= 1;
        Files.write(file, flipped);
        assertThat(zone.isBuilt("test", FactSample.DAY, INPUTS)).isFalse();
        Files.delete(file);
        assertThat(zone.isBuilt("test", FactSample.DAY, INPUTS)).isFalse();
        Files.write(file, good);
        assertThat(zone.isBuilt("test", FactSample.DAY, INPUTS)).isTrue();
    }

    @Test
    void aDamagedFileIsNotRead() throws IOException {
        build(zone, rows(1_000), INPUTS);
        Path file = folder.resolve("lake").resolve(FACT_FILE);
        byte[] good = Files.readAllBytes(file);
        for (int i = 4; i < good.length; i += 997) {
            byte[] flipped = good.clone();
            flipped[i] ^= 16;
            Files.write(file, flipped);
            readAllOrRejected(i);
        }
        Files.write(file, Arrays.copyOf(good, good.length - 1));
        assertThatThrownBy(() -> zone.rows("test", FactSample.DAY, FACT)).isInstanceOf(DataRejected.class);
    }

    /** A flip in a place that no reader looks at may go unseen, but nothing other than a rejection may come of it. */
    private void readAllOrRejected(int position) {
        Row row = new Row(FACT.curatedColumns());
        try (RowReader reader = zone.rows("test", FactSample.DAY, FACT)) {
            long count = 0;
            while (reader.next(row)) {
                count++;
            }
            assertThat(count).as("byte %d", position).isEqualTo(1_000);
        } catch (DataRejected e) {
            assertThat(e).hasMessageContaining("fact_sample");
        }
    }

    @Test
    void refusesRowsOfAnotherDaySourceOrTable() {
        CuratedZone.Writer other = zone.writer("other", FactSample.DAY, TABLES);
        assertThatThrownBy(() -> other.add(FactSample.full(1)))
                .isInstanceOf(DataRejected.class)
                .hasMessageContaining("expected rows of source other, got test");
        CuratedZone.Writer nextDay = zone.writer("test", FactSample.DAY.plusDays(1), TABLES);
        assertThatThrownBy(() -> nextDay.add(FactSample.full(1)))
                .isInstanceOf(DataRejected.class)
                .hasMessageContaining("expected rows of day 2026-03-02, got 2026-03-01");
        CuratedZone.Writer few = zone.writer("test", FactSample.DAY, List.of(FACT));
        assertThatThrownBy(() -> few.add(new DimSample("a", 1, null))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> zone.rows("test", FactSample.DAY, FACT))
                .isInstanceOf(DataRejected.class)
                .hasMessageContaining("test, 2026-03-01 is not built");
    }

    @Test
    void findingsAreSortedAndAddedUpAndCleanedTextsAreOne() {
        CuratedZone.Writer writer = zone.writer("test", FactSample.DAY, TABLES);
        writer.finding(new Finding("e", Finding.Kind.DROP, "metric", "stale", 2));
        writer.finding(new Finding("d", Finding.Kind.GAP, "metric", "absent", 1));
        writer.finding(new Finding("e", Finding.Kind.DROP, "metric", "stale", 3));
        writer.add(FactSample.full(1).withNote("a\0"));
        Manifest manifest = writer.commit(INPUTS);
        writer.close();

        assertThat(manifest.findings())
                .containsExactly(
                        new Finding("", Finding.Kind.WARNING, "fact_sample", "text cleaned", 1),
                        new Finding("d", Finding.Kind.GAP, "metric", "absent", 1),
                        new Finding("e", Finding.Kind.DROP, "metric", "stale", 5));
    }

    @Test
    void sortsKeysAsTheirColumnsDo() {
        Map<String, DimSample> expected = new TreeMap<>();
        for (String name : List.of("", "a", "a!", "ab", "b", "ä")) {
            for (int number : new int[] {0, 1, 2}) {
                expected.put(name + "\u0001" + number, new DimSample(name, number, null));
            }
        }
        expected.put("a" + "\u0001" + "-", new DimSample("a", -5, null));
        List<Record> rows = new ArrayList<>(expected.values());
        Collections.shuffle(rows, new Random(3));
        build(zone, rows, INPUTS);

        Row row = new Row(DIMENSION.curatedColumns());
        Row wanted = new Row(DIMENSION.curatedColumns());
        try (RowReader reader = zone.rows("test", FactSample.DAY, DIMENSION)) {
            for (DimSample member : expected.values()) {
                assertThat(reader.next(row)).isTrue();
                wanted.fill(member);
                assertThat(row.text(0)).isEqualTo(wanted.text(0));
                assertThat(row.bits(1)).isEqualTo(wanted.bits(1));
            }
        }
    }

    private CuratedZone zoneIn(String name, long memoryBytes) {
        return new CuratedZone(new LocalStore(folder.resolve(name)), folder.resolve("temp"), memoryBytes);
    }

    private static Manifest build(CuratedZone zone, List<? extends Record> rows, Manifest.Inputs inputs) {
        try (CuratedZone.Writer writer = zone.writer("test", FactSample.DAY, TABLES)) {
            rows.forEach(writer::add);
            return writer.commit(inputs);
        }
    }

    private static Manifest.Inputs inputs(String raw, long fence) {
        return new Manifest.Inputs(raw, "settings", null, "1.0", fence);
    }

    /** So many facts, a third of them of negative key, and some members. */
    private static List<Record> rows(int count) {
        List<Record> rows = new ArrayList<>();
        for (long key = -count / 3; key < count - count / 3; key++) {
            rows.add(sample(key));
        }
        for (int i = 0; i < count / 10; i++) {
            rows.add(new DimSample("kind " + i, i, i % 2 == 0 ? null : "label"));
        }
        return rows;
    }

    private static FactSample sample(long key) {
        return key % 3 == 0 ? FactSample.sparse(key) : FactSample.full(key);
    }

    private static byte[] tuple(Row row) {
        RowCodec codec = new RowCodec(row.columns());
        int length = codec.encode(row);
        return Arrays.copyOf(codec.buffer(), length);
    }
}
