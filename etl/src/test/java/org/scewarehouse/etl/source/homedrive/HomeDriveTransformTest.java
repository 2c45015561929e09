package org.scewarehouse.etl.source.homedrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.CuratedText;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.RawFixture;
import org.scewarehouse.etl.source.SourceContractTest;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.Reference;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;

/** A scan of a few homes, and what is known of others from before. */
class HomeDriveTransformTest extends SourceContractTest {

    private static final Day DAY = new Day(LocalDate.of(2026, 1, 15), ZoneOffset.UTC);

    private Day day = DAY;
    private static final String NIGHT = "2026-01-16T02:00:00Z";

    private byte[] earlier = new byte[0];
    private byte[] state = new byte[0];

    @Override
    protected String source() {
        return "home_drive";
    }

    @Override
    protected Day day() {
        return day;
    }

    @Override
    protected List<String> endpoints() {
        return List.of("scan");
    }

    @Override
    protected List<TableSpec<?>> tables() {
        return HomeDriveTransform.tables();
    }

    @Override
    protected Dimensions dimensions() {
        return new Dimensions("", "a secret of sixteen bytes".getBytes(StandardCharsets.UTF_8), Reference.none());
    }

    @Override
    protected void transform(Day day, RawZone.Reader raw, CuratedZone.Writer rows, Path tempFolder) {
        HomeDriveSettings settings =
                new HomeDriveSettings("/scans", "eu-west-1", Set.of("root"), 90, Duration.ZERO, 0, ZoneOffset.UTC);
        state = new HomeDriveTransform(settings).transform(day, raw, earlier, dimensions(), rows, Progress.NONE);
    }

    @Override
    protected List<RawFixture.Part> fixture() {
        return List.of(part("", homes()));
    }

    @Override
    protected List<RawFixture.Part> fixtureWithUnknownFields() {
        return List.of(part(",\"quota\":\"12\"", homes()));
    }

    private static List<String> homes() {
        return List.of(
                line("/home/anna", "anna", "1000", "10", NIGHT),
                line("/home/be", "be", "2000", "", NIGHT),
                line("/home/Clara.Meyer", "Clara.Meyer", "3000", "30", "2026-01-14T02:00:00+01:00"),
                line("/home/lost+found", "root", "0", "1", NIGHT),
                line("/home/gone", "", "5000", "50", NIGHT),
                line("/home/anna/../anna2", "anna", "600", "6", NIGHT),
                line("/home/twice", "dora", "1", "1", "2026-01-15T02:00:00Z"),
                line("/home/twice", "dora", "2", "2", NIGHT),
                line("/home/negative", "emil", "-1", "1", NIGHT),
                line("/home/late", "emil", "1", "1", "2026-01-16T12:00:00Z"),
                line("/home/clock", "emil", "1", "1", "yesterday"));
    }

