package org.scewarehouse.etl.source.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.http.Retry;
import org.scewarehouse.etl.simulator.gitlab.GitlabOptions;
import org.scewarehouse.etl.simulator.gitlab.GitlabWorld;
import org.scewarehouse.etl.simulator.gitlab.Project;
import org.scewarehouse.etl.simulator.gitlab.Project.Kind;
import org.scewarehouse.etl.simulator.gitlab.Refusal;
import org.scewarehouse.etl.source.answers.ParallelAsking;

/** Thirty nights against a simulated server: what is in the facts is what happened there. */
class GitlabTruthTest {

    @TempDir
    Path folder;

    @Test
    void factsOfThirtyNightsAreTheTruthAndEachNightAsksOnlyWhatChanged() {
        GitlabNights.check(folder, 200, 150);
    }

    @Test
    void theSecondNightAsksOnlyWhatChanged() {
        GitlabWorld world = GitlabNights.world(60, 300);
        LocalDate quiet = LocalDate.of(2026, 3, 31);
        try (GitlabRig rig = new GitlabRig(folder, world, GitlabOptions.usual().withQuickLanguages())) {
            rig.night(quiet, List.of(quiet));
            assertThat(rig.simulator().takeAsked()).anyMatch(path -> path.contains("/languages"));
            rig.night(quiet.plusDays(4), List.of(quiet.plusDays(2), quiet.plusDays(3), quiet.plusDays(4)));
            List<String> asked = rig.simulator().takeAsked();
            Set<Long> pending = new HashSet<>();
            world.projects().stream()
                    .filter(project -> project.kind() == Kind.DATA || project.kind() == Kind.SCHEDULED)
                    .forEach(project -> pending.add(project.id()));
            assertThat(asked)
                    .filteredOn(path -> path.matches("/projects/\\d+/.*"))
                    .allMatch(path -> pending.contains(Long.parseLong(path.split("/", -1)[2])));
            assertThat(asked).noneMatch(path -> path.contains("/blobs/"));
        }
    }

    /** Pages of one list follow on each other, so the numbers are asked for in parts. */
    @Test
    void eachOfManyProjectsIsInOnePartOfTheListing() {
        GitlabWorld world = GitlabNights.world(1_200, 0);
        try (GitlabRig rig = new GitlabRig(folder, world, GitlabOptions.usual())) {
            Instant now = rig.after(LocalDate.of(2026, 3, 31));
            GitlabConnection connection = GitlabConnection.of(rig.simulator().url(), GitlabOptions.TOKEN);
            GitlabClient client = new GitlabClient(connection, () -> now, Retry.standard(() -> now));
            ProjectListing listing = ProjectListing.ask(client, connection, new ParallelAsking(8), new LongAdder());
            assertThat(listing.all())
                    .extracting(ListedProject::id)
                    .containsExactlyElementsOf(world.projects().stream()
                            .filter(project -> project.isThere(now))
                            .map(Project::id)
                            .toList());
            assertThat(rig.simulator().takeAsked()).anyMatch(path -> path.contains("id_before="));
        }
    }

    private static Refusal answer(String json) {
        return new Refusal(200, "application/json", json, Map.of());
    }

    private static Refusal quietProject(String branch) {
        return answer("[{\"id\":100,\"default_branch\":\"" + branch
                + "\",\"path_with_namespace\":\"a/b\",\"last_activity_at\":\"2026-02-01T10:00:00Z\"}]");
    }

    @Test
    void anotherDefaultBranchIsLookedAtThoughTheServerNotesNoActivity() {
        LocalDate day = LocalDate.of(2026, 3, 31);
        String[] branch = {"main"};
        try (GitlabRig rig = new GitlabRig(folder, GitlabNights.world(1, 0), GitlabOptions.usual())) {
            rig.simulator().guard(path -> path.equals("/projects") ? quietProject(branch[0]) : null);
            rig.night(day, List.of(day));
            rig.simulator().takeAsked();
            rig.night(day.plusDays(1), List.of(day.plusDays(1)));
            assertThat(rig.simulator().takeAsked()).noneMatch(path -> path.contains("/repository/tree"));
            branch[0] = "trunk";
            rig.night(day.plusDays(2), List.of(day.plusDays(2)));
            assertThat(rig.simulator().takeAsked()).anyMatch(path -> path.contains("/repository/tree"));
        }
    }

    @Test
    void pipelinesOfAWeeklyScheduleAreAskedForThoughNothingElseHappens() {
        LocalDate day = LocalDate.of(2026, 3, 31);
        String pipelines =
                "[{\"id\":7,\"created_at\":\"" + day + "T03:00:00Z\",\"source\":\"schedule\",\"status\":\"success\"}]";
        try (GitlabRig rig = new GitlabRig(folder, GitlabNights.world(1, 0), GitlabOptions.usual())) {
            rig.simulator().guard(path -> switch (path) {
                case "/projects" -> quietProject("main");
                case "/projects/100/pipelines" -> answer(pipelines);
                case "/projects/100/jobs" -> answer("[]");
                default -> null;
            });
            rig.night(day, List.of(day));
            assertThat(rig.rows(day, "fact_pipeline")).hasSize(1);
            for (int later : List.of(6, 7, 14)) {
                rig.simulator().takeAsked();
                rig.night(day.plusDays(later), List.of(day.plusDays(later)));
                assertThat(rig.simulator().takeAsked().stream().anyMatch(path -> path.contains("/pipelines")))
                        .as("%s days after the last scheduled pipeline", later)
                        .isEqualTo(later <= 7);
            }
        }
    }

