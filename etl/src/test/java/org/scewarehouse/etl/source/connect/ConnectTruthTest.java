package org.scewarehouse.etl.source.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.simulator.connect.ConnectOptions;
import org.scewarehouse.etl.simulator.connect.ConnectWorld;
import org.scewarehouse.etl.simulator.connect.Item;
import org.scewarehouse.etl.simulator.connect.Item.Kind;
import org.scewarehouse.etl.simulator.connect.Run;
import org.scewarehouse.etl.simulator.connect.WorldSettings;

/** Thirty nights against a simulated server: what is in the facts is what happened there. */
class ConnectTruthTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);
    private static final int DAYS = 30;
    private static final ConnectWorld WORLD = new ConnectWorld(WorldSettings.of(FIRST, DAYS, 40, 9, 6));

    @TempDir
    Path folder;

    @Test
    void factsAreTheTruthOfAServerOf2026() {
        try (ConnectRig rig =
                new ConnectRig(folder, WORLD, ConnectOptions.of2026().throttling(97))) {
            collect(rig);
            assertVisits(rig);
            assertItems(rig, true);
            assertSchedules(rig);
        }
    }

    @Test
    void factsAreTheTruthOfAServerOf2023() {
        try (ConnectRig rig = new ConnectRig(folder, WORLD, ConnectOptions.of2023())) {
            collect(rig);
            assertVisits(rig);
            assertItems(rig, false);
        }
    }

    /** The first night finds ten days of history; then each night asks for its day and three before it again. */
    private static void collect(ConnectRig rig) {
        for (int i = 9; i < DAYS; i++) {
            LocalDate day = FIRST.plusDays(i);
            List<LocalDate> asked = new ArrayList<>();
            for (int back = i == 9 ? 9 : 3; back >= 0; back--) {
                asked.add(day.minusDays(back));
            }
            rig.night(day, asked);
        }
    }

    private static void assertVisits(ConnectRig rig) {
        for (int i = 0; i < DAYS; i++) {
            LocalDate day = FIRST.plusDays(i);
            Map<String, Long> truth = new TreeMap<>();
            for (Item item : WORLD.items()) {
                WORLD.visits(item, day, visit -> {
                    boolean isOwner = visit.person() == item.owner();
                    String who = visit.person() < 0 ? "nobody" : ConnectWorld.account(visit.person());
                    truth.merge(item.guid() + ' ' + who + ' ' + isOwner + ' ' + visit.isMonitor(), 1L, Long::sum);
                });
            }
            Map<String, String> guids = new HashMap<>();
            rig.rows(day, "dim_content").forEach(row -> guids.put(row.get("content_key"), row.get("content_guid")));
            Map<String, String> accounts = new HashMap<>(Map.of("0", "nobody"));
            rig.rows(day, "bridge_identity").stream()
                    .filter(row -> "connect".equals(row.get("system_name")))
                    .forEach(row -> accounts.put(row.get("user_id"), row.get("identifier")));
            Map<String, Long> found = new TreeMap<>();
            for (Map<String, String> row : rig.rows(day, "fact_content_visit")) {
                String who = accounts.get(row.get("user_id"));
                assertThat(row.get("is_anonymous")).isEqualTo(Boolean.toString("nobody".equals(who)));
                String name = guids.get(row.get("content_key"))
                        + ' '
                        + who
                        + ' '
                        + row.get("is_owner")
                        + ' '
                        + row.get("is_monitor");
                found.merge(name, 1L, Long::sum);
            }
            assertThat(differences(truth, found)).as(day.toString()).isEmpty();
            assertThat(rig.findings(day)).noneMatch(finding -> finding.contains("DROP"));
        }
    }

    private static List<String> differences(Map<String, Long> truth, Map<String, Long> found) {
        TreeMap<String, Long> all = new TreeMap<>(truth);
        found.forEach((name, count) -> all.merge(name, -count, Long::sum));
        return all.entrySet().stream()
                .filter(entry -> entry.getValue() != 0)
                .map(Object::toString)
                .toList();
    }

    private static void assertItems(ConnectRig rig, boolean isNew) {
        LocalDate last = FIRST.plusDays(DAYS - 1);
        Instant end = last.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        Map<String, Map<String, String>> rows = new HashMap<>();
        rig.rows(last, "dim_content").forEach(row -> rows.put(row.get("content_guid"), row));
        for (Item item : WORLD.items()) {
            Map<String, String> row = rows.get(item.guid());
            if (!item.isThere(end)) {
                assertThat(row).isNull();
                continue;
            }
            assertThat(row)
                    .containsEntry("deployment_state", state(item.kind()))
                    .containsEntry(
                            "bundle_count", Integer.toString(item.uploads().size()))
                    .containsEntry("permission_count", Integer.toString(1 + item.number() % 3))
                    .containsEntry("has_schedule", isNew ? Boolean.toString(item.plan() != null) : "")
                    .containsEntry("deleted_observed_on", "");
        }
        LocalDate gone = FIRST.plusDays(DAYS / 3);
        assertThat(rig.rows(gone, "dim_content"))
                .filteredOn(row -> gone.toString().equals(row.get("deleted_observed_on")))
                .hasSize(2);
        assertThat(rig.rows(gone, "fact_content_day"))
                .filteredOn(row -> "false".equals(row.get("is_listed")))
                .hasSize(2);
    }

    private static String state(Kind kind) {
        return switch (kind) {
            case CREATED_ONLY -> "created_only";
            case NEVER_SUCCEEDED, DEAD_COPY -> "never_succeeded";
            case REDEPLOY_FAILING -> "redeploy_failing";
            default -> "deployed";
        };
    }

    private static void assertSchedules(ConnectRig rig) {
        for (int i = 0; i < DAYS; i++) {
            LocalDate day = FIRST.plusDays(i);
            Instant from = day.atStartOfDay(ZoneOffset.UTC).toInstant();
            Instant to = from.plus(Duration.ofDays(1));
            Map<String, Map<String, String>> rows = new HashMap<>();
            Map<String, String> guids = new HashMap<>();
            rig.rows(day, "dim_content").forEach(row -> guids.put(row.get("content_key"), row.get("content_guid")));
            rig.rows(day, "fact_schedule_day").forEach(row -> rows.put(guids.get(row.get("content_key")), row));
            for (Item item : WORLD.items()) {
                if (item.plan() == null) {
                    continue;
                }
                long inRow = 0;
                long today = 0;
                String since = "";
                for (Run run : WORLD.runs(item, to)) {
                    boolean isOfTime = run.queuedAt() != null
                            && run.lastAt().isBefore(to)
                            && !run.lastAt()
                                    .isBefore(FIRST.atStartOfDay(ZoneOffset.UTC).toInstant());
                    if (isOfTime) {
                        inRow = run.isSuccess() ? 0 : inRow + 1;
                        since = run.isSuccess() ? "" : inRow == 1 ? run.lastAt().toString() : since;
                        today += run.lastAt().isBefore(from) ? 0 : 1;
                    }
                }
                Map<String, String> row = rows.get(item.guid());
                if (row == null) {
                    assertThat(item.plan().isDead())
                            .as("%s on %s", item.kind(), day)
                            .isTrue();
                    continue;
                }
                assertThat(row)
                        .as("%s on %s", item.kind(), day)
                        .containsEntry("failures_in_row_count", Long.toString(inRow))
                        .containsEntry("is_failing", Boolean.toString(inRow > 0))
                        .containsEntry("failing_since_at", since)
                        .containsEntry("run_count", Long.toString(today))
                        .containsEntry(
                                "is_dead",
                                i < 9 ? "" : Boolean.toString(item.plan().isDead()));
            }
        }
    }
}
