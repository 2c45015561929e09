package org.scewarehouse.jobs.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.simulator.connect.Item;

/** What each person has and uses, counted from what happened; and of the people of the stories by name. */
final class PeopleNumbers {

    private final Map<String, Numbers> byLogin = new TreeMap<>();
    private final HomeScans homes;
    private final DemoContent content;

    PeopleNumbers(List<ContainerDay> days, BatchWork batch, DemoContent content, HomeScans homes) {
        this.homes = homes;
        this.content = content;
        for (ContainerDay day : days) {
            if (day.isInteractive()) {
                of(day.owner()).add(day);
            }
        }
        batch.coreHours().forEach((login, hours) -> of(login).coreHours = hours);
        for (Item item : content.listed()) {
            Numbers owner = of(content.owner(item).login());
            owner.items++;
            owner.neverDeployed += content.isNeverDeployed(item) ? 1 : 0;
            owner.notViewed += content.isNotViewed(item) ? 1 : 0;
        }
    }

    private Numbers of(String login) {
        return byLogin.computeIfAbsent(login, key -> new Numbers());
    }

    private static final class Numbers {
        private final Map<String, Set<String>> containersByImage = new HashMap<>();
        private final Set<String> containers = new HashSet<>();
        private double coreHours;
        private double idleSeconds;
        private double observedSeconds;
        private long items;
        private long neverDeployed;
        private long notViewed;

        void add(ContainerDay day) {
            containers.add(day.identity());
            containersByImage
                    .computeIfAbsent(
                            day.image().repository() + ":" + day.image().tag(), image -> new HashSet<>())
                    .add(day.identity());
            idleSeconds += day.idleSeconds();
            observedSeconds += day.observedSeconds();
        }

        long ofOneImage() {
            return containersByImage.values().stream().mapToInt(Set::size).max().orElse(0);
        }
    }

    /** A row for everybody who has anything. */
    TruthTable table() {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        byLogin.forEach((login, numbers) -> {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("login", login);
            row.put("batch_core_hours", numbers.coreHours);
            row.put("container_count", (long) numbers.containers.size());
            row.put("idle_seconds", numbers.idleSeconds);
            row.put("observed_seconds", numbers.observedSeconds);
            row.put("containers_of_one_image_count", numbers.ofOneImage());
            row.put("item_count", numbers.items);
            row.put("never_deployed_count", numbers.neverDeployed);
            row.put("not_viewed_count", numbers.notViewed);
            rows.add(row);
        });
        return new TruthTable("person", List.of("login"), rows);
    }

    /** Which of them the stories tell of, and what. */
    TruthTable stories(Stories stories) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        String simulator = stories.simulator().login();
        add(rows, "core hours on AWS Batch in the period", simulator, of(simulator).coreHours);
        String collector = stories.collector().login();
        Numbers collected = of(collector);
        add(rows, "containers that are nearly always idle", collector, collected.containers.size());
        double idle = 100 * collected.idleSeconds / collected.observedSeconds;
        add(rows, "percent of the time in which they are idle", collector, Math.round(idle));
        add(rows, "items", collector, collected.items);
        add(rows, "items never deployed", collector, collected.neverDeployed);
        add(rows, "items not viewed in a year", collector, collected.notViewed);
        String repeater = stories.repeater().login();
        add(
                rows,
                "containers of one image in the period",
                repeater,
                of(repeater).ofOneImage());
        for (Person person : homes.leftBehind()) {
            add(rows, "GB in the home of somebody who has left", person.login(), homes.bytesAtEnd(person) / 1e9);
        }
        content.alwaysFailing()
                .forEach((guid, runs) -> add(rows, "runs of a schedule, all of which failed", guid, runs));
        content.forgotten().forEach(guid -> add(rows, "schedules that work and that nobody reads", guid, 1));
        for (int cores : List.of(16, 8, 4, 2, 1)) {
            double price = DemoReference.NODE_DAY_USD / Math.floorDiv(Node.Pool.OCEAN.cores, cores);
            add(rows, "USD a container-day on a node of the pool ocean", cores + " cores reserved", price);
        }
        return new TruthTable("stories", List.of("story", "subject"), rows);
    }

    private static void add(List<Map<String, @Nullable Object>> rows, String story, String subject, double value) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("story", story);
        row.put("subject", subject);
        row.put("value", value);
        rows.add(row);
    }
}
