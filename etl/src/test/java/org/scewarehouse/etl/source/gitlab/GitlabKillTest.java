package org.scewarehouse.etl.source.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.simulator.gitlab.GitlabOptions;
import org.scewarehouse.etl.simulator.gitlab.GitlabWorld;
import org.scewarehouse.etl.simulator.gitlab.Refusal;
import org.scewarehouse.etl.simulator.gitlab.WorldSettings;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.TableSpec;

/**
 * Nights that are killed after so many steps, a step being a request or a change of the lake, and then gone on with: a
 * small server's after each step, a larger one's after every 19th; {@code -Dsce.kill-every=1} kills after each there
 * too.
 */
class GitlabKillTest {

    private static final int KILL_EVERY = Integer.getInteger("sce.kill-every", 19);
    private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);
    private static final List<LocalDate> FIRST_NIGHT = days(0, 1, 2);
    private static final List<LocalDate> SECOND_NIGHT = days(1, 2, 3);
    /** Numbers so far apart that there are several groups of projects. */
    private static final GitlabWorld LARGE = new GitlabWorld(
            WorldSettings.of(FIRST, 6, 24, 6, 0.6).withPackages(3).withIdStep(400));

    private static final GitlabWorld SMALL =
            new GitlabWorld(WorldSettings.of(FIRST, 6, 2, 4, 1).withPackages(1));

    private static final Pattern OF_PROJECT = Pattern.compile("/projects/(\\d+)/([a-z]+(?:/[a-z]+)?)[/?]?.*");
    private static final Pattern SINCE = Pattern.compile(".*[?&]since=([^&]+).*");

    @TempDir
    Path folder;

    private static List<LocalDate> days(int... places) {
        List<LocalDate> days = new ArrayList<>();
        for (int place : places) {
            days.add(FIRST.plusDays(place));
        }
        return days;
    }

    @Test
    void aKillAtAnyPointLosesNothingAndAsksForNothingTwiceThatWasKept() {
        MortalLake afterFirst = killed(LARGE, new MortalLake(), FIRST_NIGHT, 1, KILL_EVERY);
        killed(LARGE, afterFirst, SECOND_NIGHT, 2, KILL_EVERY);
    }

    @Test
    void aKillAtEveryPointOfTheNightsOfASmallServerLosesNothing() {
        MortalLake afterFirst = killed(SMALL, new MortalLake(), days(0), 1, 1);
        killed(SMALL, afterFirst, days(1), 1, 1);
    }

    /** Kills a night at many points; what nobody killed leaves is returned. */
    private MortalLake killed(GitlabWorld world, MortalLake before, List<LocalDate> days, int attempt, int killEvery) {
        MortalLake whole = before.successor(Long.MAX_VALUE);
        Night undisturbed = night(world, whole, days, attempt, new HashSet<>());
        int kills = 0;
        boolean isDead = true;
        for (long steps = 1; isDead; steps += killEvery) {
            String when = "killed after " + steps + " steps";
            MortalLake dying = before.successor(steps);
            Set<LocalDate> built = new HashSet<>();
            isDead = dies(world, dying, days, attempt, built);
            if (isDead) {
                kills++;
                Kept kept = new Kept(dying.successor(Long.MAX_VALUE), days, attempt);
                Night next = night(world, dying.successor(Long.MAX_VALUE), days, attempt, built);
                kept.assertNotAskedAgain(next.asked, when);
                assertThat(next.facts).as(when).isEqualTo(undisturbed.facts);
            }
        }
        assertThat(kills).isGreaterThan((world == SMALL ? 40 : 200) / killEvery);
        return whole;
    }

    private boolean dies(GitlabWorld world, MortalLake lake, List<LocalDate> days, int attempt, Set<LocalDate> built) {
        try {
            night(world, lake, days, attempt, built);
        } catch (RuntimeException e) {
            assertThat(lake.isDead()).as(e.toString()).isTrue();
        }
        return lake.isDead();
    }

    private record Night(List<String> asked, Map<String, List<?>> facts) {}

    /** A process: asks for the days that are not built yet, and builds them. */
    private Night night(GitlabWorld world, MortalLake lake, List<LocalDate> days, int attempt, Set<LocalDate> built) {
        try (GitlabRig rig = new GitlabRig(folder, world, GitlabOptions.usual().withQuickLanguages())) {
            rig.use(lake);
            rig.after(days.get(days.size() - 1));
            rig.simulator().guard(path -> lake.step() ? null : Refusal.of(401, "Unauthorized"));
            GitlabSource source = rig.source();
            for (LocalDate date : days) {
                Day day = new Day(date, ZoneOffset.UTC);
                if (!built.contains(date)) {
                    rig.extract(source, day, attempt);
                    rig.build(source, day);
                    built.add(date);
                }
            }
            return new Night(rig.simulator().takeAsked(), facts(rig, days));
        }
    }

    private static Map<String, List<?>> facts(GitlabRig rig, List<LocalDate> days) {
        Map<String, List<?>> facts = new TreeMap<>();
        for (LocalDate day : days) {
            for (TableSpec<?> table : GitlabTransform.tables()) {
                facts.put(day + " " + table.name(), rig.rows(day, table.name()));
            }
            facts.put(day + " findings", rig.findings(day));
        }
        return facts;
    }

    /** What a dead process has left in raw. */
    private static final class Kept {

        private final MortalLake lake;
        private final List<LocalDate> days;
        private final Map<String, RawZone.Writer> writers = new TreeMap<>();

        Kept(MortalLake lake, List<LocalDate> days, int attempt) {
            this.lake = lake;
            this.days = days;
            RawZone raw = new RawZone(lake);
            for (LocalDate day : days) {
                GitlabEndpoints.all()
                        .forEach(endpoint -> writers.put(
                                day + endpoint.name(), raw.writer("gitlab", endpoint.name(), day, attempt)));
            }
        }

        /** Days of which a part is missing. */
        private List<LocalDate> missing(String endpoint, String part) {
            return days.stream()
                    .filter(day -> {
                        RawZone.Writer writer = writers.get(day + endpoint);
                        return writer != null && !writer.has(part);
                    })
                    .toList();
        }

        private boolean isMissingNow(String endpoint, String part) {
            return missing(endpoint, part).contains(days.get(days.size() - 1));
        }

        void assertNotAskedAgain(List<String> asked, String when) {
            // Whoever has no languages yet is asked a second time, as documented.
            assertThat(asked.stream().filter(path -> !path.endsWith("/languages")))
                    .as(when)
                    .doesNotHaveDuplicates();
            for (String path : asked) {
                assertThat(isWanted(path)).as("%s: %s", when, path).isTrue();
            }
        }

        private boolean isWanted(String path) {
            Matcher project = OF_PROJECT.matcher(path);
            if (path.startsWith("/users")) {
                return !missing(GitlabEndpoints.DIRECTORY, GitlabEndpoints.USERS)
                        .isEmpty();
            }
            if (!project.matches()) {
                return writers.values().stream().anyMatch(writer -> !writer.isComplete());
            }
            String group = String.format(Locale.ROOT, " %06d", Long.parseLong(project.group(1)) / ProjectAsking.GROUP);
            return switch (project.group(2)) {
                case "repository/commits" -> {
                    Matcher since = SINCE.matcher(path);
                    List<LocalDate> missing = missing(GitlabEndpoints.COMMITS, GitlabEndpoints.COMMITS + group);
                    yield since.matches()
                            && !missing.isEmpty()
                            && !Instant.parse(since.group(1)).isBefore(new Day(missing.get(0), ZoneOffset.UTC).from());
                }
                case "pipelines", "jobs" ->
                    !missing(GitlabEndpoints.PIPELINES, GitlabEndpoints.PIPELINES + group)
                            .isEmpty();
                case "languages" -> isMissingNow(GitlabEndpoints.LANGUAGES, GitlabEndpoints.LANGUAGES + group);
                case "members/all" -> isMissingNow(GitlabEndpoints.MEMBERS, GitlabEndpoints.MEMBERS + group);
                case "repository/tree" -> isMissingNow(GitlabEndpoints.LOCK_FILES, GitlabEndpoints.LOCK_FILES + group);
                case "repository/blobs" -> {
                    String blob = path.split("/", -1)[5];
                    yield isMissingNow(GitlabEndpoints.LOCK_FILES, GitlabEndpoints.LOCK_FILES + group)
                            && lake.list("raw/source=gitlab/lock_file/").stream()
                                    .noneMatch(key -> key.contains(blob));
                }
                default -> throw new AssertionError("an unexpected question: " + path);
            };
        }
    }
}
