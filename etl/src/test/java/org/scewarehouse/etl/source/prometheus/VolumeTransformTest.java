package org.scewarehouse.etl.source.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.source.prometheus.wire.Labels;
import org.scewarehouse.etl.source.prometheus.wire.XorChunkWriter;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.Reference;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.dim.DimVolume;
import org.scewarehouse.model.fact.FactVolumeDay;
import org.scewarehouse.model.hr.VolumeName;

/** Claims over 1970-01-02; times are in seconds since that day began. */
class VolumeTransformTest {

    private static final long HOUR = 3600;
    private static final long DAY = 24 * HOUR;
    private static final long GAP_LIMIT = 300;
    private static final DayWindow WINDOW =
            new DayWindow(DAY * 1000, 2 * DAY * 1000, 2 * HOUR * 1000, GAP_LIMIT * 1000);

    @TempDir
    Path folder;

    private final List<Record> rows = new ArrayList<>();
    private final SortedMap<String, VolumeState> earlier = new TreeMap<>();
    private SeriesGroups claims;

    @BeforeEach
    void begin() {
        claims = new SeriesGroups(folder, 1 << 20, WINDOW);
    }

    @AfterEach
    void end() {
        claims.close();
    }

    /** A sample of a claim, given as namespace and name. */
    private void sample(String claim, String metric, String node, long second, double value) {
        XorChunkWriter samples = new XorChunkWriter();
        samples.accept((DAY + second) * 1000, value);
        claims.add(key(claim), Labels.of(Labels.METRIC, metric, "node", node), samples.block());
    }

    private void user(String claim, String login) {
        claims.add(key(claim), Labels.of(Labels.METRIC, Metrics.CLAIM_USER, "login", login));
    }

    private static byte[] key(String claim) {
        String[] parts = claim.split("/", -1);
        return SeriesGroups.key("k", parts[0], parts[1]);
    }

    /** What was known of a claim at the end of the day before: measured at its noon, and all else that there is. */
    private void known(String claim, long usedBytes, @Nullable String login) {
        String[] parts = claim.split("/", -1);
        VolumeState state = new VolumeState(
                "k", parts[0], parts[1], usedBytes, 40L, 900L, 800L, DAY / 2 * 1000, login, "efs", 7000L);
        earlier.put(VolumeState.key("k", parts[0], parts[1]), state);
    }

    private SortedMap<String, VolumeState> transform(boolean isListed) {
        Day day = new Day(LocalDate.EPOCH.plusDays(1), ZoneOffset.UTC);
        String rules = "match_on,pattern,project\nlogin,anna,Trial\nnamespace,regex:team-.*,Team\n";
        Dimensions dimensions = new Dimensions(
                "", new byte[32], Reference.parse(Map.of("project_rules.csv", rules.getBytes(StandardCharsets.UTF_8))));
        PrometheusTransformSettings settings = settings();
        StarRows star = new StarRows(settings, day, dimensions, dimensions.masker(Map.of(), day.date()), rows::add);
        VolumeTransform volumes = new VolumeTransform(star, WINDOW, new PodOwner(settings), settings, earlier);
        claims.forEach(volumes::write);
        return VolumeState.read(volumes.writeUnseen(isListed));
    }

    /** The name of a home tells whose it is only where it begins with "home-". */
    private static PrometheusTransformSettings settings() {
        PrometheusTransformSettings usual = PrometheusTransformSettings.defaults();
        return new PrometheusTransformSettings(
                usual.cluster(),
                usual.clusterLabel(),
                usual.region(),
                usual.edge(),
                usual.gapLimit(),
                usual.idleThreshold(),
                usual.idleThresholdByIde(),
                usual.idleLimits(),
                usual.replicaLabels(),
                usual.userLabels(),
                List.of("${login} claim=home-(?<login>.+)"),
                usual.serviceLogins(),
                usual.kindRules(),
                usual.environmentRules(),
                usual.ideRules(),
                List.of("home claim=home-.+|.+-home", "project namespace=team-.*"));
    }

    /** A text of each row by its claim. */
    private Map<String, String> facts(Function<FactVolumeDay, ?> text) {
        Map<String, String> byClaim = new TreeMap<>();
        all(FactVolumeDay.class)
                .forEach(row -> assertThat(byClaim.put(claim(row.volumeKey()), String.valueOf(text.apply(row))))
                        .isNull());
        return byClaim;
    }

