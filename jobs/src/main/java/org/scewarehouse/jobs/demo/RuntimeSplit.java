package org.scewarehouse.jobs.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How many interactive containers of one image run at the end of the period, were active in it, or both, and how many
 * people own them. An image with two languages has a row for each.
 *
 * @param language {@code R}, {@code Python}, or {@code unknown} where the image says neither
 * @param version empty where unknown
 */
record RuntimeSplit(
        String language,
        String version,
        String repository,
        String tag,
        long runningContainers,
        long activeContainers,
        long runningAndActiveContainers,
        long runningOwners,
        long activeOwners,
        long runningAndActiveOwners) {

    static final List<String> KEY = List.of("language", "version", "repository", "tag");

    /** The rows of a period that ends with a day. */
    static List<RuntimeSplit> of(List<ContainerDay> days, LocalDate lastDay) {
        Map<String, Map<LocalDate, Double>> activeByContainer = new HashMap<>();
        List<ContainerDay> interactive =
                days.stream().filter(ContainerDay::isInteractive).toList();
        for (ContainerDay day : interactive) {
            activeByContainer
                    .computeIfAbsent(day.identity(), key -> new HashMap<>())
                    .merge(day.day(), day.activeSeconds(), Double::sum);
        }
        Map<List<String>, Sets> byImage = new TreeMap<>(Comparator.comparing(Object::toString));
        for (ContainerDay day : interactive) {
            double active =
                    activeByContainer.getOrDefault(day.identity(), Map.of()).getOrDefault(day.day(), 0.0);
            for (List<String> key : keys(day.image())) {
                byImage.computeIfAbsent(key, k -> new Sets())
                        .add(day, day.isRunningAtDayEnd() && day.day().equals(lastDay), DemoSettings.isActive(active));
            }
        }
        List<RuntimeSplit> rows = new ArrayList<>();
        byImage.forEach((key, sets) -> rows.add(sets.row(key)));
        rows.removeIf(row -> row.runningContainers == 0 && row.activeContainers == 0);
        return rows;
    }

    private static List<List<String>> keys(ContainerDay.ImageFacts image) {
        List<List<String>> keys = new ArrayList<>();
        if (!image.rVersion().isEmpty()) {
            keys.add(List.of("R", image.rVersion(), image.repository(), image.tag()));
        }
        if (!image.pythonVersion().isEmpty()) {
            keys.add(List.of("Python", image.pythonVersion(), image.repository(), image.tag()));
        }
        return keys.isEmpty() ? List.of(List.of("unknown", "", image.repository(), image.tag())) : keys;
    }

    /** Containers of one image, with their owners. */
    private static final class Sets {
        private final Map<String, String> ownerByRunning = new HashMap<>();
        private final Map<String, String> ownerByActive = new HashMap<>();

        void add(ContainerDay day, boolean isRunning, boolean isActive) {
            if (isRunning) {
                ownerByRunning.put(day.identity(), day.owner());
            }
            if (isActive) {
                ownerByActive.put(day.identity(), day.owner());
            }
        }

        RuntimeSplit row(List<String> key) {
            Map<String, String> both = new HashMap<>(ownerByRunning);
            both.keySet().retainAll(ownerByActive.keySet());
            return new RuntimeSplit(
                    key.get(0),
                    key.get(1),
                    key.get(2),
                    key.get(3),
                    ownerByRunning.size(),
                    ownerByActive.size(),
                    both.size(),
                    distinct(ownerByRunning),
                    distinct(ownerByActive),
                    distinct(both));
        }

        private static long distinct(Map<String, String> owners) {
            return owners.values().stream().distinct().count();
        }
    }

    /** Its values by column. */
    Map<String, @Nullable Object> columns() {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("language", language);
        columns.put("version", version);
        columns.put("repository", repository);
        columns.put("tag", tag);
        columns.put("running_container_count", runningContainers);
        columns.put("active_container_count", activeContainers);
        columns.put("running_and_active_container_count", runningAndActiveContainers);
        columns.put("running_owner_count", runningOwners);
        columns.put("active_owner_count", activeOwners);
        columns.put("running_and_active_owner_count", runningAndActiveOwners);
        return columns;
    }
}
