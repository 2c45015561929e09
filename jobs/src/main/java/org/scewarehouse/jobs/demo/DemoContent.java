package org.scewarehouse.jobs.demo;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.simulator.connect.ConnectWorld;
import org.scewarehouse.etl.simulator.connect.Item;
import org.scewarehouse.etl.simulator.connect.Run;
import org.scewarehouse.etl.simulator.connect.Visit;
import org.scewarehouse.etl.simulator.connect.WorldSettings;

/** What the organisation's people publish and view, and what is true of it. */
final class DemoContent {

    private static final int ITEMS = 5013;
    private static final int VISITS = 6;
    private static final int HITS = 3;

    private final DemoSettings settings;
    private final ConnectWorld world;

    DemoContent(DemoSettings settings, List<Person> people) {
        this.settings = settings;
        List<WorldSettings.Person> accounts = people.stream()
                .map(person -> new WorldSettings.Person(person.login(), person.login() + "@example.org"))
                .toList();
        this.world = new ConnectWorld(new WorldSettings(
                settings.seed(), settings.firstDay(), settings.days(), settings.scaled(ITEMS), accounts, VISITS, HITS));
    }

    ConnectWorld world() {
        return world;
    }

    /** Tables of the truth. */
    List<TruthTable> tables() {
        List<Map<String, @Nullable Object>> visits = new ArrayList<>();
        settings.firstDay()
                .datesUntil(settings.lastDay().plusDays(1))
                .forEach(day -> world.items().forEach(item -> {
                    List<Visit> all = new ArrayList<>();
                    world.visits(item, day, all::add);
                    if (!all.isEmpty()) {
                        Map<String, @Nullable Object> row = new LinkedHashMap<>();
                        row.put("day", day);
                        visits.add(counted(row, item, all));
                    }
                }));
        return List.of(
                new TruthTable("content_visit_day", List.of("day", "content_guid"), visits),
                new TruthTable("content_state", List.of("content_guid"), states()),
                new TruthTable("schedule_state", List.of("content_guid"), schedules()));
    }

    private static Map<String, @Nullable Object> counted(
            Map<String, @Nullable Object> row, Item item, List<Visit> visits) {
        Set<Integer> people = new HashSet<>();
        long[] counts = new long[4];
        for (Visit visit : visits) {
            counts[0] += visit.isMonitor() ? 0 : 1;
            counts[1] += visit.person() == item.owner() ? 1 : 0;
            counts[2] += visit.person() < 0 && !visit.isMonitor() ? 1 : 0;
            counts[3] += visit.isMonitor() ? 1 : 0;
            people.add(visit.person());
        }
        people.remove(-1);
        row.put("content_guid", item.guid());
        row.put("visit_count", counts[0]);
        row.put("owner_visit_count", counts[1]);
        row.put("anonymous_visit_count", counts[2]);
        row.put("monitor_visit_count", counts[3]);
        row.put("visitor_count", (long) people.size());
        return row;
    }

    private List<Item> there() {
        Instant last = DemoSettings.night(settings.lastDay());
        return world.items().stream().filter(item -> item.isThere(last)).toList();
    }

    private List<Map<String, @Nullable Object>> states() {
        return there().stream()
                .map(item -> {
                    Map<String, @Nullable Object> row = new LinkedHashMap<>();
                    row.put("content_guid", item.guid());
                    row.put("owner", world.settings().people().get(item.owner()).username());
                    row.put(
                            "deployment_state",
                            switch (item.kind()) {
                                case CREATED_ONLY -> "created_only";
                                case NEVER_SUCCEEDED, DEAD_COPY -> "never_succeeded";
                                case REDEPLOY_FAILING -> "redeploy_failing";
                                default -> "deployed";
                            });
                    return row;
                })
                .toList();
    }

    private List<Map<String, @Nullable Object>> schedules() {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Item item : there()) {
            Item.Plan plan = item.plan();
            if (plan != null) {
                long failures = failuresInRow(item);
                boolean isForgotten = item.kind() == Item.Kind.SCHEDULE_FORGOTTEN;
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                row.put("content_guid", item.guid());
                row.put(
                        "schedule_state",
                        failures > 0 ? "failing" : plan.isDead() ? "dead" : isForgotten ? "forgotten" : "ok");
                row.put("failures_in_row_count", failures);
                rows.add(row);
            }
        }
        return rows;
    }

    private long failuresInRow(Item item) {
        Instant from = settings.firstDay().atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant to = settings.lastDay().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        long failures = 0;
        for (Run run : world.runs(item, to)) {
            if (run.queuedAt() != null
                    && !run.lastAt().isBefore(from)
                    && run.lastAt().isBefore(to)) {
                failures = run.isSuccess() ? 0 : failures + 1;
            }
        }
        return failures;
    }
}
