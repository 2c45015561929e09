package org.scewarehouse.jobs.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.simulator.gitlab.Commit;
import org.scewarehouse.etl.simulator.gitlab.GitlabTruth;
import org.scewarehouse.etl.simulator.gitlab.GitlabWorld;
import org.scewarehouse.etl.simulator.gitlab.Project;
import org.scewarehouse.etl.simulator.gitlab.WorldSettings;

/** What the organisation's people write, and what is true of it. */
final class DemoCode {

    private static final int PROJECTS = 300;
    private static final double ACTIVE = 0.2;
    private static final int PACKAGES = 20;

    private final DemoSettings settings;
    private final GitlabWorld world;

    DemoCode(DemoSettings settings, List<Person> people) {
        this.settings = settings;
        List<WorldSettings.Person> accounts = people.stream()
                .map(person -> new WorldSettings.Person(person.login(), person.login() + "@example.org"))
                .toList();
        this.world = new GitlabWorld(new WorldSettings(
                settings.seed(),
                settings.firstDay(),
                settings.days(),
                settings.scaled(PROJECTS),
                accounts,
                ACTIVE,
                PACKAGES,
                1));
    }

    GitlabWorld world() {
        return world;
    }

    /** Who made a commit: a login; an address that belongs to nobody, which may be anyone; empty if it has none. */
    String author(Commit commit) {
        if (commit.email().isEmpty() || commit.email().endsWith(".local")) {
            return commit.email();
        }
        return world.settings().people().get(commit.author()).username();
    }

    /** Tables of the truth. */
    List<TruthTable> tables() {
        return List.of(
                new TruthTable("repository_commit_day", List.of("day", "gitlab_project_id"), commits()),
                new TruthTable(
                        "repository_package",
                        List.of("gitlab_project_id", "ecosystem_name", "package_name", "package_version"),
                        packages()));
    }

    private List<Map<String, @Nullable Object>> commits() {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        settings.firstDay()
                .datesUntil(settings.lastDay().plusDays(1))
                .forEach(day -> world.projects().forEach(project -> add(rows, day, project)));
        return rows;
    }

    private void add(List<Map<String, @Nullable Object>> rows, LocalDate day, Project project) {
        List<Commit> commits = world.commits(project, day);
        if (commits.isEmpty()) {
            return;
        }
        long merges = commits.stream().filter(Commit::isMerge).count();
        boolean hasOthers = merges < commits.size();
        Set<String> authors = new HashSet<>();
        commits.stream()
                .filter(commit -> !commit.isMerge() && !commit.email().isEmpty())
                .forEach(commit -> authors.add(
                        commit.email().endsWith(".local") ? commit.email() : Integer.toString(commit.author())));
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("day", day);
        row.put("gitlab_project_id", Long.toString(project.id()));
        row.put("commit_count", commits.size() - merges);
        row.put("merge_commit_count", merges);
        row.put("added_line_count", hasOthers ? sum(commits, true) : null);
        row.put("deleted_line_count", hasOthers ? sum(commits, false) : null);
        row.put("author_count", (long) authors.size());
        rows.add(row);
    }

    private static Long sum(List<Commit> commits, boolean isOfAdditions) {
        return commits.stream()
                .filter(commit -> !commit.isMerge())
                .mapToLong(commit -> isOfAdditions ? commit.additions() : commit.deletions())
                .sum();
    }

    /** Projects that are there on the last night and had a commit in the period. */
    List<Project> inUse() {
        return there().stream()
                .filter(project -> settings.firstDay()
                        .datesUntil(settings.lastDay().plusDays(1))
                        .anyMatch(day -> !world.commits(project, day).isEmpty()))
                .toList();
    }

    /** Projects that are there on the last night. */
    List<Project> there() {
        Instant last = DemoSettings.night(settings.lastDay());
        return world.projects().stream()
                .filter(project -> project.isThere(last))
                .toList();
    }

    /** Packages in the lock files of a project on the last night: ecosystem, name and version, with blanks between. */
    SortedSet<String> packages(Project project) {
        return GitlabTruth.packages(world, project, DemoSettings.night(settings.lastDay()));
    }

    private List<Map<String, @Nullable Object>> packages() {
        Instant last = DemoSettings.night(settings.lastDay());
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Project project : world.projects()) {
            if (project.isThere(last)) {
                GitlabTruth.packages(world, project, last).forEach(text -> {
                    String[] parts = text.split(" ", -1);
                    Map<String, @Nullable Object> row = new LinkedHashMap<>();
                    row.put("gitlab_project_id", Long.toString(project.id()));
                    row.put("ecosystem_name", parts[0]);
                    row.put("package_name", parts[1]);
                    row.put("package_version", parts[2]);
                    rows.add(row);
                });
            }
        }
        return rows;
    }
}
