package org.scewarehouse.etl.source.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.simulator.gitlab.GitlabOptions;
import org.scewarehouse.etl.simulator.gitlab.GitlabWorld;
import org.scewarehouse.etl.simulator.gitlab.Project;
import org.scewarehouse.etl.simulator.gitlab.Refusal;
import org.scewarehouse.etl.simulator.gitlab.WorldSettings;

/** Of which projects and with what a night comes home that is asked for those of groups. */
class GitlabGroupsTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
    private static final GitlabWorld WORLD = new GitlabWorld(WorldSettings.of(DAY, 4, 20, 6, 1));

    @TempDir
    Path folder;

    private GitlabRig rig;

    @BeforeEach
    void open() {
        rig = new GitlabRig(folder, WORLD, GitlabOptions.usual().withQuickLanguages());
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private static long id(Project.Kind kind) {
        return WORLD.projects().stream()
                .filter(p -> p.kind() == kind)
                .findFirst()
                .orElseThrow()
                .id();
    }

    @Test
    void aProjectOfAGroupThatDoesNotSayItsSizesIsListedWithoutThem() {
        rig.after(DAY);
        Map<String, Refusal> refusals = Map.of(
                "/projects/" + id(Project.Kind.UV), Refusal.of(500, "Error"),
                "/projects/" + id(Project.Kind.CONDA), Refusal.of(404, "Project Not Found"));
        rig.simulator().guard(refusals::get);
        GitlabConnection connection = GitlabConnection.of(rig.simulator().url(), GitlabOptions.TOKEN);
        rig.night(rig.source(connection.withGroups(List.of("biostat/trials"))), List.of(DAY));
        assertThat(rig.rows(DAY, "fact_repository_day"))
                .filteredOn(row -> "true".equals(row.get("is_listed")))
                .hasSize(18)
                .filteredOn(row -> "".equals(row.get("storage_bytes")))
                .hasSize(2);
        assertThat(rig.findings(DAY).toString()).contains("endpoint=projects, kind=WARNING");
    }

    @Test
    void projectsOfGroupsCanBeCollectedAlone() {
        rig.after(DAY);
        GitlabConnection connection = GitlabConnection.of(rig.simulator().url(), GitlabOptions.TOKEN);
        GitlabSource source = rig.source(connection.withGroups(List.of("biostat/trials")));
        rig.night(source, List.of(DAY));
        assertThat(rig.rows(DAY, "dim_repository"))
                .as("less what is shared with the group")
                .hasSize(18);
        assertThat(rig.rows(DAY, "fact_repository_day"))
                .as("of which the list of a group says nothing")
                .noneSatisfy(row -> assertThat(row).containsEntry("storage_bytes", ""));
        assertThat(rig.simulator().takeAsked()).anyMatch(path -> path.startsWith("/groups/biostat%2Ftrials/projects"));
        GitlabSource wrong = rig.source(connection.withGroups(List.of("nobody")));
        assertThatThrownBy(() -> wrong.reach(Instant.EPOCH))
                .isInstanceOf(SourceMisconfigured.class)
                .hasMessageContaining("sce.sources.gitlab.groups");
    }
}
