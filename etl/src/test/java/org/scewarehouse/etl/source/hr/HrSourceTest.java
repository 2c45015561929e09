package org.scewarehouse.etl.source.hr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scewarehouse.etl.source.hr.HrRig.DAY;
import static org.scewarehouse.etl.source.hr.HrRig.HEADER;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.lake.AcceptedShrink;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.Reference;
import org.scewarehouse.model.Day;

class HrSourceTest {

    @TempDir
    Path folder;

    HrRig rig;
    HrSource source;
    RawZone raw;

    @BeforeEach
    void begin() throws Exception {
        rig = new HrRig(folder);
        raw = new RawZone(new LocalStore(folder.resolve("lake")));
        source = new HrSource(
                rig.csvDrop(HrRig.csv()),
                HrParseSettings.standard(HrKind.CSV),
                new HrSource.Work(
                        ZoneOffset.UTC,
                        Duration.ZERO,
                        0,
                        folder.resolve("temp"),
                        1 << 20,
                        () -> Instant.EPOCH,
                        "test"));
    }

    @Test
    void aSmallLossPassesAndAGreatOneIsHeldBackUntilItIsAccepted() throws Exception {
        deliver(DAY, 100, 100);
        deliver(DAY.plusDays(1), 90, 90);
        deliver(DAY.plusDays(2), 80, 80);
        deliver(DAY.plusDays(3), 79, 79);
        Built first = build(DAY, new byte[0]);
        Built second = build(DAY.plusDays(1), first.state);
        Built third = build(DAY.plusDays(2), second.state);
        Built fourth = build(DAY.plusDays(3), third.state);
        assertThat(first.findings).isEmpty();
        assertThat(second.findings).isEmpty();
        assertThat(third.findings)
                .singleElement()
                .asString()
                .contains("held back", "--accept-shrink")
                .endsWith(": 10");
        assertThat(third.state).isEqualTo(second.state);
        assertThat(fourth.findings)
                .singleElement()
                .asString()
                .contains("held back")
                .endsWith(": 11");

        String before = rawOf(DAY.plusDays(2)).sha256();
        AcceptedShrink.keep(raw, rawOf(DAY.plusDays(2)).completion(HrSource.WORKERS));
        raw.makeCurrent(HrSource.NAME, DAY.plusDays(2), Map.of(AcceptedShrink.ENDPOINT, 1));
        assertThat(rawOf(DAY.plusDays(2)).sha256()).isNotEqualTo(before);
        Built accepted = build(DAY.plusDays(2), second.state);
        assertThat(accepted.findings).isEmpty();
        assertThat(build(DAY.plusDays(3), accepted.state).findings).isEmpty();
    }

    @Test
    void anAcceptanceCountsForTheAnswerThatItWasGivenFor() throws Exception {
        deliver(DAY, 10, 10);
        build(DAY, new byte[0]);
        AcceptedShrink.keep(raw, rawOf(DAY).completion(HrSource.WORKERS));
        raw.makeCurrent(HrSource.NAME, DAY, Map.of(AcceptedShrink.ENDPOINT, 1));
        assertThat(AcceptedShrink.isGiven(rawOf(DAY), HrSource.WORKERS)).isTrue();
        extract(DAY, 2);
        assertThat(AcceptedShrink.isGiven(rawOf(DAY), HrSource.WORKERS)).isFalse();
    }

    @Test
    void aSnapshotThatSaysAllHaveLeftIsHeldBack() throws Exception {
        deliver(DAY, 100, 100);
        deliver(DAY.plusDays(1), 100, 50);
        deliver(DAY.plusDays(2), 0, 0);
        Built first = build(DAY, new byte[0]);
        assertThat(build(DAY.plusDays(1), first.state).findings)
                .singleElement()
                .asString()
                .endsWith(": 50");
        assertThat(build(DAY.plusDays(2), first.state).findings)
                .singleElement()
                .asString()
                .endsWith(": 100");
        assertThat(build(DAY.plusDays(2), new byte[0]).findings)
                .singleElement()
                .asString()
                .endsWith(": 1");
    }

