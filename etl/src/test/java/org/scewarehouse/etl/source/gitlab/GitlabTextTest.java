package org.scewarehouse.etl.source.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.simulator.gitlab.GitlabOptions;
import org.scewarehouse.etl.simulator.gitlab.GitlabWorld;
import org.scewarehouse.etl.simulator.gitlab.Refusal;
import org.scewarehouse.etl.simulator.gitlab.WorldSettings;

/** What becomes of answers that are no JSON, or hold names in an encoding of other times. */
class GitlabTextTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
    private static final String NOT_TEXT = "reason=answer with bytes that are no text, which are replaced, count=1";
    private static final String NOT_DOCUMENTED = "reason=an answer that is not as documented, count=";

    @TempDir
    Path folder;

    private @Nullable GitlabRig rig;

    private GitlabRig rig(int projects) {
        GitlabRig made = new GitlabRig(
                folder,
                new GitlabWorld(WorldSettings.of(DAY, 1, projects, 6, 1)),
                GitlabOptions.usual().withQuickLanguages());
        rig = made;
        return made;
    }

    @AfterEach
    void close() {
        if (rig != null) {
            rig.close();
        }
    }

    private static Refusal latin(String body, Map<String, String> headers) {
        return new Refusal(200, "application/json; charset=ISO-8859-1", body, headers);
    }

    /** Answers paths that contain the text so, each time. */
    private static void answer(GitlabRig rig, String text, Refusal answer) {
        rig.simulator().guard(path -> path.contains(text) ? answer : null);
    }

    private static List<String> findings(GitlabRig rig, String endpoint) {
        return rig.findings(DAY).stream()
                .filter(finding -> finding.contains("endpoint=" + endpoint + ","))
                .toList();
    }

    @Test
    void aCommitOfAnAuthorInAnotherEncodingCounts() {
        GitlabRig rig = rig(1);
        String commit = "[{\"id\":\"0a\",\"author_name\":\"Bj\u00f6rn\",\"author_email\":\"bj\u00f6rn@example.org\","
                + "\"committed_date\":\"2026-03-01T10:00:00Z\",\"parent_ids\":[]}]";
        answer(rig, "/repository/commits", latin(commit, Map.of()));
        rig.night(DAY, List.of(DAY));
        assertThat(findings(rig, "commits")).hasSize(1).first().asString().contains("kind=GAP", NOT_TEXT);
        assertThat(rig.rows(DAY, "fact_commit_day"))
                .hasSize(1)
                .allSatisfy(row -> assertThat(row).containsEntry("commit_count", "1"));
    }

    @Test
    void aFileWithANameInAnotherEncodingHidesNoLockFile() {
        GitlabRig rig = rig(1);
        String blob = "0123456789012345678901234567890123456789";
        String tree = "[{\"id\":\"" + blob + "\",\"type\":\"blob\",\"path\":\"\u00fcbersicht/requirements.txt\","
                + "\"mode\":\"100644\"},{\"id\":\"" + blob
                + "\",\"type\":\"blob\",\"path\":\"data/gr\u00f6\u00dfe.csv\"}]";
        rig.simulator().guard(path -> {
            if (path.contains("/repository/tree")) {
                return latin(tree, Map.of());
            }
            return path.contains(blob) ? new Refusal(200, "text/plain", "Lib==1.5\n", Map.of()) : null;
        });
        rig.night(DAY, List.of(DAY));
        assertThat(findings(rig, "lock_files")).hasSize(1).first().asString().contains("kind=GAP", NOT_TEXT);
        assertThat(rig.rows(DAY, "dim_package"))
                .anySatisfy(row -> assertThat(row).containsEntry("package_version", "1.5"));
    }

    @Test
    void whereAPackageComesFromMayBeSaidLater() {
        GitlabRig rig = rig(1);
        for (int i = 0; i < 2; i++) {
            String blob = i + "123456789012345678901234567890123456789";
            String listing = "[{\"id\":100,\"default_branch\":\"main\",\"path_with_namespace\":\"a/b\","
                    + "\"last_activity_at\":\"" + DAY.plusDays(i) + "T10:00:00Z\"}]";
            String tree = "[{\"id\":\"" + blob + "\",\"type\":\"blob\",\"path\":\"requirements.txt\"}]";
            String text = (i == 0 ? "" : "--index-url https://pypi.example/simple\n") + "site-tools==0.3.1\n";
            rig.simulator().guard(path -> {
                if (path.equals("/projects")) {
                    return latin(listing, Map.of());
                }
                return path.contains("/repository/tree")
                        ? latin(tree, Map.of())
                        : path.contains(blob) ? new Refusal(200, "text/plain", text, Map.of()) : null;
            });
            rig.night(DAY.plusDays(i), List.of(DAY.plusDays(i)));
        }
        assertThat(rig.rows(DAY, "dim_package"))
                .hasSize(1)
                .allSatisfy(row -> assertThat(row).containsEntry("is_internal", "false"));
        assertThat(rig.rows(DAY.plusDays(1), "dim_package"))
                .hasSize(1)
                .allSatisfy(row -> assertThat(row).containsEntry("is_internal", "true"));
        assertThat(rig.rows(DAY.plusDays(1), "bridge_repository_package")).isEmpty();
    }

    @Test
    void projectsAndPeopleInAnotherEncodingAreListed() {
        GitlabRig rig = rig(1);
        String listing = "[{\"id\":100,\"default_branch\":\"main\",\"path_with_namespace\":\"biostat/trials/study-0\","
                + "\"topics\":[\"gr\u00f6\u00dfe\"],\"last_activity_at\":\"2026-03-01T10:00:00Z\"}]";
        rig.simulator().guard(path -> path.equals("/projects") ? latin(listing, Map.of()) : null);
        rig.night(DAY, List.of(DAY));
        assertThat(findings(rig, "directory")).hasSize(1).first().asString().contains("kind=GAP", NOT_TEXT);
        assertThat(rig.rows(DAY, "dim_repository")).hasSize(1);
    }

    @Test
    void anAnswerThatIsNoJsonIsAGapOfItsProjectAndAskedAgain() {
        GitlabRig rig = rig(20);
        AtomicBoolean isBroken = new AtomicBoolean(true);
        String broken = "/projects/" + 100 + "/";
        rig.simulator().guard(path -> path.startsWith(broken) && isBroken.get() ? latin("{R\u00ff}", Map.of()) : null);
        rig.night(DAY, List.of(DAY));
        for (String endpoint : List.of("commits", "pipelines", "languages", "members", "lock_files")) {
            assertThat(findings(rig, endpoint))
                    .as(endpoint)
                    .anySatisfy(finding -> assertThat(finding).contains("kind=WARNING", NOT_DOCUMENTED + "1"));
        }
        isBroken.set(false);
        rig.simulator().takeAsked();
        LocalDate later = DAY.plusDays(10);
        rig.night(later, List.of(later));
        assertThat(rig.simulator().takeAsked()).contains(broken + "languages");
    }

    @Test
    void answersThatAreNotAsDocumentedForManyInARowEndTheNight() {
        GitlabRig rig = rig(20);
        answer(rig, "/members/all", latin("<\u00ff>", Map.of()));
        assertThatThrownBy(() -> rig.night(DAY, List.of(DAY)))
                .isInstanceOf(SourceChanged.class)
                .hasMessageContaining("endpoint members");
    }

    @Test
    void aLinkToAnInternalHostIsFollowedOnTheConfiguredOne() {
        GitlabRig rig = rig(1);
        String link = "<http://10.1.2.3:8181/api/v4/x?since=2026&id_after=7>; rel=\"next\"";
        rig.simulator()
                .fail(
                        "/projects/100/repository/commits",
                        new Refusal(200, "application/json", "[]", Map.of("Link", link)));
        rig.night(DAY, List.of(DAY));
        assertThat(rig.simulator().takeAsked()).contains("/projects/100/repository/commits?since=2026&id_after=7");
    }

    @Test
    void aProjectWithoutADefaultBranchIsListedAndHasNoFiles() {
        GitlabRig rig = rig(1);
        String listing = "[{\"id\":100,\"default_branch\":null,\"path_with_namespace\":\"biostat/trials/study-0\","
                + "\"empty_repo\":false,\"last_activity_at\":\"2026-03-01T10:00:00Z\"}]";
        rig.simulator()
                .guard(path ->
                        path.equals("/projects") ? new Refusal(200, "application/json", listing, Map.of()) : null);
        rig.night(DAY, List.of(DAY));
        assertThat(rig.rows(DAY, "fact_repository_day")).hasSize(1);
        assertThat(rig.simulator().takeAsked()).noneMatch(path -> path.contains("/repository/"));
    }

    /** Names on public servers are given to whoever comes first, and numbers of another server are other people's. */
    @Test
    void hiddenAddressesOfOtherServersMeanNobodyHere() {
        GitlabRig rig = rig(1);
        WorldSettings.Person person = WorldSettings.of(DAY, 1, 1, 6, 1).people().get(0);
        String name = person.username();
        List<String> own = List.of(
                person.email(),
                GitlabWorld.accountId(0) + "-" + name + "@users.noreply.gitlab.example",
                name + "@users.noreply.git.example");
        List<String> others =
                List.of(name + "@users.noreply.github.com", "4711123-" + name + "@users.noreply.gitlab.com");
        List<String> commits = new ArrayList<>();
        for (String address : Stream.concat(own.stream(), others.stream()).toList()) {
            commits.add("{\"id\":\"0" + commits.size() + "\",\"author_email\":\"" + address
                    + "\",\"committed_date\":\"2026-03-01T10:00:00Z\",\"parent_ids\":[]}");
        }
        String all = "[" + String.join(",", commits) + "]";
        answer(rig, "/repository/commits", new Refusal(200, "application/json", all, Map.of()));
        rig.night(DAY, List.of(DAY));
        assertThat(rig.rows(DAY, "fact_commit_day"))
                .extracting(row -> row.get("commit_count"))
                .containsExactlyInAnyOrder("3", "1", "1");
    }
}
