package org.scewarehouse.jobs.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.simulator.connect.Item;

/** What reports must say of published items that are there twice, that only owners view, and of what all run on. */
final class ContentKeptTruth {

    private static final Duration NEAR = Duration.ofDays(30);
    private static final int VIEWED_DAYS = 30;

    private final DemoSettings settings;
    private final DemoContent content;

    ContentKeptTruth(DemoSettings settings, DemoContent content) {
        this.settings = settings;
        this.content = content;
    }

    List<TruthTable> tables() {
        return List.of(
                new TruthTable("content_copies", List.of("content_guid"), copies()),
                new TruthTable("content_not_viewed_by_others", List.of("content_guid"), notViewedByOthers()),
                new TruthTable("content_runtime", List.of("language", "version"), runtimes()));
    }

    private List<Map<String, @Nullable Object>> notViewedByOthers() {
        return content.listed().stream()
                .filter(content::isNotViewedByOthers)
                .map(item -> new ReportRow()
                        .with("content_guid", item.guid())
                        .with("owner", content.owner(item).login())
                        .with("last_viewed_on", content.lastViewed(item))
                        .with("last_viewed_by_others_on", content.lastViewedByOthers(item))
                        .columns())
                .toList();
    }

    /** Items of one owner and one name, in order of time, each made soon after the one before. */
    private List<Map<String, @Nullable Object>> copies() {
        Map<String, List<Item>> byName = new TreeMap<>();
        content.listed().stream()
                .sorted(Comparator.comparing(Item::createdAt))
                .forEach(item -> byName.computeIfAbsent(item.owner() + " " + plainName(item), key -> new ArrayList<>())
                        .add(item));
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (List<Item> named : byName.values()) {
            List<Item> group = new ArrayList<>();
            for (Item item : named) {
                if (!group.isEmpty() && isFar(group.get(group.size() - 1), item)) {
                    addCopies(rows, group);
                    group.clear();
                }
                group.add(item);
            }
            addCopies(rows, group);
        }
        return rows;
    }

    private static boolean isFar(Item before, Item item) {
        return Duration.between(before.createdAt(), item.createdAt()).compareTo(NEAR) > 0;
    }

    private void addCopies(List<Map<String, @Nullable Object>> rows, List<Item> group) {
        long dead = group.stream().filter(content::isNeverDeployed).count();
        for (Item item : group.size() > 1 ? group : List.<Item>of()) {
            rows.add(new ReportRow()
                    .with("content_guid", item.guid())
                    .with("owner", content.owner(item).login())
                    .with("copy_name", plainName(item))
                    .with("copy_count", (long) group.size())
                    .with("dead_copy_count", dead)
                    .with("is_dead_copy", content.isNeverDeployed(item))
                    .columns());
        }
    }

    /** Title, else name, without the number at its end and what sets that off. */
    private static String plainName(Item item) {
        String title = item.title();
        String name = (title == null ? item.name() : title).toLowerCase(Locale.ROOT);
        int end = name.length();
        while (end > 0 && Character.isDigit(name.charAt(end - 1))) {
            end--;
        }
        while (end > 0 && " -_(".indexOf(name.charAt(end - 1)) >= 0) {
            end--;
        }
        return name.substring(0, end);
    }

    private List<Map<String, @Nullable Object>> runtimes() {
        Map<String, ReportRow> rows = new TreeMap<>();
        Map<String, Set<Integer>> owners = new TreeMap<>();
        Instant night = DemoSettings.night(settings.lastDay());
        LocalDate recent = settings.lastDay().minusDays(VIEWED_DAYS - 1L);
        for (Item item : content.listed()) {
            LocalDate viewed = content.lastViewed(item);
            item.runtimes(night).forEach((language, version) -> {
                String key = language + " " + version;
                boolean isInstalled = version.equals(Item.INSTALLED.get(language));
                rows.computeIfAbsent(
                                key,
                                all -> new ReportRow()
                                        .with("language", language)
                                        .with("version", version))
                        .with("is_installed", isInstalled)
                        .count("item_count", 1)
                        .count("viewed_item_count", viewed != null && !viewed.isBefore(recent) ? 1 : 0);
                owners.computeIfAbsent(key, all -> new HashSet<>()).add(item.owner());
            });
        }
        rows.forEach((key, row) -> row.with(
                "owner_count", (long) owners.getOrDefault(key, Set.of()).size()));
        return rows.values().stream().map(ReportRow::columns).toList();
    }
}
