package org.scewarehouse.etl.source.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.simulator.connect.ConnectOptions;
import org.scewarehouse.etl.simulator.connect.ConnectWorld;
import org.scewarehouse.etl.simulator.connect.Item;
import org.scewarehouse.etl.simulator.connect.Refusal;
import org.scewarehouse.etl.simulator.connect.WorldSettings;
import org.scewarehouse.etl.source.Reach;

/** Answers that are as documented and yet strange are kept and counted; others are refused with their place. */
class ConnectBadInputTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
    private static final ConnectWorld WORLD = new ConnectWorld(WorldSettings.of(DAY, 2, 20, 6, 3));
    private static final String VISITS = "/v1/instrumentation/content/visits";
    private static final String SESSIONS = "/v1/instrumentation/shiny/usage";

    @TempDir
    Path folder;

    private @Nullable ConnectRig rig;

    private ConnectRig rig(ConnectOptions options) {
        ConnectRig made = new ConnectRig(folder, WORLD, options);
        rig = made;
        return made;
    }

    @AfterEach
    void close() {
        if (rig != null) {
            rig.close();
        }
    }

    private static Refusal answer(String body) {
        return new Refusal(200, "application/json", body, Map.of());
    }

    private static String account(int person) {
        return "{\"guid\":\"" + ConnectWorld.account(person) + "\",\"username\":\"person" + person
                + "\",\"email\":null}";
    }

    private static Refusal users(int page, int total, String... users) {
        return answer("{\"results\":[" + String.join(",", users) + "],\"current_page\":" + page + ",\"total\":" + total
                + "}");
    }

    private static Refusal page(@Nullable String next, String... records) {
        return answer(
                "{\"results\":[" + String.join(",", records) + "],\"paging\":{\"cursors\":{\"next\":null},\"next\":"
                        + (next == null ? "null" : "\"http://inside:3939/x?" + next + "\"") + "}}");
    }

    private static String visit(String time) {
        return "{\"content_guid\":\"c\",\"user_guid\":\"u\",\"time\":\"" + time + "\",\"data_version\":3}";
    }

    private static String session(String started, @Nullable String ended) {
        return "{\"content_guid\":\"s\",\"user_guid\":\"u\",\"started\":\"" + started + "\",\"ended\":"
                + (ended == null ? "null" : '"' + ended + '"') + "}";
    }

    private static List<Map<String, String>> visitsOf(ConnectRig rig, LocalDate day, String guid) {
        String key = rig.rows(day, "dim_content").stream()
                .filter(row -> guid.equals(row.get("content_guid")))
                .map(row -> row.get("content_key"))
                .findFirst()
                .orElse("none");
        return rig.rows(day, "fact_content_visit").stream()
                .filter(row -> key.equals(row.get("content_key")))
                .toList();
    }

    @Test
    void aTotalThatChangesWhilePagingAndDuplicatesOverPagesAreCounted() {
        ConnectRig rig = rig(ConnectOptions.of2026());
        rig.simulator()
                .fail(
                        "/v1/users",
                        users(1, 3, account(1), account(2)),
                        users(2, 4, account(2)),
                        users(3, 4, account(3), account(4)));
        rig.night(DAY, List.of(DAY));
        assertThat(rig.rows(DAY, "bridge_identity"))
                .filteredOn(row -> "connect".equals(row.get("system_name"))
                        && ConnectWorld.account(2).equals(row.get("identifier")))
                .hasSize(1);
        assertThat(String.join("\n", rig.findings(DAY)))
                .contains("kind=WARNING, subject=answer, reason=the list changed while it was read");
    }

    @Test
    void aCursorThatLoopsIsRefused() {
        ConnectRig rig = rig(ConnectOptions.of2023());
        Refusal again = page("next=7&limit=500", visit("2026-03-01T10:00:00Z"));
        rig.simulator().fail(VISITS, again, again, again);
        assertThatThrownBy(() -> rig.night(DAY, List.of(DAY)))
                .isInstanceOf(SourceChanged.class)
                .hasMessageContaining("connect, 2026-03-01, endpoint visits")
                .hasMessageContaining("the same cursor twice");
    }

    @Test
    void aVisitOnTwoPagesCountsOnceAndIsNoLoss() {
        ConnectRig rig = rig(ConnectOptions.of2023());
        rig.simulator()
                .fail(
                        VISITS,
                        page(null), // which is the oldest
                        page("next=1", visit("2026-03-01T10:00:00Z"), visit("2026-03-01T12:00:00.5+01:00")),
                        page("next=2", visit("2026-03-01T11:00:00.50Z")),
                        page(null));
        rig.night(DAY, List.of(DAY));
        assertThat(visitsOf(rig, DAY, "c")).hasSize(2);
        assertThat(String.join("\n", rig.findings(DAY)))
                .contains("kind=NOTE, subject=hit, reason=listed twice, counted once, count=1")
                .doesNotContain("kind=DROP", "kind=WARNING");
    }

    @Test
    void aSessionOverMidnightIsTheFirstDaysAndOneWithoutAnEndHasNoLength() {
        ConnectRig rig = rig(ConnectOptions.of2023());
        String over = session("2026-03-01T23:50:00Z", "2026-03-02T00:20:00Z");
        rig.simulator().fail(SESSIONS, page(null, over), page(null, over, session("2026-03-01T08:00:00Z", null)));
        rig.night(DAY, List.of(DAY));
        assertThat(visitsOf(rig, DAY, "s"))
                .extracting(row -> row.get("session_seconds"))
                .containsExactlyInAnyOrder("1800", "");
        rig.simulator()
                .fail(
                        SESSIONS,
                        page(null, over),
                        page(null, over, session("2026-03-02T09:00:00Z", "2026-03-02T08:00:00Z")));
        rig.night(DAY.plusDays(1), List.of(DAY.plusDays(1)));
        assertThat(visitsOf(rig, DAY.plusDays(1), "s"))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("session_seconds", ""));
        assertThat(String.join("\n", rig.findings(DAY.plusDays(1))))
                .contains("subject=session, reason=it ends before it begins: its length is unknown, count=1");
    }

    @Test
    void numbersForIdsGiveTheSameFactsAsTexts() {
        ConnectRig texts = rig(ConnectOptions.of2026());
        texts.night(DAY, List.of(DAY));
        ConnectOptions numbers = new ConnectOptions("2026.01.0", true, true, true, true, true, null, 0, "");
        try (ConnectRig other = new ConnectRig(folder.resolve("numbers"), WORLD, numbers)) {
            other.night(DAY, List.of(DAY));
            ConnectTransform.tables()
                    .forEach(table -> assertThat(other.rows(DAY, table.name()))
                            .as(table.name())
                            .isEqualTo(texts.rows(DAY, table.name())));
        }
    }

    @Test
    void aPageOfAProxyIsNamedAsSuchWhateverItsStatus() {
        ConnectRig rig = rig(ConnectOptions.of2026());
        for (int status : new int[] {401, 403, 404}) {
            rig.simulator().fail("/v1/users", new Refusal(status, "text/html", "<html>Proxy</html>", Map.of()));
            assertThatThrownBy(() -> rig.night(DAY, List.of(DAY)))
                    .as("status %d", status)
                    .isInstanceOf(SourceMisconfigured.class)
                    .hasMessageContaining("web page");
        }
    }

    @Test
    void aListThatBreaksOffIsAskedAgainAndLeavesNothingIfItGoesOnBreakingOff() {
        ConnectRig rig = rig(ConnectOptions.of2026());
        for (int i = 0; i < 5; i++) {
            rig.simulator().fail("/v1/content", answer("[{\"guid\":\"a\"},"));
        }
        assertThatThrownBy(() -> rig.night(DAY, List.of(DAY)))
                .isInstanceOf(SourceUnavailable.class)
                .hasMessageContaining("expected the whole answer, got its start; asked 5 times");
        assertThat(rig.raw().current("connect", DAY)).isEmpty();
    }

    @Test
    void aServerWithoutVisitsBeginsYesterdayAndItsFirstVisitIsWhereItsHistoryBegins() {
        ConnectRig rig = rig(ConnectOptions.of2026());
        rig.night(DAY.plusDays(1), List.of(DAY.plusDays(1)));
        Instant now = DAY.plusDays(2).atTime(2, 0).toInstant(ZoneOffset.UTC);
        Reach reach = reachWithoutLog(rig, now);
        assertThat(reach.oldest())
                .isBetween(
                        DAY.atStartOfDay(ZoneOffset.UTC).toInstant(),
                        DAY.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
        assertThat(reach.from()).isBefore(reach.oldest());
        ConnectRig unvisited = new ConnectRig(
                folder.resolve("unvisited"),
                new ConnectWorld(WorldSettings.of(DAY.plusDays(9), 2, 20, 6, 3)),
                ConnectOptions.of2026());
        try (unvisited) {
            unvisited.simulator().setNow(now);
            assertThat(reachWithoutLog(unvisited, now).oldest()).isBeforeOrEqualTo(now.minus(Duration.ofDays(1)));
        }
    }

    private static Reach reachWithoutLog(ConnectRig rig, Instant now) {
        rig.simulator().fail("/v1/audit_logs", Refusal.of(404, 4, "not offered"));
        return rig.source().reach(now);
    }

    @Test
    void entriesOlderThanTheOldestVisitAreLoadedAndVisitsOfTheirDaysAreAGapAndNoZero() {
        ConnectRig rig = rig(ConnectOptions.of2026());
        rig.simulator().setNow(DAY.plusDays(1).atTime(2, 0).toInstant(ZoneOffset.UTC));
        Instant oldest = WORLD.items().stream()
                .flatMap(item -> item.uploads().stream())
                .map(Item.Upload::at)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Reach reach = rig.source().reach(DAY.plusDays(1).atTime(2, 0).toInstant(ZoneOffset.UTC));
        assertThat(reach.oldest()).isEqualTo(oldest);
        LocalDate first = LocalDate.ofInstant(oldest, ZoneOffset.UTC);
        rig.night(DAY, List.of(first, DAY));
        assertThat(rig.rows(first, "fact_audit_day")).isNotEmpty();
        assertThat(rig.rows(first, "fact_content_run")).isNotEmpty();
        assertThat(rig.findings(first)).anyMatch(finding -> finding.contains("before the oldest visit"));
        assertThat(rig.findings(DAY)).noneMatch(finding -> finding.contains("before the oldest visit"));
        assertThat(rig.rows(DAY, "fact_content_visit")).isNotEmpty();
    }
}
