package org.scewarehouse.etl.source.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.simulator.gitlab.GitlabOptions;
import org.scewarehouse.etl.simulator.gitlab.GitlabWorld;
import org.scewarehouse.etl.simulator.gitlab.Refusal;
import org.scewarehouse.etl.simulator.gitlab.WorldSettings;

/** What accounts of tokens and services do counts, and is of nobody. */
class BotsTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
    private static final String TIME = "2026-03-01T10:00:00Z";

    @TempDir
    Path folder;

    private static String commit(int number, String address) {
        return "{\"id\":\"0" + number + "\",\"author_email\":\"" + address + "\",\"committed_date\":\"" + TIME
                + "\",\"parent_ids\":[]}";
    }

    private static Map<String, String> answers() {
        String commits = String.join(
                ",",
                commit(1, "renovate@example.org"),
                commit(2, "project_100_bot_0a1b2c@noreply.gitlab.example"),
                commit(3, "service_account_group_9_0a1b@noreply.gitlab.example"),
                commit(4, "somebody@example.org"));
        return Map.of(
                "/users",
                "[{\"id\":7,\"username\":\"renovate\",\"email\":\"renovate@example.org\",\"bot\":true}]",
                "/projects",
                "[{\"id\":100,\"default_branch\":\"main\",\"path_with_namespace\":\"a/b\",\"creator_id\":7,"
                        + "\"last_activity_at\":\"" + TIME + "\"}]",
                "/projects/100/repository/commits",
                "[" + commits + "]",
                "/projects/100/pipelines",
                "[{\"id\":5,\"status\":\"success\",\"source\":\"schedule\",\"created_at\":\"" + TIME + "\"}]",
                "/projects/100/jobs",
                "[{\"id\":6,\"status\":\"success\",\"created_at\":\"" + TIME
                        + "\",\"user\":{\"id\":7},\"pipeline\":{\"id\":5}}]",
                "/projects/100/members/all",
                "[{\"id\":1,\"username\":\"adoe\",\"access_level\":30},"
                        + "{\"id\":8,\"username\":\"project_100_bot_0a1b2c\",\"access_level\":40}]",
                "/projects/100/languages",
                "{}",
                "/projects/100/repository/tree",
                "[]");
    }

    @Test
    void whatTokensAndServicesDoIsOfNobody() {
        GitlabWorld world = new GitlabWorld(WorldSettings.of(DAY, 1, 1, 6, 1));
        try (GitlabRig rig = new GitlabRig(folder, world, GitlabOptions.usual())) {
            Map<String, String> answers = answers();
            rig.simulator().guard(path -> {
                String answer = answers.get(path);
                return answer == null ? null : new Refusal(200, "application/json", answer, Map.of());
            });
            rig.night(DAY, List.of(DAY));
            assertThat(rig.rows(DAY, "fact_commit_day"))
                    .hasSize(2)
                    .anySatisfy(
                            row -> assertThat(row).containsEntry("user_id", "0").containsEntry("commit_count", "3"))
                    .anySatisfy(row -> assertThat(row).containsEntry("commit_count", "1"));
            assertThat(rig.rows(DAY, "fact_repository_day"))
                    .hasSize(1)
                    .allSatisfy(row -> assertThat(row)
                            .containsEntry("commit_count", "4")
                            .containsEntry("author_count", "1")
                            .containsEntry("member_count", "1"));
            assertThat(rig.rows(DAY, "fact_pipeline"))
                    .hasSize(1)
                    .allSatisfy(
                            row -> assertThat(row).containsEntry("user_id", "0").containsEntry("job_count", "1"));
            assertThat(rig.rows(DAY, "dim_user")).hasSize(1);
        }
    }
}