    private DimVolume volume(String claim) {
        return all(DimVolume.class).stream()
                .filter(row -> claim(row.volumeKey()).equals(claim))
                .findFirst()
                .orElseThrow();
    }

    private String claim(long key) {
        return all(VolumeName.class).stream()
                .filter(name -> name.volumeKey() == key)
                .map(name -> name.namespaceName() + "/" + name.volumeName())
                .findFirst()
                .orElseThrow();
    }

    private <T extends Record> List<T> all(Class<T> type) {
        return rows.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static String measured(FactVolumeDay row) {
        Instant at = row.measuredAt();
        return row.usedBytes() + " at " + (at == null ? "no time" : at.getEpochSecond() - DAY);
    }

    @Test
    void theLastValueOfTheDayCountsAndOfMountsWithinTheGapLimitTheLargest() {
        sample("n/mounts", Metrics.VOLUME_USED, "1", DAY - 1, 700);
        sample("n/mounts", Metrics.VOLUME_USED, "1", DAY, 9999);
        sample("n/mounts", Metrics.VOLUME_USED, "2", DAY - 1 - GAP_LIMIT, 800);
        sample("n/mounts", Metrics.VOLUME_USED, "3", DAY - 2 - GAP_LIMIT, 900);
        sample("n/equal", Metrics.VOLUME_USED, "1", 100, 5);
        sample("n/equal", Metrics.VOLUME_USED, "2", 200, 5);
        sample("n/equal", Metrics.VOLUME_USED, "3", 150, 5);
        sample("n/midnight", Metrics.VOLUME_USED, "1", 0, 5.6);
        transform(true);
        assertThat(facts(VolumeTransformTest::measured))
                .isEqualTo(Map.of("n/mounts", "800 at 86099", "n/equal", "5 at 200", "n/midnight", "6 at 0"));
        assertThat(facts(FactVolumeDay::isCarriedForward)).containsEntry("n/midnight", "false");
    }

    @Test
    void aClaimThatIsSeenBeforeOrAfterTheDayOnlyIsNotOfIt() {
        sample("n/before", Metrics.VOLUME_USED, "1", -1, 5);
        sample("n/before", Metrics.CLAIM_INFO, "1", -1, 1);
        sample("n/after", Metrics.CLAIM_INFO, "1", DAY, 1);
        sample("n/in", Metrics.CLAIM_INFO, "1", DAY - 1, 1);
        sample("n/in", Metrics.VOLUME_USED, "1", -1, 5);
        user("n/mounted", "anna");
        assertThat(transform(true)).hasSize(1);
        assertThat(facts(VolumeTransformTest::measured)).isEqualTo(Map.of("n/in", "null at no time"));
    }

    @Test
    void aHomeThatNobodyIsKnownToOwnIsHiddenAndOfOthersTheOwnersNameAlone() {
        for (String claim : List.of("n/anna-home", "n/bo-home", "team-bo/home-bo", "team-x/home-cy", "n/anna-data")) {
            sample(claim, Metrics.CLAIM_INFO, "1", 0, 1);
        }
        sample("team-x/data", Metrics.CLAIM_INFO, "1", 0, 1);
        user("n/anna-home", "anna");
        user("team-x/home-cy", "anna");
        user("team-x/home-cy", "bo");
        transform(true);
        assertThat(volume("n/anna-home").volumeName()).matches("user-[0-9a-f]{8}-home");
        assertThat(volume("n/bo-home").volumeName()).startsWith("hidden-");
        assertThat(volume("team-bo/home-bo").volumeName()).matches("home-user-[0-9a-f]{8}");
        assertThat(volume("team-bo/home-bo").namespaceName()).matches("team-user-[0-9a-f]{8}");
        assertThat(volume("team-x/home-cy").volumeName())
                .as("of two people nobody owns it, whatever its name says")
                .startsWith("hidden-");
        assertThat(volume("team-x/home-cy").userId()).isEqualTo(Warehouse.UNKNOWN);
        assertThat(volume("team-x/data").volumeName()).isEqualTo("data");
        assertThat(volume("n/anna-data").volumeName()).isEqualTo("anna-data");
        assertThat(volume("n/anna-data").volumeKind()).isEqualTo("other");
        assertThat(volume("team-x/data").volumeKind()).isEqualTo("project");
        assertThat(volume("team-x/home-cy").volumeKind()).isEqualTo("home");
        assertThat(facts(row -> row.projectKey() == 0 ? "none" : Long.toString(row.projectKey())))
                .as("by its owner's login, else by its namespace")
                .containsEntry("n/bo-home", "none")
                .satisfies(keys ->
                        assertThat(keys.get("n/anna-home")).isNotEqualTo("none").isNotEqualTo(keys.get("team-x/data")));
    }

    @Test
    void whoMountsAClaimUnderTwoSpellingsIsOnePerson() {
        sample("n/anna-home", Metrics.CLAIM_INFO, "1", 0, 1);
        user("n/anna-home", "Anna");
        user("n/anna-home", "anna");
        transform(true);
        assertThat(volume("n/anna-home").userId()).isNotEqualTo(Warehouse.UNKNOWN);
        assertThat(volume("n/anna-home").volumeName()).matches("user-[0-9a-f]{8}-home");
    }

    @Test
    void claimsOfOneNameInTwoClustersAreTwo() {
        known("n/data", 5, null);
        claims.add(
                SeriesGroups.key("other", "n", "data"), Labels.of(Labels.METRIC, Metrics.CLAIM_INFO), info().block());
        sample("n/data", Metrics.CLAIM_INFO, "1", 0, 1);
        assertThat(transform(true)).hasSize(2);
        assertThat(all(FactVolumeDay.class))
                .extracting(FactVolumeDay::volumeKey)
                .doesNotHaveDuplicates()
                .hasSize(2);
        assertThat(all(FactVolumeDay.class))
                .extracting(VolumeTransformTest::measured)
                .containsExactly("5 at -43200", "null at no time");
    }

    private static XorChunkWriter info() {
        XorChunkWriter samples = new XorChunkWriter();
        samples.accept(DAY * 1000, 1);
        return samples;
    }

    @Test
    void whereNoClaimOfAClusterIsListedInTheDayItsClaimsAreKnownAsTheyWere() {
        known("n/forgotten", 5, "anna");
        sample("n/forgotten", Metrics.CLAIM_INFO, "1", -1, 1);
        sample("n/new", Metrics.CLAIM_INFO, "1", DAY + HOUR, 1);
        claims.add(
                SeriesGroups.key("other", "n", "listed"), Labels.of(Labels.METRIC, Metrics.CLAIM_INFO), info().block());
        assertThat(transform(true))
                .as("kube-state-metrics was away for a day, and the metric of another cluster tells nothing of it")
                .containsKey(VolumeState.key("k", "n", "forgotten"));
        assertThat(facts(VolumeTransformTest::measured))
                .isEqualTo(Map.of("n/forgotten", "5 at -43200", "n/listed", "null at no time"));
    }

    @Test
    void whatIsNotMeasuredIsAsItWasAndWhatIsMeasuredIsOfOneTime() {
        known("n/unmeasured", 5, "anna");
        known("n/measured", 5, "anna");
        known("other/measured", 6, null);
        sample("n/unmeasured", Metrics.CLAIM_INFO, "1", 0, 1);
        sample("n/measured", Metrics.VOLUME_USED, "1", 60, 7);
        SortedMap<String, VolumeState> now = transform(false);
        assertThat(facts(row -> measured(row) + ", " + row.fileCount() + " files, " + row.hardLimitBytes() + " of "
                        + row.requestedBytes() + (row.isCarriedForward() ? ", carried" : "")))
                .isEqualTo(Map.of(
                        "n/unmeasured", "5 at -43200, 40 files, 900 of 800, carried",
                        "n/measured", "7 at 60, null files, null of 800",
                        "other/measured", "6 at -43200, 40 files, 900 of 800, carried"));
        assertThat(volume("n/measured"))
                .satisfies(volume -> assertThat(volume.storageClassName()).isEqualTo("efs"))
                .satisfies(volume -> assertThat(volume.createdAt()).isEqualTo(Instant.ofEpochMilli(7000)))
                .satisfies(volume -> assertThat(volume.userId()).isNotEqualTo(Warehouse.UNKNOWN));
        assertThat(now).containsOnlyKeys(earlier.keySet());
    }
}
