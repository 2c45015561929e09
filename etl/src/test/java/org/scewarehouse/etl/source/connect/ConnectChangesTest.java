package org.scewarehouse.etl.source.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.simulator.connect.ConnectOptions;
import org.scewarehouse.etl.simulator.connect.ConnectWorld;
import org.scewarehouse.etl.simulator.connect.Item;
import org.scewarehouse.etl.simulator.connect.Item.Kind;
import org.scewarehouse.etl.simulator.connect.WorldSettings;

/** Items are asked for details when something tells of a change, and each at least once a week. */
class ConnectChangesTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);
    private static final int DAYS = 20;
    /** In the middle some items get another bundle. */
    private static final LocalDate CHANGE = FIRST.plusDays(DAYS / 2);

    private static final ConnectWorld WORLD = new ConnectWorld(WorldSettings.of(FIRST, DAYS, 60, 9, 3));

    @TempDir
    Path folder;

    private static Set<String> asked(ConnectRig rig, String detail) {
        return rig.simulator().takeAsked().stream()
                .filter(path -> path.startsWith("/v1/content/") && path.endsWith("/" + detail))
                .map(path -> path.substring("/v1/content/".length(), path.length() - detail.length() - 1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> ofKind(Kind... kinds) {
        return WORLD.items().stream()
                .filter(item -> List.of(kinds).contains(item.kind()))
                .map(Item::guid)
                .collect(Collectors.toSet());
    }

    @Test
    void aServerThatTellsOfStorageIsAskedForFewAndNothingIsMissed() {
        try (ConnectRig rig = new ConnectRig(folder, WORLD, ConnectOptions.of2026())) {
            Map<String, Integer> times = new HashMap<>();
            for (int i = 0; i < 14; i++) {
                LocalDate day = FIRST.plusDays(i);
                rig.night(day, List.of(day));
                Set<String> asked = asked(rig, "bundles");
                asked.forEach(guid -> times.merge(guid, 1, Integer::sum));
                if (i == 0) {
                    assertThat(asked).hasSize(WORLD.items().size());
                } else {
                    assertThat(asked).hasSizeLessThan(WORLD.items().size() / 2);
                }
                if (day.equals(CHANGE)) {
                    assertThat(asked).containsAll(ofKind(Kind.SHINY, Kind.REDEPLOY_FAILING));
                    assertUploads(rig, day);
                }
            }
            Set<String> lasting = WORLD.items().stream()
                    .filter(item -> item.deletedAt() == null)
                    .map(Item::guid)
                    .collect(Collectors.toSet());
            assertThat(times).allSatisfy((guid, count) -> assertThat(count).isBetween(1, 5));
            lasting.forEach(guid -> assertThat(times.get(guid)).isGreaterThanOrEqualTo(2));
        }
    }

    private static void assertUploads(ConnectRig rig, LocalDate day) {
        Map<String, String> guids = new HashMap<>();
        rig.rows(day, "dim_content").forEach(row -> guids.put(row.get("content_key"), row.get("content_guid")));
        Set<String> uploaded = ofKind(Kind.SHINY, Kind.REDEPLOY_FAILING);
        assertThat(rig.rows(day, "fact_content_day"))
                .filteredOn(row -> "true".equals(row.get("is_listed")))
                .allSatisfy(row -> assertThat(row)
                        .containsEntry(
                                "upload_count", uploaded.contains(guids.get(row.get("content_key"))) ? "1" : "0"));
    }

    @Test
    void anOlderServerIsAskedForWhatMayHaveChangedUnseen() {
        try (ConnectRig rig = new ConnectRig(folder, WORLD, ConnectOptions.of2023())) {
            rig.night(FIRST, List.of(FIRST));
            assertThat(asked(rig, "bundles")).hasSize(WORLD.items().size());
            rig.night(FIRST.plusDays(1), List.of(FIRST.plusDays(1)));
            assertThat(asked(rig, "bundles"))
                    .containsAll(ofKind(Kind.CREATED_ONLY, Kind.NEVER_SUCCEEDED, Kind.DEAD_COPY))
                    .hasSizeLessThan(WORLD.items().size() / 2);
        }
    }

    @Test
    void afterAWeekWithoutAListingAllIsAskedForAgain() {
        try (ConnectRig rig = new ConnectRig(folder, WORLD, ConnectOptions.of2026())) {
            rig.night(FIRST, List.of(FIRST));
            LocalDate later = FIRST.plusDays(DueItems.TURN_DAYS + 1);
            asked(rig, "permissions");
            rig.night(later, List.of(later));
            long there = WORLD.items().stream()
                    .filter(item -> item.deletedAt() == null)
                    .count();
            assertThat(asked(rig, "permissions")).hasSize((int) there);
        }
    }
}
