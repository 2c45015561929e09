package org.scewarehouse.etl.source.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.simulator.connect.ConnectOptions;
import org.scewarehouse.etl.simulator.connect.ConnectWorld;
import org.scewarehouse.etl.simulator.connect.Item;
import org.scewarehouse.etl.simulator.connect.Item.Kind;
import org.scewarehouse.etl.simulator.connect.Refusal;
import org.scewarehouse.etl.simulator.connect.WorldSettings;

/** What runs of a day, and the end of an item, make of the item and its schedules. */
class ConnectRunsTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
    private static final ConnectWorld WORLD = new ConnectWorld(WorldSettings.of(DAY, 2, 40, 6, 3));

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

    private static Refusal json(String body) {
        return new Refusal(200, "application/json", body, Map.of());
    }

    private static String build(String tag, int hour, int exitCode) {
        return """
                {"key":"h%d","tag":"%s","start_time":"2026-03-01T%02d:00:00Z","end_time":"2026-03-01T%02d:01:00Z",\
                "exit_code":%d,"status":2}""".formatted(hour, tag, hour, hour, exitCode);
    }

    /** The item and its day tell the same state, which is that after the last of its builds. */
    @Test
    void ofSeveralBuildsOfADayTheLastTellsWhetherTheItemIsRedeployed() {
        for (int lastExit : List.of(0, 1)) {
            String guid = WORLD.items().stream()
                    .filter(item -> item.kind() == Kind.SHINY)
                    .findFirst()
                    .map(Item::guid)
                    .orElseThrow();
            ConnectRig night = rig(ConnectOptions.of2026());
            String builds = build("packrat_restore", 9, 1 - lastExit) + ',' + build("python_restore", 10, lastExit);
            night.simulator().fail("/v1/content/" + guid + "/jobs", json('[' + builds + ']'));
            night.night(DAY, List.of(DAY));
            night.close();
            Map<String, String> item = night.rows(DAY, "dim_content").stream()
                    .filter(row -> guid.equals(row.get("content_guid")))
                    .findFirst()
                    .orElseThrow();
            String state = lastExit == 0 ? "deployed" : "redeploy_failing";
            assertThat(item).containsEntry("deployment_state", state);
            assertThat(night.rows(DAY, "fact_content_day"))
                    .filteredOn(row -> String.valueOf(item.get("content_key")).equals(row.get("content_key")))
                    .singleElement()
                    .satisfies(row -> assertThat(row).containsEntry("deployment_state", state));
        }
    }

    /** Of such a schedule the listing told that its last run failed, and not which was the first. */
    @Test
    void aScheduleThatFailedBeforeAnyRunWasSeenHasNotBegunToFailWithTheFirstThatIs() {
        Instant at = Instant.parse("2026-03-01T02:00:00Z");
        ConnectState.Schedule told = ConnectState.Schedule.of("c", "v").told(at, true);
        ConnectState.Schedule failed = told.ran(at.plusSeconds(60), true);
        assertThat(failed.isFailing()).isTrue();
        assertThat(failed.failingSinceAt()).isNull();
        assertThat(failed.failuresInRow()).isNull();
        assertThat(failed.lastRunAt()).isEqualTo(at.plusSeconds(60));
        ConnectState.Schedule again = failed.ran(at.plusSeconds(120), false).ran(at.plusSeconds(180), true);
        assertThat(again.failingSinceAt()).isEqualTo(at.plusSeconds(180));
        assertThat(again.failuresInRow()).isEqualTo(1);
    }

    private static Refusal failed(LocalDate day, String variant) {
        String job = """
                [{"key":"%1$s","tag":"build_report",%2$s,"queued_time":"%1$sT02:00:00Z",\
                "start_time":"%1$sT02:00:01Z","end_time":"%1$sT02:01:00Z","exit_code":1,"status":2}]""";
        return json(job.formatted(day, variant));
    }

    private List<Map<String, String>> schedulesAfter(String variant) {
        String guid = WORLD.items().stream()
                .filter(item -> item.kind() == Kind.SHINY)
                .findFirst()
                .map(Item::guid)
                .orElseThrow();
        LocalDate next = DAY.plusDays(1);
        ConnectRig night = rig(ConnectOptions.of2023());
        night.simulator().fail("/v1/content/" + guid + "/jobs", failed(DAY, "\"variant_id\":\"7\""));
        night.night(DAY, List.of(DAY));
        night.simulator().fail("/v1/content/" + guid + "/jobs", failed(next, variant));
        night.night(next, List.of(next));
        Map<String, String> guids = new HashMap<>();
        night.rows(next, "dim_content").forEach(row -> guids.put(row.get("content_key"), row.get("content_guid")));
        return night.rows(next, "fact_schedule_day").stream()
                .filter(row -> guid.equals(guids.get(row.get("content_key"))))
                .toList();
    }

    /** Older versions give the number of a variant, later ones its key besides. */
    @Test
    void aScheduleOfAServerThatNowGivesKeysOfVariantsIsTheSameSchedule() {
        assertThat(schedulesAfter("\"variant_id\":\"7\",\"variant_key\":\"k7\""))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("failures_in_row_count", "2")
                        .containsEntry("failing_since_at", "2026-03-01T02:01:00Z"));
    }

    @Test
    void aRunOfAVariantThatIsGoneMakesNoSchedule() {
        assertThat(schedulesAfter("\"variant_id\":\"8\",\"variant_key\":\"\""))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("failures_in_row_count", "1"));
    }

    /** A server that lists no schedules does not tell that one is gone, but it tells that its item is. */
    @Test
    void schedulesOfAnItemThatIsGoneAreGone() {
        ConnectRig night = rig(ConnectOptions.of2023());
        night.night(DAY, List.of(DAY));
        LocalDate next = DAY.plusDays(1);
        night.simulator().fail("/v1/content", json("[]"));
        night.night(next, List.of(DAY, next));
        assertThat(night.rows(DAY, "fact_schedule_day")).isNotEmpty();
        assertThat(night.rows(next, "fact_schedule_day")).isEmpty();
    }
}