    @Test
    void pipelinesThatNoActivityGoesWithAreAskedForAsThoseOfASchedule() {
        LocalDate day = LocalDate.of(2026, 3, 31);
        for (String source : List.of("trigger", "api", "pipeline", "push")) {
            String pipelines = "[{\"id\":7,\"created_at\":\"" + day + "T03:00:00Z\",\"source\":\"" + source + "\"}]";
            try (GitlabRig rig =
                    new GitlabRig(folder.resolve(source), GitlabNights.world(1, 0), GitlabOptions.usual())) {
                rig.simulator().guard(path -> switch (path) {
                    case "/projects" -> quietProject("main");
                    case "/projects/100/pipelines" -> answer(pipelines);
                    case "/projects/100/jobs" -> answer("[]");
                    default -> null;
                });
                rig.night(day, List.of(day));
                rig.simulator().takeAsked();
                rig.night(day.plusDays(7), List.of(day.plusDays(7)));
                assertThat(rig.simulator().takeAsked().stream().anyMatch(path -> path.contains("/pipelines")))
                        .as(source)
                        .isEqualTo(!source.equals("push"));
            }
        }
    }

    @Test
    void aPipelineWhoseParentBeganBeforeTheDaysAskedForIsKept() {
        LocalDate day = LocalDate.of(2026, 3, 31);
        String parent = "[{\"id\":7,\"created_at\":\"2026-03-30T23:59:00Z\",\"source\":\"push\"}]";
        String child = "[{\"id\":8,\"created_at\":\"2026-03-31T00:01:00Z\",\"source\":\"parent_pipeline\"}]";
        String jobs = "[{\"id\":71,\"created_at\":\"2026-03-31T00:01:00Z\",\"duration\":5,\"pipeline\":{\"id\":8}},"
                + "{\"id\":70,\"created_at\":\"2026-03-30T23:59:00Z\",\"duration\":6,\"pipeline\":{\"id\":7}}]";
        try (GitlabRig rig = new GitlabRig(folder, GitlabNights.world(1, 0), GitlabOptions.usual())) {
            AtomicInteger lists = new AtomicInteger();
            rig.simulator().guard(path -> switch (path) {
                case "/projects" -> quietProject("main");
                case "/projects/100/pipelines" -> answer(lists.getAndIncrement() == 0 ? parent : child);
                case "/projects/100/jobs" -> answer(jobs);
                default -> null;
            });
            rig.night(day, List.of(day));
            assertThat(rig.simulator().takeAsked()).anyMatch(path -> path.contains("&source=parent_pipeline"));
            assertThat(rig.rows(day, "fact_pipeline"))
                    .hasSize(1)
                    .allSatisfy(row -> assertThat(row)
                            .containsEntry("trigger_name", "parent_pipeline")
                            .containsEntry("job_seconds", "5"));
        }
    }

    /** Whoever retries a job has not begun the pipeline; 1,000 comes after 999. */
    @Test
    void aPipelineIsOfWhoeverTheJobWithTheLeastNumberIsOf() {
        LocalDate day = LocalDate.of(2026, 3, 31);
        String pipelines = "[{\"id\":8,\"created_at\":\"2026-03-31T05:00:00Z\",\"source\":\"push\"},"
                + "{\"id\":7,\"created_at\":\"2026-03-31T04:00:00Z\",\"source\":\"push\"}]";
        String job = "{\"id\":%d,\"created_at\":\"2026-03-31T05:00:00Z\",\"duration\":5,\"pipeline\":{\"id\":%d},"
                + "\"user\":{\"id\":%d}}";
        long begins = GitlabWorld.accountId(0);
        String jobs = "[" + job.formatted(1000, 8, GitlabWorld.accountId(1)) + "," + job.formatted(999, 8, begins) + ","
                + job.formatted(998, 7, begins) + "]";
        try (GitlabRig rig = new GitlabRig(folder, GitlabNights.world(1, 0), GitlabOptions.usual())) {
            rig.simulator().guard(path -> switch (path) {
                case "/projects" -> quietProject("main");
                case "/projects/100/pipelines" -> answer(pipelines);
                case "/projects/100/jobs" -> answer(jobs);
                default -> null;
            });
            rig.night(day, List.of(day));
            List<Map<String, String>> rows = rig.rows(day, "fact_pipeline");
            assertThat(rows).hasSize(2).noneMatch(row -> "0".equals(row.get("user_id")));
            assertThat(rows)
                    .extracting(row -> row.get("user_id"))
                    .containsOnly(rows.get(0).get("user_id"));
        }
    }
}
