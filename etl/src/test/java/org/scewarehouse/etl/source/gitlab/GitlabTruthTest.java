package org.scewarehouse.etl.source.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.simulator.gitlab.GitlabOptions;
import org.scewarehouse.etl.simulator.gitlab.GitlabWorld;
import org.scewarehouse.etl.simulator.gitlab.Project.Kind;

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
}
