package org.scewarehouse.jobs.demo;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What reports must say of how interactive containers and the versions in them are used, from their days. */
final class ContainerReportTruth {

    private final List<ContainerDay> days;

    /** @param days of all containers */
    ContainerReportTruth(List<ContainerDay> days) {
        this.days = days.stream().filter(ContainerDay::isInteractive).toList();
    }

    List<TruthTable> tables() {
        return List.of(
                new TruthTable("container_lifecycle", List.of("environment"), lifecycle()),
                new TruthTable("container_churn", List.of("owner", "repository"), churn()),
                new TruthTable("runtime_migration", List.of("language", "version"), migration()),
                new TruthTable("runtime_lifetime", List.of("language", "version"), lifetime()));
    }

    /** Active seconds of a day, of all that has the key. */
    private static final class ActiveDays {
        private final Map<String, Map<LocalDate, Double>> seconds = new TreeMap<>();

        void add(String key, ContainerDay day) {
            seconds.computeIfAbsent(key, all -> new TreeMap<>()).merge(day.day(), day.activeSeconds(), Double::sum);
        }

        long count(String key) {
            return seconds.getOrDefault(key, Map.of()).values().stream()
                    .filter(DemoSettings::isActive)
                    .count();
        }

        boolean has(String key, LocalDate day) {
            return DemoSettings.isActive(seconds.getOrDefault(key, Map.of()).getOrDefault(day, 0.0));
        }
    }

    /** How many containers ran and were active in each environment, and on how many days. */
    private List<Map<String, @Nullable Object>> lifecycle() {
        ActiveDays active = new ActiveDays();
        Map<String, Set<String>> containers = new TreeMap<>();
        for (ContainerDay day : days) {
            active.add(day.identity(), day);
            containers
                    .computeIfAbsent(day.environment(), environment -> new HashSet<>())
                    .add(day.identity());
        }
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        containers.forEach((environment, ran) -> {
            ReportRow row = new ReportRow().with("environment", environment).with("ran_count", (long) ran.size());
            row.count("active_count", 0).count("active_container_day_count", 0);
            for (String container : ran) {
                long activeDays = active.count(container);
                row.count("active_count", activeDays > 0 ? 1 : 0).count("active_container_day_count", activeDays);
            }
            rows.add(row.columns());
        });
        return rows;
    }

    /** How many containers of an image each person ran and was active in: of each image by itself. */
    private List<Map<String, @Nullable Object>> churn() {
        ActiveDays active = new ActiveDays();
        Map<String, ReportRow> rows = new TreeMap<>();
        Map<String, Set<String>> containers = new TreeMap<>();
        for (ContainerDay day : days) {
            if (!day.owner().isEmpty()) {
                String repository = day.image().repository();
                String key = day.owner() + " " + repository;
                active.add(key + " " + day.identity(), day);
                rows.computeIfAbsent(
                        key, all -> new ReportRow().with("owner", day.owner()).with("repository", repository));
                containers.computeIfAbsent(key, all -> new HashSet<>()).add(day.identity());
            }
        }
        rows.forEach((key, row) -> {
            Set<String> ran = containers.getOrDefault(key, Set.of());
            row.with("ran_count", (long) ran.size())
                    .with(
                            "active_count",
                            ran.stream()
                                    .filter(container -> active.count(key + " " + container) > 0)
                                    .count());
        });
        return rows.values().stream().map(ReportRow::columns).toList();
    }

    /** First and last day of each person in a version: days on which they and a container of theirs with it were. */
    private Map<Version, Map<String, Span>> use() {
        ActiveDays active = new ActiveDays();
        days.forEach(day -> active.add(day.owner(), day));
        Map<Version, Map<String, Span>> use = new TreeMap<>();
        for (ContainerDay day : days) {
            if (!day.owner().isEmpty() && day.activeSeconds() > 0 && active.has(day.owner(), day.day())) {
                for (Version version : Version.of(day.image())) {
                    use.computeIfAbsent(version, all -> new TreeMap<>())
                            .merge(day.owner(), new Span(day.day(), day.day()), Span::with);
                }
            }
        }
        return use;
    }

    private record Span(LocalDate first, LocalDate last) {
        Span with(Span other) {
            return new Span(
                    first.isBefore(other.first) ? first : other.first, last.isAfter(other.last) ? last : other.last);
        }

        static Span of(Map<String, Span> people) {
            return people.values().stream().reduce(Span::with).orElseThrow();
        }
    }

    /** Language and first two parts of its version. */
    private record Version(String language, String minor) implements Comparable<Version> {
        static List<Version> of(ContainerDay.ImageFacts image) {
            List<Version> versions = new ArrayList<>();
            if (!image.rVersion().isEmpty()) {
                versions.add(new Version("R", minor(image.rVersion())));
            }
            if (!image.pythonVersion().isEmpty()) {
                versions.add(new Version("Python", minor(image.pythonVersion())));
            }
            return versions;
        }

        private static String minor(String version) {
            String[] parts = version.split("\\.", -1);
            return parts[0] + "." + parts[1];
        }

        ReportRow row() {
            return new ReportRow().with("language", language).with("version", minor);
        }

        @Override
        public int compareTo(Version other) {
            int byLanguage = language.compareTo(other.language);
            return byLanguage == 0 ? minor.compareTo(other.minor) : byLanguage;
        }
    }

    private List<Map<String, @Nullable Object>> migration() {
        Map<Version, Map<String, Span>> use = use();
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        use.forEach((version, people) -> {
            LocalDate first = Span.of(people).first();
            Set<String> population = new HashSet<>();
            use.forEach((other, users) -> users.forEach((user, span) -> {
                if (other.language().equals(version.language()) && !span.last().isBefore(first)) {
                    population.add(user);
                }
            }));
            rows.add(version.row()
                    .with("first_seen_on", first)
                    .with("population_count", (long) population.size())
                    .with("people_count", (long) people.size())
                    .columns());
        });
        return rows;
    }

    private List<Map<String, @Nullable Object>> lifetime() {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        use().forEach((version, people) -> {
            Span span = Span.of(people);
            rows.add(version.row()
                    .with("first_seen_on", span.first())
                    .with("last_seen_on", span.last())
                    .with("lifetime_days", ChronoUnit.DAYS.between(span.first(), span.last()) + 1)
                    .with("people_count", (long) people.size())
                    .columns());
        });
        return rows;
    }
}
