package org.scewarehouse.etl.source.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.lake.AcceptedShrink;
import org.scewarehouse.etl.lake.Completion;
import org.scewarehouse.etl.simulator.gitlab.GitlabOptions;
import org.scewarehouse.etl.simulator.gitlab.Refusal;

/** What a night asks for after nights whose listing was held back, of whose answers nothing is in the rows. */
class HeldBackListingTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 31);
    private static final List<Integer> ALL = List.of(100, 101, 102);
    private static final String TREE = "/projects/100/repository/tree";

    @TempDir
    Path folder;

    private @Nullable GitlabRig rig;

    private GitlabRig rig() {
        GitlabRig known = rig;
        if (known == null) {
            known = new GitlabRig(folder, GitlabNights.world(1, 0), GitlabOptions.usual());
            rig = known;
        }
        return known;
    }

    @AfterEach
    void close() {
        if (rig != null) {
            rig.close();
        }
    }

    private static Refusal answer(String json) {
        return new Refusal(200, "application/json", json, Map.of());
    }

    /** A night in which these projects are listed, the first of them with activity on that day; what was asked. */
    private List<String> night(LocalDate day, List<Integer> listed, LocalDate active) {
        String listing = listed.stream()
                .map(id -> "{\"id\":" + id + ",\"default_branch\":\"main\",\"path_with_namespace\":\"a/" + id
                        + "\",\"last_activity_at\":\"" + (id == 100 ? active : DAY.minusDays(50)) + "T10:00:00Z\"}")
                .collect(Collectors.joining(",", "[", "]"));
        rig().simulator().guard(path -> {
            if (path.equals("/projects")) {
                return answer(listing);
            }
            boolean isOfProject = path.startsWith("/projects/");
            return isOfProject ? answer(path.endsWith("/languages") ? "{\"R\":100}" : "[]") : null;
        });
        rig().simulator().takeAsked();
        rig().night(day, List.of(day));
        return rig().simulator().takeAsked();
    }

    private static boolean hasTree(List<String> asked) {
        return asked.stream().anyMatch(path -> path.startsWith(TREE));
    }

    @Test
    void afterANightWhoseRawIsDamagedAllIsAskedForAgain() throws IOException {
        night(DAY, ALL, DAY.minusDays(50));
        Files.writeString(folder.resolve("lake/raw/source=gitlab/day=" + DAY + "/_current.json"), "{\"torn");
        assertThat(hasTree(night(DAY.plusDays(1), ALL, DAY.minusDays(50)))).isTrue();
        assertThat(hasTree(night(DAY.plusDays(2), ALL, DAY.minusDays(50)))).isFalse();
    }

    @Test
    void whatChangedDuringNightsThatWereHeldBackIsAskedForAfterThem() {
        LocalDate first = DAY.plusDays(1);
        night(DAY, ALL, DAY.minusDays(50));
        for (int i = 0; i < 3; i++) {
            night(first.plusDays(i), List.of(100), first);
            assertThat(rig().findings(first.plusDays(i)).toString()).contains("the listing is held back");
        }
        assertThat(hasTree(night(first.plusDays(3), ALL, first))).isTrue();
        assertThat(rig().findings(first.plusDays(3)).toString()).doesNotContain("held back");
        assertThat(hasTree(night(first.plusDays(4), ALL, first))).isFalse();
    }

    @Test
    void aShorterListingThatIsAcceptedLaterCountsAndSoDoThoseAfterIt() {
        LocalDate next = DAY.plusDays(1);
        LocalDate quiet = DAY.minusDays(50);
        night(DAY, ALL, quiet);
        night(next, List.of(100), quiet);
        night(DAY.plusDays(2), List.of(100), quiet);
        assertThat(night(DAY.plusDays(3), ALL, quiet))
                .as("nobody has accepted it")
                .noneMatch(path -> path.contains("/repository/tree"));
        Completion answer = rig().raw().current("gitlab", next).orElseThrow().completion(GitlabEndpoints.PROJECTS);
        AcceptedShrink.keep(rig().raw(), answer);
        rig().raw().makeCurrent("gitlab", next, Map.of(AcceptedShrink.ENDPOINT, answer.attempt()));
        night(DAY.plusDays(3), List.of(100), quiet);
        night(DAY.plusDays(4), List.of(100), quiet);
        assertThat(night(DAY.plusDays(5), ALL, quiet))
                .noneMatch(path -> path.startsWith(TREE))
                .anyMatch(path -> path.startsWith("/projects/101/repository/tree"));
    }
}
