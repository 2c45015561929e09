package org.scewarehouse.jobs.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.simulator.gitlab.Project;

/** What reports must say of languages and packages in repositories that are in use, and of whose they are. */
final class CodeReportTruth {

    /** The one package of the site itself. */
    private static final String INTERNAL = "r sitetools ";

    private final DemoSettings settings;
    private final DemoCode code;

    CodeReportTruth(DemoSettings settings, DemoCode code) {
        this.settings = settings;
        this.code = code;
    }

    List<TruthTable> tables() {
        return List.of(
                new TruthTable("package_adoption", List.of("ecosystem", "package", "version"), packages()),
                new TruthTable("language_split", List.of("language"), languages()),
                new TruthTable("internal_package_use", List.of("package"), internal()));
    }

    private static List<Map<String, @Nullable Object>> rows(Map<String, ReportRow> rows) {
        return rows.values().stream().map(ReportRow::columns).toList();
    }

    /** Who has committed anything but merges to a project in the period. */
    private Set<String> authors(Project project) {
        Set<String> authors = new TreeSet<>();
        settings.firstDay()
                .datesUntil(settings.lastDay().plusDays(1))
                .flatMap(day -> code.world().commits(project, day).stream())
                .filter(commit -> !commit.isMerge())
                .forEach(commit -> authors.add(code.author(commit)));
        authors.remove("");
        return authors;
    }

    /** How many repositories in use have a package version. */
    private List<Map<String, @Nullable Object>> packages() {
        Map<String, ReportRow> rows = new TreeMap<>();
        for (Project project : code.inUse()) {
            for (String text : code.packages(project)) {
                String[] parts = text.split(" ", -1);
                rows.computeIfAbsent(
                                text,
                                key -> new ReportRow()
                                        .with("ecosystem", parts[0])
                                        .with("package", parts[1])
                                        .with("version", parts[2]))
                        .count("repository_count", 1);
            }
        }
        return rows(rows);
    }

    /** How many repositories in use have a language, and as the greatest; of equal shares the first by name. */
    private List<Map<String, @Nullable Object>> languages() {
        Map<String, ReportRow> rows = new TreeMap<>();
        Map<String, List<Double>> shares = new TreeMap<>();
        Map<String, Set<String>> authors = new TreeMap<>();
        for (Project project : code.inUse()) {
            SortedMap<String, Double> split = code.world().languages(project, DemoSettings.night(settings.lastDay()));
            String main = split.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey)
                    .orElse("");
            split.forEach((language, share) -> {
                rows.computeIfAbsent(language, key -> new ReportRow().with("language", language))
                        .count("repository_count", 1)
                        .count("main_repository_count", language.equals(main) ? 1 : 0);
                shares.computeIfAbsent(language, key -> new ArrayList<>()).add(share);
            });
            authors.computeIfAbsent(main, key -> new HashSet<>()).addAll(authors(project));
        }
        rows.forEach((language, row) -> row.with(
                        "mean_share_percent",
                        shares.getOrDefault(language, List.of()).stream()
                                .mapToDouble(Double::doubleValue)
                                .average()
                                .orElse(0))
                .with("author_count", (long)
                        authors.getOrDefault(language, Set.of()).size()));
        return rows(rows);
    }

    /** Who uses the site's own package, and its latest version: the greatest in any lock file. */
    private List<Map<String, @Nullable Object>> internal() {
        Comparator<String> asVersions =
                Comparator.comparingInt(text -> Integer.parseInt(text.substring(text.lastIndexOf('.') + 1)));
        String latest = code.there().stream()
                .flatMap(project -> code.packages(project).stream())
                .filter(text -> text.startsWith(INTERNAL))
                .max(asVersions)
                .orElse("");
        if (latest.isEmpty()) {
            return List.of();
        }
        Set<String> versions = new TreeSet<>();
        Set<String> authors = new TreeSet<>();
        long repositories = 0;
        long latestRepositories = 0;
        for (Project project : code.inUse()) {
            for (String text : code.packages(project)) {
                if (text.startsWith(INTERNAL)) {
                    versions.add(text);
                    authors.addAll(authors(project));
                    repositories++;
                    latestRepositories += text.equals(latest) ? 1 : 0;
                }
            }
        }
        return List.of(new ReportRow()
                .with("package", "sitetools")
                .with("latest_version", latest.substring(INTERNAL.length()))
                .with("version_count", (long) versions.size())
                .with("repository_count", repositories)
                .with("latest_repository_count", latestRepositories)
                .with("author_count", (long) authors.size())
                .with("content_count", 0L)
                .columns());
    }
}
