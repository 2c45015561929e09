package org.scewarehouse.etl.source.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.scewarehouse.etl.lockfile.LockFileKind;
import org.scewarehouse.etl.simulator.gitlab.Commit;
import org.scewarehouse.etl.simulator.gitlab.GitlabOptions;
import org.scewarehouse.etl.simulator.gitlab.GitlabTruth;
import org.scewarehouse.etl.simulator.gitlab.GitlabWorld;
import org.scewarehouse.etl.simulator.gitlab.Pipeline;
import org.scewarehouse.etl.simulator.gitlab.Project;
import org.scewarehouse.etl.simulator.gitlab.Project.Kind;
import org.scewarehouse.etl.simulator.gitlab.WorldSettings;

/**
 * Thirty days of a simulated server, collected by a night after the tenth day and by one after each later day: what is
 * in the facts must be what happened there, and no night may ask for more than what changed.
 */
public final class GitlabNights {

    private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);
    private static final int DAYS = 30;
    private static final int HISTORY = 9;
    private static final Pattern OF_PROJECT = Pattern.compile("/projects/(\\d+)/.*");

    private final GitlabWorld world;
    private final GitlabRig rig;
    private final Set<String> blobs = new HashSet<>();

    private GitlabNights(GitlabWorld world, GitlabRig rig) {
        this.world = world;
        this.rig = rig;
    }

    /** A world of so many projects, each active on so many of a thousand days. */
    static GitlabWorld world(int projects, int activeThousandths) {
        return new GitlabWorld(
                WorldSettings.of(FIRST, DAYS, projects, Math.max(9, projects / 20), activeThousandths / 1000.0));
    }

    /**
     * Collects that world, of which one of 97 requests is refused as too many.
     *
     * @throws AssertionError where a fact is not the truth, or a night asked for more than it should
     */
    public static void check(Path folder, int projects, int activeThousandths) {
        GitlabWorld world = world(projects, activeThousandths);
        try (GitlabRig rig = new GitlabRig(folder, world, GitlabOptions.usual().throttling(97))) {
            rig.use(new MortalLake()); // in memory: nights of this many days would else wait for the disk
            GitlabNights nights = new GitlabNights(world, rig);
            nights.collect();
            for (int i = 0; i < DAYS; i++) {
                nights.assertCommits(FIRST.plusDays(i));
                nights.assertPipelines(FIRST.plusDays(i));
            }
            nights.assertRepositories();
            nights.assertPackages();
            nights.assertLanguages();
        }
    }

    /** The first night finds ten days of history; then each night asks for its day and two before it again. */
    private void collect() {
        for (int i = HISTORY; i < DAYS; i++) {
            LocalDate day = FIRST.plusDays(i);
            List<LocalDate> asked = new ArrayList<>();
            for (int back = i == HISTORY ? HISTORY : 2; back >= 0; back--) {
                asked.add(day.minusDays(back));
            }
            rig.night(day, asked);
            assertAskedOnlyWhatChanged(day, asked, i == HISTORY);
        }
    }

    /** State is asked of what has changed since the night before, commits of what changed in the days asked for. */
    private void assertAskedOnlyWhatChanged(LocalDate day, List<LocalDate> days, boolean isFirst) {
        Set<String> paths = new HashSet<>(rig.simulator().takeAsked());
        Instant at = nightAfter(day);
        Instant since = days.get(0).atStartOfDay().toInstant(ZoneOffset.UTC).minus(Duration.ofHours(2));
        Instant lastNight = day.minusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        Set<Long> committed = new HashSet<>();
        Set<Long> changed = new HashSet<>();
        Set<Long> pending = new HashSet<>();
        for (Project project : world.projects()) {
            if (project.isThere(at)) {
                Instant activity = world.lastActivityAt(project, at);
                boolean isNew = isFirst || !project.isThere(nightAfter(day.minusDays(1)));
                add(committed, project, project.hasFiles() && !activity.isBefore(since));
                add(changed, project, isNew || !activity.isBefore(lastNight));
                boolean isSought = isFirst || !activity.isBefore(lastNight.minus(Duration.ofDays(2)));
                add(pending, project, project.kind() == Kind.DATA && (isSought || i(day) < HISTORY + 3));
            }
        }
        assertThat(asked(paths, "/repository/commits")).as("commits, %s", day).isEqualTo(committed);
        Set<Long> seen = asked(paths, "/members/all");
        assertThat(seen).as("members, %s", day).containsAll(changed);
        changed.addAll(pending); // without languages, which are sought for three nights
        assertThat(changed).as("members, %s", day).containsAll(seen);
        for (String path : paths) {
            if (path.contains("/blobs/")) {
                assertThat(blobs.add(path.split("/", -1)[5]))
                        .as("fetched twice: %s", path)
                        .isTrue();
            }
        }
        changed.addAll(committed);
        long calls = paths.stream()
                .filter(path -> OF_PROJECT.matcher(path).matches())
                .count();
        long scheduled = asked(paths, "/pipelines").stream()
                .filter(id -> !changed.contains(id))
                .count();
        if (!isFirst) {
            assertThat(calls - 2 * scheduled).as("calls, %s", day).isLessThanOrEqualTo(6L * changed.size());
        }
    }

    private static void add(Set<Long> ids, Project project, boolean isIn) {
        if (isIn) {
            ids.add(project.id());
        }
    }

    private int i(LocalDate day) {
        return (int) ChronoUnit.DAYS.between(FIRST, day);
    }

    private static Set<Long> asked(Set<String> paths, String what) {
        Set<Long> ids = new HashSet<>();
        for (String path : paths) {
            Matcher project = OF_PROJECT.matcher(path);
            if (project.matches() && path.contains(what)) {
                ids.add(Long.parseLong(project.group(1)));
            }
        }
        return ids;
    }

    private static Instant nightAfter(LocalDate day) {
        return day.plusDays(1).atTime(2, 0).toInstant(ZoneOffset.UTC);
    }

    private Map<String, String> numbers(LocalDate day) {
        Map<String, String> numbers = new HashMap<>();
        rig.rows(day, "dim_repository")
                .forEach(row -> numbers.put(row.get("repository_key"), row.get("gitlab_project_id")));
        return numbers;
    }

    private void assertCommits(LocalDate day) {
        SortedMap<String, String> truth = new TreeMap<>();
        for (Project project : world.projects()) {
            Map<String, long[]> byAuthor = new TreeMap<>();
            for (Commit commit : world.commits(project, day)) {
                String who = commit.email().isEmpty()
                        ? "nobody"
                        : commit.email().endsWith("laptop.local") ? commit.email() : "account " + commit.author();
                long[] counts = byAuthor.computeIfAbsent(who, key -> new long[4]);
                counts[commit.isMerge() ? 1 : 0]++;
                counts[2] += commit.isMerge() ? 0 : commit.additions();
                counts[3] += commit.isMerge() ? 0 : commit.deletions();
            }
            byAuthor.forEach((who, counts) -> truth.put(
                    project.id() + " " + who,
                    counts[0] + " " + counts[1] + " " + (counts[0] == 0 ? "" : counts[2] + " " + counts[3])));
        }
        Map<String, String> numbers = numbers(day);
        Map<String, String> people = people(day);
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

    private Map<String, String> people(LocalDate day) {
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

    private void assertPipelines(LocalDate day) {
        SortedMap<String, Long> truth = new TreeMap<>();
        for (Project project : world.projects()) {
            for (Pipeline pipeline : world.pipelines(project, day)) {
                String outcome = pipeline.status(nightAfter(day));
                long seconds = pipeline.jobs().stream()
                        .mapToLong(Pipeline.Job::seconds)
                        .sum();
                String name = project.id() + " " + pipeline.source() + " " + outcome + " "
                        + pipeline.jobs().size() + " " + seconds;
                truth.merge(name, 1L, Long::sum);
            }
        }
        Map<String, String> numbers = numbers(day);
        SortedMap<String, Long> found = new TreeMap<>();
        for (Map<String, String> row : rig.rows(day, "fact_pipeline")) {
            String name = numbers.get(row.get("repository_key")) + " " + row.get("trigger_name") + " "
                    + row.get("outcome") + " " + row.get("job_count") + " " + row.get("job_seconds");
            found.merge(name, 1L, Long::sum);
        }
        assertThat(found).as(day.toString()).isEqualTo(truth);
    }

    private void assertRepositories() {
        for (int i = HISTORY; i < DAYS; i++) {
            LocalDate day = FIRST.plusDays(i);
            Instant at = nightAfter(day);
            Map<String, String> numbers = numbers(day);
            Map<String, Map<String, String>> listed = new TreeMap<>();
            rig.rows(day, "fact_repository_day").stream()
                    .filter(row -> "true".equals(row.get("is_listed")))
                    .forEach(row -> listed.put(numbers.getOrDefault(row.get("repository_key"), ""), row));
            Set<String> truth = new TreeSet<>();
            for (Project project : world.projects()) {
                if (project.isThere(at)) {
                    truth.add(Long.toString(project.id()));
                    assertThat(listed.get(Long.toString(project.id())))
                            .as("%s on %s", project.kind(), day)
                            .containsEntry(
                                    "member_count",
                                    Integer.toString(world.members(project).size()))
                            .containsEntry("storage_bytes", Long.toString(3_000L * (project.number() + 1)));
                }
            }
            assertThat(listed.keySet()).as(day.toString()).isEqualTo(truth);
            assertVersions(day);
        }
        LocalDate gone = FIRST.plusDays(DAYS / 3);
        int deleted = (int) world.projects().stream()
                .filter(project -> project.kind() == Kind.DELETED)
                .count();
        assertThat(rig.rows(gone, "dim_repository"))
                .filteredOn(row -> gone.toString().equals(row.get("deleted_observed_on")))
                .hasSize(deleted);
        assertThat(rig.rows(gone, "fact_repository_day"))
                .filteredOn(row -> "false".equals(row.get("is_listed")))
                .hasSize(deleted);
    }

    private void assertVersions(LocalDate day) {
        LocalDate change = FIRST.plusDays(DAYS / 2);
        Map<String, List<Map<String, String>>> all = rig.rows(day, "dim_repository").stream()
                .collect(Collectors.groupingBy(row -> row.getOrDefault("gitlab_project_id", "")));
        for (Project project : world.projects()) {
            List<Map<String, String>> versions = all.getOrDefault(Long.toString(project.id()), List.of());
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

    private void assertPackages() {
        Instant end = nightAfter(FIRST.plusDays(DAYS - 1));
        assertThat(world.projects().stream().flatMap(project -> world.files(project, end).stream()))
                .extracting(file -> LockFileKind.of(file.path(), 4).orElse(null))
                .contains(LockFileKind.values());
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
            for (Project project : world.projects()) {
                SortedSet<String> truth = project.isThere(nightAfter(day))
                        ? GitlabTruth.packages(world, project, nightAfter(day))
                        : new TreeSet<>();
                assertThat(open.getOrDefault(Long.toString(project.id()), new TreeSet<>()))
                        .as("%s %s on %s", project.kind(), project.id(), day)
                        .isEqualTo(truth);
            }
        }
        assertThat(changes.keySet()).hasSizeGreaterThan(world.projects().size());
    }

    private void assertLanguages() {
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
        for (Project project : world.projects()) {
            if (project.isThere(at)) {
                world.languages(project, at)
                        .forEach((name, share) -> truth.add(project.id() + " " + name + " " + share));
            }
        }
        Set<String> found = new HashSet<>();
        open.forEach((name, share) -> found.add(name.substring(0, name.lastIndexOf(' ')) + " " + share));
        assertThat(found).isEqualTo(truth);
    }
}