    @Test
    void aSnapshotOfOtherPeopleIsHeldBackThoughItIsAsLarge() throws Exception {
        deliver(DAY, 100, 100);
        rig.deliver(DAY.plusDays(1), snapshot("", 10, 110));
        rig.deliver(DAY.plusDays(2), snapshot("00", 10, 110));
        rig.deliver(DAY.plusDays(3), snapshot("", 0, 110));
        Built first = build(DAY, new byte[0]);
        Built moved = build(DAY.plusDays(1), first.state);
        assertThat(moved.findings).as("ten of a hundred left, ten came").isEmpty();
        Built other = build(DAY.plusDays(2), moved.state);
        assertThat(other.findings)
                .singleElement()
                .asString()
                .contains("held back", "employee ids", "--accept-shrink")
                .endsWith(": 100");
        assertThat(other.state).as("nobody has left").isEqualTo(moved.state);
        assertThat(build(DAY.plusDays(3), other.state).findings).isEmpty();
    }

    @Test
    void manyWhoLeftLongAgoDoNotHideThatAllWhoWorkHereAreOthers() throws Exception {
        deliver(DAY, 1000, 20);
        rig.deliver(DAY.plusDays(1), snapshot("x", 0, 20) + leavers(20, 1000));
        Built first = build(DAY, new byte[0]);
        assertThat(build(DAY.plusDays(1), first.state).findings)
                .singleElement()
                .asString()
                .contains("held back")
                .endsWith(": 20");
    }

    private static String leavers(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i).append(",,,left,BIO\n");
        }
        return text.toString();
    }

    @Test
    void aDayWithoutSnapshotCarriesWhatWasKnown() throws Exception {
        deliver(DAY, 10, 10);
        deliver(DAY.plusDays(2), 10, 10);
        Built first = build(DAY, new byte[0]);
        Built gap = build(DAY.plusDays(1), first.state);
        assertThat(gap.state).isEqualTo(first.state);
        assertThat(gap.findings).singleElement().asString().startsWith("GAP snapshot");
    }

    @SuppressWarnings("ArrayRecordComponent") // states are handed on and compared by their bytes
    private record Built(byte[] state, List<String> findings) {}

    /** People of these numbers, all of whom work here. */
    private static String snapshot(String prefix, int from, int to) {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        for (int i = from; i < to; i++) {
            text.append(prefix).append(i).append(",,,active,BIO\n");
        }
        return text.toString();
    }

    private void deliver(LocalDate date, int people, int employed) throws Exception {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        for (int i = 0; i < people; i++) {
            text.append(i)
                    .append(",,,")
                    .append(i < employed ? "active" : "left")
                    .append(",BIO\n");
        }
        rig.deliver(date, text.toString());
    }

    private Built build(LocalDate date, byte[] earlier) {
        if (raw.current(HrSource.NAME, date).isEmpty()) {
            extract(date, 1);
        }
        CuratedZone zone = new CuratedZone(new LocalStore(folder.resolve("lake")), folder.resolve("temp"), 1 << 20);
        try (CuratedZone.Writer rows = zone.writer(HrSource.NAME, date, source.tables())) {
            byte[] state = source.transform(
                    new Day(date, ZoneOffset.UTC),
                    rawOf(date),
                    earlier,
                    new Dimensions("", new byte[32], Reference.none()),
                    rows,
                    Progress.NONE);
            Manifest manifest = rows.commit(new Manifest.Inputs("", "", null, "", 1));
            return new Built(
                    state, manifest.findings().stream().map(HrRig::text).toList());
        }
    }

    private void extract(LocalDate date, int attempt) {
        RawZone.Writer writer = raw.writer(HrSource.NAME, HrSource.WORKERS, date, attempt);
        source.extract(new Day(date, ZoneOffset.UTC), source.endpoints().get(0), writer, Progress.NONE);
        raw.makeCurrent(HrSource.NAME, date, Map.of(HrSource.WORKERS, attempt));
    }

    private RawZone.Reader rawOf(LocalDate date) {
        return raw.current(HrSource.NAME, date).orElseThrow();
    }
}