    @Test
    void aDriveThatNoScanShowsIsCarriedForwardAndForgottenInTheEnd() throws IOException {
        Instant old = Instant.parse("2025-12-01T02:00:00Z");
        earlier = Drive.write(List.of(
                new Drive("/home/anna", "anna", null, 1, 1L, old),
                new Drive("/home/unmounted", "fritz", "us", 77, 7L, old),
                new Drive("/home/negative", "emil", null, 88, 8L, old),
                new Drive("/home/ancient", "gerd", null, 99, 9L, DAY.from().minus(Duration.ofDays(91)))));
        Built built = build("carried", fixture());
        assertThat(facts(built))
                .hasSize(9)
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("used_bytes", "77")
                        .containsEntry("file_count", "7")
                        .containsEntry("measured_at", "2025-12-01T02:00:00Z")
                        .containsEntry("is_carried_forward", "true"));
        assertThat(facts(built))
                .filteredOn(row -> "88".equals(row.get("used_bytes")))
                .hasSize(1);
        assertThat(built.manifest().findings()).anySatisfy(finding -> {
            assertThat(finding.reason()).contains("not scanned for 90 days");
            assertThat(finding.count()).isEqualTo(1);
        });
        assertThat(Drive.read(state))
                .containsKeys("/home/unmounted", "/home/negative")
                .doesNotContainKey("/home/ancient");
        assertThat(Drive.read(state).values())
                .filteredOn(drive -> drive.path().equals("/home/anna"))
                .extracting(Drive::usedBytes)
                .containsExactly(1000L);
    }

    @Test
    void aDayWithoutAScanIsAsTheDayBefore() throws IOException {
        build("before", fixture());
        earlier = state;
        Built without = build("without", List.of());
        assertThat(facts(without)).hasSize(7);
        assertThat(without.manifest().findings())
                .anySatisfy(finding -> assertThat(finding.reason()).startsWith("there is none of this day"));
        assertThat(state).isEqualTo(earlier);
    }

    @Test
    void theLatestScanOfADriveCountsInWhateverOrderTheyCome() throws IOException {
        Built built = build(
                "order",
                List.of(part(
                        "",
                        List.of(
                                line("/home/anna", "anna", "2", "2", NIGHT),
                                line("/home/anna", "anna", "1", "1", "2026-01-15T02:00:00Z")))));
        assertThat(facts(built)).extracting(row -> row.get("used_bytes")).containsExactly("2");
    }

    @Test
    void whatWasScannedBeforeTheDayIsCarriedForward() throws IOException {
        Built built = build(
                "scanned",
                List.of(part(
                        "",
                        List.of(
                                line("/home/anna", "anna", "1", "1", "2026-01-14T23:59:59Z"),
                                line("/home/be", "be", "2", "2", "2026-01-15T00:00:00Z"),
                                line("/home/dora", "dora", "3", "3", NIGHT)))));
        assertThat(facts(built))
                .extracting(row -> row.get("used_bytes") + " " + row.get("is_carried_forward"))
                .containsExactlyInAnyOrder("1 true", "2 false", "3 false");
    }

    @Test
    void noLoginReachesMart() throws IOException {
        Built built = build("masked", fixture());
        assertThat(CuratedText.rows(built.zone(), source(), DAY, Warehouse.table("dim_volume")))
                .extracting(row -> String.valueOf(row.get("volume_name")).toLowerCase(java.util.Locale.ROOT))
                .allSatisfy(name -> assertThat(name)
                        .doesNotContain("anna/", "clara", "meyer", "dora", "gone", "lost", "twice")
                        .doesNotEndWith("/be"));
        assertThat(CuratedText.rows(built.zone(), source(), DAY, Warehouse.table("volume_name")))
                .extracting(row -> row.get("volume_name"))
                .contains("/home/Clara.Meyer", "/home/gone");
    }

    @Test
    void aTenthOfALargeScanMayBeUnusable() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            lines.add(line("/home/u" + i, "u" + i, i < 20 ? "-5" : "5", "1", NIGHT));
        }
        assertThat(facts(build("tenth", List.of(part("", lines))))).hasSize(180);
    }

    @Test
    void ofTwoScansAtOneInstantTheLargerCounts() throws IOException {
        List<String> lines =
                List.of(line("/home/a", "dora", "9", "1", NIGHT), line("/home/a", "dora", "10", "1", NIGHT));
        assertThat(facts(build("same", List.of(part("", lines)))))
                .extracting(row -> row.get("used_bytes"))
                .containsExactly("10");
    }

    @Test
    void aDriveIsCarriedForNinetyDaysAndEachThatIsForgottenIsCounted() throws IOException {
        carriesForNinetyDays("ninety", DAY.from().minus(Duration.ofDays(90)));
    }

    /** The scan of that night was an hour farther away than ninety times 24 hours. */
    @Test
    void ninetyDaysAreDaysOfTheReportingZoneWhereClocksChangeInBetween() throws IOException {
        day = new Day(LocalDate.of(2026, 12, 1), ZoneId.of("Europe/Berlin"));
        carriesForNinetyDays("autumn", Instant.parse("2026-09-01T22:00:00Z"));
    }

    private void carriesForNinetyDays(String name, Instant last) throws IOException {
        earlier = Drive.write(List.of(
                new Drive("/home/stays", "fritz", null, 1, 1L, last),
                new Drive("/home/goes", "fritz", null, 2, 2L, last.minusSeconds(1)),
                new Drive("/home/too", "fritz", null, 3, 3L, last.minusSeconds(1))));
        Built built = build(name, List.of());
        assertThat(Drive.read(state)).containsOnlyKeys("/home/stays");
        assertThat(built.manifest().findings()).anySatisfy(finding -> {
            assertThat(finding.reason()).contains("not scanned for 90 days");
            assertThat(finding.count()).isEqualTo(2);
        });
    }

    @Test
    void ofAScanThatIsMostlyUnusableNothingIsBuilt() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            lines.add(line("/home/u" + i, "u" + i, i < 11 ? "-5" : "5", "1", NIGHT));
        }
        assertThatThrownBy(() -> build("unusable", List.of(part("", lines))))
                .isInstanceOf(SourceChanged.class)
                .hasMessageContaining("got 11 of 50")
                .hasMessageContaining("bytes: expected a whole number from 0 on, got a negative one")
                .hasMessageNotContaining("/home/u");
    }

    @Test
    void aDamagedStateStopsTheDay() {
        earlier = "{\"path\":".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> build("damaged", fixture())).isInstanceOf(DataRejected.class);
    }

    private List<Map<String, String>> facts(Built built) {
        return CuratedText.rows(built.zone(), source(), DAY, Warehouse.table("fact_volume_day"));
    }

    private static String line(String path, String owner, String bytes, String files, String scannedAt) {
        return "{\"line\":1,\"path\":\"" + path + "\",\"owner\":\"" + owner + "\",\"bytes\":\"" + bytes
                + "\",\"files\":\"" + files + "\",\"scannedAt\":\"" + scannedAt + "\",\"region\":\""
                + (owner.equals("be") ? "us-east-1" : "") + "\"";
    }

    private static RawFixture.Part part(String more, List<String> lines) {
        String text = String.join(more + "}\n", lines) + more + "}\n";
        return RawFixture.Part.text("scan", "scan-20260115.csv", "jsonl", lines.size(), text, Map.of());
    }
}
