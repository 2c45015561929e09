package org.scewarehouse.etl.source.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.simulator.gitlab.Commit;
import org.scewarehouse.etl.simulator.gitlab.GitlabOptions;
import org.scewarehouse.etl.simulator.gitlab.GitlabTruth;
import org.scewarehouse.etl.simulator.gitlab.GitlabWorld;
import org.scewarehouse.etl.simulator.gitlab.Pipeline;
import org.scewarehouse.etl.simulator.gitlab.Project;
import org.scewarehouse.etl.simulator.gitlab.Project.Kind;
import org.scewarehouse.etl.simulator.gitlab.WorldSettings;

/** Thirty nights against a simulated server: what is in the facts is what happened there. */
class GitlabTruthTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);
    private static final int DAYS = 30;
    private static final int HISTORY = 9;
    private static final GitlabWorld WORLD = new GitlabWorld(WorldSettings.of(FIRST, DAYS, 60, 9, 0.3));

    @TempDir
    Path folder;

    @Test
    void factsOfThirtyNightsAreTheTruth() {
        try (GitlabRig rig = new GitlabRig(folder, WORLD, GitlabOptions.usual().throttling(97))) {
            collect(rig);
            for (int i = 0; i < DAYS; i++) {
                assertCommits(rig, FIRST.plusDays(i));
                assertPipelines(rig, FIRST.plusDays(i));
            }
            assertRepositories(rig);
            assertPackages(rig);
            assertLanguages(rig);
        }
    }

    /** The first night finds ten days of history; then each night asks for its day and two before it again. */
    private static void collect(GitlabRig rig) {
        for (int i = HISTORY; i < DAYS; i++) {
            LocalDate day = FIRST.plusDays(i);
            List<LocalDate> asked = new ArrayList<>();
            for (int back = i == HISTORY ? HISTORY : 2; back >= 0; back--) {
                asked.add(day.minusDays(back));
            }
            rig.night(day, asked);
        }
    }

    private static Instant nightAfter(LocalDate day) {
        return day.plusDays(1).atTime(2, 0).toInstant(ZoneOffset.UTC);
    }

    private static Map<String, String> numbers(GitlabRig rig, LocalDate day) {
        Map<String, String> numbers = new HashMap<>();
        rig.rows(day, "dim_repository")
                .forEach(row -> numbers.put(row.get("repository_key"), row.get("gitlab_project_id")));
        return numbers;
    }

    private static void assertCommits(GitlabRig rig, LocalDate day) {
        SortedMap<String, String> truth = new TreeMap<>();
        for (Project project : WORLD.projects()) {
            Map<String, long[]> byAuthor = new TreeMap<>();
            if (project.isThere(nightAfter(day)) || day.isBefore(FIRST.plusDays(DAYS))) {
                for (Commit commit : WORLD.commits(project, day)) {
                    String who = commit.email().isEmpty()
                            ? "nobody"
                            : commit.email().endsWith("laptop.local") ? commit.email() : "account " + commit.author();
                    long[] counts = byAuthor.computeIfAbsent(who, key -> new long[4]);
                    counts[commit.isMerge() ? 1 : 0]++;
                    counts[2] += commit.isMerge() ? 0 : commit.additions();
                    counts[3] += commit.isMerge() ? 0 : commit.deletions();
                }
            }
            byAuthor.forEach((who, counts) -> truth.put(
                    project.id() + " " + who,
                    counts[0] + " " + counts[1] + " " + (counts[0] == 0 ? "" : counts[2] + " " + counts[3])));
        }
        Map<String, String> numbers = numbers(rig, day);
        Map<String, String> people = people(rig, day);
        SortedMap<String, String> found = new TreeMap<>();
        for (Map<String, String> row : rig.rows(day, "fact_commit_day")) {
            String lines = "0".equals(row.get("commit_count"))
                    ? ""
                    : row.get("added_line_count") + " " + row.get("deleted_line_count");
            found.put(
                    numbers.get(row.get("repository_key")) + " " + people.get(row.get("user_id")),
                    row.get("commit_count") + " " + row.get("merge_commit_count") + " " + lines);
        }
        assertThat(found).as(day.toString()).isEqualTo(truth);
    }

    private static Map<String, String> people(GitlabRig rig, LocalDate day) {
        Map<String, String> people = new HashMap<>(Map.of("0", "nobody"));
        for (Map<String, String> row : rig.rows(day, "bridge_identity")) {
            String identifier = row.getOrDefault("identifier", "");
            if ("gitlab".equals(row.get("system_name"))) {
                people.put(row.get("user_id"), "account " + (Long.parseLong(identifier) - GitlabWorld.accountId(0)));
            } else if (identifier.endsWith("laptop.local")) {
                people.put(row.get("user_id"), identifier);
            }
        }
        return people;
    }

    private static void assertPipelines(GitlabRig rig, LocalDate day) {
        SortedMap<String, Long> truth = new TreeMap<>();
        for (Project project : WORLD.projects()) {
            for (Pipeline pipeline : WORLD.pipelines(project, day)) {
                String outcome = pipeline.status(nightAfter(day));
                long seconds = pipeline.jobs().stream()
                        .mapToLong(Pipeline.Job::seconds)
                        .sum();
                String name = project.id() + " " + pipeline.source() + " " + outcome + " "
                        + pipeline.jobs().size() + " " + seconds;
                truth.merge(name, 1L, Long::sum);
            }
        }
        Map<String, String> numbers = numbers(rig, day);
        SortedMap<String, Long> found = new TreeMap<>();
        for (Map<String, String> row : rig.rows(day, "fact_pipeline")) {
            String name = numbers.get(row.get("repository_key")) + " " + row.get("trigger_name") + " "
                    + row.get("outcome") + " " + row.get("job_count") + " " + row.get("job_seconds");
            found.merge(name, 1L, Long::sum);
        }
        assertThat(found).as(day.toString()).isEqualTo(truth);
    }

    private static void assertRepositories(GitlabRig rig) {
        for (int i = HISTORY; i < DAYS; i++) {
            LocalDate day = FIRST.plusDays(i);
            Instant at = nightAfter(day);
            Map<String, String> numbers = numbers(rig, day);
            Map<String, Map<String, String>> listed = new TreeMap<>();
            rig.rows(day, "fact_repository_day").stream()
                    .filter(row -> "true".equals(row.get("is_listed")))
                    .forEach(row -> listed.put(numbers.getOrDefault(row.get("repository_key"), ""), row));
            Set<String> truth = new TreeSet<>();
            for (Project project : WORLD.projects()) {
                if (project.isThere(at)) {
                    truth.add(Long.toString(project.id()));
                    assertThat(listed.get(Long.toString(project.id())))
                            .as("%s on %s", project.kind(), day)
                            .containsEntry(
                                    "member_count",
                                    Integer.toString(WORLD.members(project).size()))
                            .containsEntry("storage_bytes", Long.toString(3_000L * (project.number() + 1)));
                }
            }
            assertThat(listed.keySet()).as(day.toString()).isEqualTo(truth);
            assertVersions(rig, day);
        }
        LocalDate gone = FIRST.plusDays(DAYS / 3);
        assertThat(rig.rows(gone, "dim_repository"))
                .filteredOn(row -> gone.toString().equals(row.get("deleted_observed_on")))
                .hasSize(3);
        assertThat(rig.rows(gone, "fact_repository_day"))
                .filteredOn(row -> "false".equals(row.get("is_listed")))
                .hasSize(3);
    }

    private static void assertVersions(GitlabRig rig, LocalDate day) {
        LocalDate change = FIRST.plusDays(DAYS / 2);
        List<Map<String, String>> all = rig.rows(day, "dim_repository");
        for (Project project : WORLD.projects()) {
            List<Map<String, String>> versions = all.stream()
                    .filter(row -> Long.toString(project.id()).equals(row.get("gitlab_project_id")))
                    .toList();
            boolean changes = project.kind() == Kind.RENAMED || project.kind() == Kind.ARCHIVED;
            if (changes && day.equals(change)) {
                assertThat(versions)
                        .hasSize(2)
                        .anySatisfy(row -> assertThat(row)
                                .containsEntry("valid_from", "1900-01-01")
                                .containsEntry("valid_to", change.toString())
                                .containsEntry("is_current", "false"))
                        .anySatisfy(row -> assertThat(row)
                                .containsEntry("valid_from", change.toString())
                                .containsEntry("valid_to", "9999-12-31")
                                .containsEntry("is_current", "true"));
            } else if (project.kind() != Kind.DELETED) {
                String from = changes && day.isAfter(change) ? change.toString() : "1900-01-01";
                assertThat(versions)
                        .hasSizeLessThanOrEqualTo(1)
                        .allSatisfy(row -> assertThat(row).containsEntry("valid_from", from));
            }
        }
    }

    private static void assertPackages(GitlabRig rig) {
        Map<String, String> names = new HashMap<>();
        Map<String, SortedMap<LocalDate, String>> changes = new HashMap<>();
        Map<String, String> numberById = new HashMap<>();
        for (int i = HISTORY; i < DAYS; i++) {
            LocalDate day = FIRST.plusDays(i);
            rig.rows(day, "dim_package")
                    .forEach(row -> names.put(
                            row.get("package_key"),
                            row.get("ecosystem_name") + " " + row.get("package_name") + " "
                                    + row.get("package_version")));
            rig.rows(day, "dim_repository")
                    .forEach(row -> numberById.put(row.get("repository_id"), row.get("gitlab_project_id")));
            Map<String, SortedSet<String>> open = new HashMap<>();
            for (Map<String, String> row : rig.rows(day, "bridge_repository_package")) {
                String key = row.get("repository_id") + "|" + row.get("package_key") + "|" + row.get("valid_from");
                changes.computeIfAbsent(key, k -> new TreeMap<>()).put(day, row.getOrDefault("valid_to", ""));
            }
            changes.forEach((key, states) -> {
                String[] parts = key.split("\\|", -1);
                if ("9999-12-31".equals(states.get(states.lastKey()))) {
                    open.computeIfAbsent(numberById.getOrDefault(parts[0], ""), k -> new TreeSet<>())
                            .add(names.getOrDefault(parts[1], ""));
                }
            });
            for (Project project : WORLD.projects()) {
                SortedSet<String> truth = project.isThere(nightAfter(day))
                        ? GitlabTruth.packages(WORLD, project, nightAfter(day))
                        : new TreeSet<>();
                assertThat(open.getOrDefault(Long.toString(project.id()), new TreeSet<>()))
                        .as("%s %s on %s", project.kind(), project.id(), day)
                        .isEqualTo(truth);
            }
        }
        assertThat(changes.keySet()).hasSizeGreaterThan(WORLD.projects().size());
    }

    private static void assertLanguages(GitlabRig rig) {
        Map<String, String> open = new TreeMap<>();
        Map<String, String> numberById = new HashMap<>();
        for (int i = HISTORY; i < DAYS; i++) {
            LocalDate day = FIRST.plusDays(i);
            rig.rows(day, "dim_repository")
                    .forEach(row -> numberById.put(row.get("repository_id"), row.get("gitlab_project_id")));
            for (Map<String, String> row : rig.rows(day, "bridge_repository_language")) {
                String name = numberById.get(row.get("repository_id")) + " " + row.get("language_name") + " "
                        + row.get("valid_from");
                if ("9999-12-31".equals(row.get("valid_to"))) {
                    open.put(name, String.valueOf(row.get("share_percent")));
                } else {
                    open.remove(name);
                }
            }
        }
        Set<String> truth = new HashSet<>();
        Instant at = nightAfter(FIRST.plusDays(DAYS - 1));
        for (Project project : WORLD.projects()) {
            if (project.isThere(at)) {
                WORLD.languages(project, at)
                        .forEach((name, share) -> truth.add(project.id() + " " + name + " " + share));
            }
        }
        Set<String> found = new HashSet<>();
        open.forEach((name, share) -> found.add(name.substring(0, name.lastIndexOf(' ')) + " " + share));
        assertThat(found).isEqualTo(truth);
    }

    @Test
    void theSecondNightAsksOnlyWhatChanged() {
        LocalDate quiet = FIRST.plusDays(DAYS);
        try (GitlabRig rig = new GitlabRig(folder, WORLD, GitlabOptions.usual().withQuickLanguages())) {
            rig.night(quiet, List.of(quiet));
            assertThat(rig.simulator().takeAsked()).anyMatch(path -> path.contains("/languages"));
            rig.night(quiet.plusDays(4), List.of(quiet.plusDays(2), quiet.plusDays(3), quiet.plusDays(4)));
            List<String> asked = rig.simulator().takeAsked();
            Set<Long> pending = new HashSet<>();
            WORLD.projects().stream()
                    .filter(project -> project.kind() == Kind.DATA || project.kind() == Kind.SCHEDULED)
                    .forEach(project -> pending.add(project.id()));
            assertThat(asked)
                    .filteredOn(path -> path.matches("/projects/\\d+/.*"))
                    .allMatch(path -> pending.contains(Long.parseLong(path.split("/", -1)[2])));
            assertThat(asked).noneMatch(path -> path.contains("/blobs/"));
        }
    }
}
