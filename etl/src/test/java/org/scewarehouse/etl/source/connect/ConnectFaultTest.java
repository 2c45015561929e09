package org.scewarehouse.etl.source.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.http.Retry;
import org.scewarehouse.etl.simulator.connect.ConnectOptions;
import org.scewarehouse.etl.simulator.connect.ConnectSimulator;
import org.scewarehouse.etl.simulator.connect.ConnectWorld;
import org.scewarehouse.etl.simulator.connect.Item;
import org.scewarehouse.etl.simulator.connect.Refusal;
import org.scewarehouse.etl.simulator.connect.WorldSettings;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.model.Day;

/** What becomes of a night in which the server, or something before it, does not answer as it should. */
class ConnectFaultTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
    private static final ConnectWorld WORLD = new ConnectWorld(WorldSettings.of(DAY, 2, 20, 6, 3));

    @TempDir
    Path folder;

    private @Nullable ConnectRig rig;

    private ConnectRig rig() {
        ConnectRig known = rig == null ? new ConnectRig(folder, WORLD, ConnectOptions.of2026()) : rig;
        rig = known;
        return known;
    }

    @AfterEach
    void close() {
        if (rig != null) {
            rig.close();
        }
    }

    private void night(String path, Refusal... refusals) {
        rig().simulator().fail(path, refusals);
        rig().night(DAY, List.of(DAY));
    }

    @Test
    void everyCodeOfTheErrorBodyHasItsMeaning() {
        Map<Refusal, Class<?>> meanings = Map.of(
                Refusal.of(400, 2, "BadRequest"), SourceChanged.class,
                Refusal.of(403, 22, "PermissionDenied"), SourceMisconfigured.class,
                Refusal.of(401, 24, "AuthRequired"), SourceMisconfigured.class,
                Refusal.of(400, 25, "InvalidParameter"), SourceChanged.class,
                Refusal.of(401, 30, "InvalidLogin"), SourceMisconfigured.class,
                Refusal.of(402, 0, "PaymentRequired"), SourceMisconfigured.class,
                Refusal.of(400, 83, "TooManyResults"), SourceChanged.class);
        meanings.forEach((refusal, meaning) -> assertThatThrownBy(() -> night("/v1/users", refusal))
                .as(refusal.body())
                .isInstanceOf(meaning)
                .hasMessageContaining("connect, 2026-03-01, endpoint directory"));
    }

    @Test
    void whatMayPassIsAskedAgain() {
        Refusal page = new Refusal(502, "text/html", "<html>Bad gateway</html>", Map.of());
        night(
                "/v1/users",
                Refusal.of(500, 1, "InternalFailure"),
                Refusal.of(429, 277, "RateLimitExceeded"),
                Refusal.of(409, 0, "Conflict"),
                page);
        assertThat(rig().rows(DAY, "bridge_identity")).isNotEmpty();
        assertThatThrownBy(() -> night("/v1/users", page, page, page, page, page))
                .isInstanceOf(SourceUnavailable.class)
                .hasMessageContaining("Bad gateway");
    }

    @Test
    void aLoginPageIsNoAnswer() {
        assertThatThrownBy(() -> night("/v1/users", new Refusal(200, "text/html", "<html>Sign in</html>", Map.of())))
                .isInstanceOf(SourceMisconfigured.class)
                .hasMessageContaining("web page")
                .hasMessageEndingWith("check sce.sources.connect.url and its credentials");
    }

    @Test
    void aPublishersKeyIsRefusedBeforeAnythingIsCollected() {
        ConnectSimulator simulator = rig().simulator();
        ConnectConnection connection = ConnectConnection.of(simulator.url(), ConnectOptions.PUBLISHER_KEY)
                .withRequestsPerSecond(0);
        Retry once = new Retry(
                new Retry.Policy(1, Duration.ZERO, Duration.ZERO, Duration.ZERO),
                () -> Instant.EPOCH,
                time -> {},
                () -> 0);
        ConnectExtract extract = new ConnectExtract(connection, () -> Instant.EPOCH, once, folder, "test");
        assertThatThrownBy(() -> extract.reach(Instant.EPOCH))
                .isInstanceOf(SourceMisconfigured.class)
                .hasMessageContaining("sce.sources.connect.api-key")
                .hasMessageContaining("publisher")
                .hasMessageNotContaining(ConnectOptions.PUBLISHER_KEY);
    }

    @Test
    void anItemThatGoesBetweenListAndDetailIsCounted() {
        night("/v1/content/", Refusal.of(404, 4, "ObjectDoesNotExist"));
        assertThat(String.join("\n", rig().findings(DAY)))
                .contains("item gone before its jobs were asked for, count=1");
    }

    @Test
    void anItemForWhichTheServerFailsIsCountedAndWhatItToldBeforeStays() {
        rig().night(DAY, List.of(DAY));
        List<Map<String, String>> runs = rig().rows(DAY, "fact_content_run");
        String guid = guidOf(runs.get(0));
        Refusal broken = Refusal.of(500, 1, "InternalFailure");
        LocalDate next = DAY.plusDays(1);
        rig().simulator().fail("/v1/content/" + guid + "/jobs", broken, broken, broken, broken, broken);
        rig().night(next, List.of(DAY, next));
        assertThat(String.join("\n", rig().findings(next)))
                .contains("endpoint=jobs, kind=DROP, subject=extraction, reason=the server failed every time, count=1");
        assertThat(rig().rows(DAY, "fact_content_run")).isEqualTo(runs);
        assertThat(rig().source().isIncomplete(rig().raw(), next)).isTrue();
        rig().simulator().fail("/v1/content/" + guid + "/jobs", Refusal.of(403, 22, "PermissionDenied"));
        rig().night(next, List.of(next));
        assertThat(String.join("\n", rig().findings(next))).contains("reason=the server refuses it (403), count=1");
        assertThat(rig().source().isIncomplete(rig().raw(), next)).isFalse();
    }

    /** Days are asked for again for three nights: by then an item may be deleted, or its older runs pruned. */
    @Test
    void runsOfAnItemThatIsGoneOrHasForgottenThemStay() {
        rig().night(DAY, List.of(DAY));
        List<Map<String, String>> runs = rig().rows(DAY, "fact_content_run");
        LocalDate next = DAY.plusDays(1);
        String later = "[{\"key\":\"later\",\"tag\":\"build_report\",\"exit_code\":0,\"status\":2,"
                + "\"start_time\":\"2026-03-02T01:00:00Z\",\"end_time\":\"2026-03-02T01:01:00Z\"}]";
        rig().simulator().fail("/v1/content/" + guidOf(runs.get(0)) + "/jobs", json(later));
        rig().night(next, List.of(DAY, next));
        assertThat(rig().rows(DAY, "fact_content_run")).isEqualTo(runs);
        rig().simulator().fail("/v1/content", json("[]"));
        rig().night(next, List.of(DAY));
        assertThat(rig().rows(DAY, "fact_content_run")).isEqualTo(runs);
    }

    private static Refusal json(String body) {
        return new Refusal(200, "application/json", body, Map.of());
    }

    private String guidOf(Map<String, String> run) {
        return rig().rows(DAY, "dim_content").stream()
                .filter(row -> String.valueOf(row.get("content_key")).equals(run.get("content_key")))
                .map(row -> String.valueOf(row.get("content_guid")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aServerThatFailsForManyItemsInARowIsAway() {
        Refusal[] away = new Refusal[80];
        Arrays.fill(away, Refusal.of(500, 1, "InternalFailure"));
        assertThatThrownBy(() -> night("/v1/content/", away))
                .isInstanceOf(SourceUnavailable.class)
                .hasMessageContaining("endpoint jobs");
    }

    @Test
    void aKeyThatIsRefusedForManyItemsInARowIsWrong() {
        Refusal[] refused = new Refusal[20];
        Arrays.fill(refused, Refusal.of(403, 22, "PermissionDenied"));
        assertThatThrownBy(() -> night("/v1/content/", refused))
                .isInstanceOf(SourceMisconfigured.class)
                .hasMessageContaining("sce.sources.connect.api-key");
    }

    @Test
    void anExtractionThatStoppedGoesOnWhereItStopped() {
        ConnectRig night = rig();
        night.night(DAY, List.of());
        Endpoint bundles = new Endpoint(ConnectEndpoints.BUNDLES, Endpoint.Kind.SNAPSHOT, false);
        Runnable extraction = () -> night.source()
                .extract(
                        new Day(DAY, ZoneOffset.UTC),
                        bundles,
                        night.raw().writer("connect", bundles.name(), DAY, 1),
                        Progress.NONE);
        String late = WORLD.items().stream()
                .map(Item::guid)
                .filter(guid -> Math.floorMod(guid.hashCode(), ItemAnswers.BUCKETS) == ItemAnswers.BUCKETS - 1)
                .findFirst()
                .orElseThrow();
        night.simulator().fail("/v1/content/" + late + "/bundles", Refusal.of(401, 24, "AuthRequired"));
        assertThatThrownBy(extraction::run).isInstanceOf(SourceMisconfigured.class);
        night.simulator().takeAsked();
        extraction.run();
        String[] ofLastGroup = WORLD.items().stream()
                .map(Item::guid)
                .filter(guid -> Math.floorMod(guid.hashCode(), ItemAnswers.BUCKETS) == ItemAnswers.BUCKETS - 1)
                .map(guid -> "/v1/content/" + guid + "/bundles")
                .toArray(String[]::new);
        // As a set: what the first extraction had sent and no longer waited for may be heard only now.
        assertThat(Set.copyOf(night.simulator().takeAsked()))
                .filteredOn(path -> path.endsWith("/bundles"))
                .containsExactlyInAnyOrder(ofLastGroup);
        assertThat(night.raw().isComplete("connect", bundles.name(), DAY, 1)).isTrue();
    }

    @Test
    void whatIsNotOfferedIsAGapAndTheOthersStand() {
        night("/v1/packages", Refusal.of(404, 4, "ObjectDoesNotExist"));
        assertThat(String.join("\n", rig().findings(DAY)))
                .contains("endpoint=packages, kind=GAP, subject=packages, reason=the server does not offer it");
        assertThat(rig().rows(DAY, "fact_content_visit")).isNotEmpty();
    }

    @Test
    void aGroupThatDoesNotTellItsMembersIsAGap() {
        night("/v1/groups/", Refusal.of(400, 2, "BadRequest"));
        assertThat(String.join("\n", rig().findings(DAY)))
                .contains("endpoint=server, kind=GAP, subject=group_members, reason=the server does not offer it");
        assertThat(rig().rows(DAY, "bridge_content_group")).isNotEmpty();
    }

    @Test
    void anAnswerWithoutContentIsEmpty() {
        night("/v1/packages", new Refusal(204, "application/json", "", Map.of()));
        assertThat(rig().rows(DAY, "bridge_content_package")).isEmpty();
        assertThat(rig().rows(DAY, "dim_content")).isNotEmpty();
    }

    @Test
    void tooManyHitsAreAskedForInHalves() {
        night("/v1/instrumentation/content/hits", Refusal.of(400, 83, "TooManyResults"));
        assertThat(rig().raw().current("connect", DAY).orElseThrow().parts("visits"))
                .hasSize(2);
        long halved = rig().rows(DAY, "fact_content_visit").size();
        rig().night(DAY, List.of(DAY));
        assertThat(rig().rows(DAY, "fact_content_visit")).hasSize((int) halved);
    }

    @Test
    void nothingPrivateReachesRaw() throws Exception {
        rig().night(DAY, List.of(DAY));
        StringBuilder kept = new StringBuilder();
        for (var endpoint : ConnectEndpoints.all()) {
            for (var part : rig().raw().current("connect", DAY).orElseThrow().parts(endpoint.name())) {
                try (var in = part.open()) {
                    kept.append(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
                }
            }
        }
        assertThat(kept.toString())
                .contains("user_agent")
                .doesNotContain("/secret", "token=1", "first_name", "user_description", "event_description", "Made by");
    }

    @Test
    void timesWithAnyOffsetAndAnyDecimalsAreRead() {
        assertThat(ConnectTimes.parse("2026-01-03T18:00:00.123456789012-05:00"))
                .isEqualTo(Instant.parse("2026-01-03T23:00:00.123456789Z"));
        assertThat(ConnectTimes.parse("2026-01-03T18:00:00Z"))
                .isEqualTo(LocalDate.of(2026, 1, 3).atTime(18, 0).toInstant(ZoneOffset.UTC));
        assertThat(ConnectTimes.parse("2026-03-28T23:59:59.000001Z"))
                .isEqualTo(Instant.parse("2026-03-28T23:59:59.000001Z"));
        assertThat(ConnectTimes.parse("2024-02-29T00:00:00Z")).isEqualTo(Instant.parse("2024-02-29T00:00:00Z"));
        assertThat(ConnectTimes.parse("2026-12-31T12:00:00.5Z")).isEqualTo(Instant.parse("2026-12-31T12:00:00.5Z"));
        assertThat(ConnectTimes.parse("0001-01-01T00:00:00Z")).isEqualTo(Instant.parse("0001-01-01T00:00:00Z"));
        for (String wrong : List.of(
                "2026-13-01T00:00:00Z",
                "2026-00-01T00:00:00Z",
                "2026-02-30T00:00:00Z",
                "2026-01-01T24:01:00Z",
                "2026-01-01T00:60:00Z",
                "2026-01-01T00:00:00",
                "2026-01-01T00:00:0:Z")) {
            assertThatThrownBy(() -> ConnectTimes.parse(wrong)).as(wrong).isInstanceOf(SourceChanged.class);
        }
        assertThat(ConnectTimes.parse("")).isNull();
        assertThatThrownBy(() -> ConnectTimes.parse("2026-01-03 18:00")).isInstanceOf(SourceChanged.class);
    }
}
