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

/** A repository whose last file in a language is gone. */
class LanguagesTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    @TempDir
    Path folder;

    @Test
    void aLanguageEndsOnceTheServerHasHadTheTimeToFindOthers() {
        GitlabWorld world = new GitlabWorld(WorldSettings.of(DAY, 6, 1, 6, 1));
        try (GitlabRig rig = new GitlabRig(folder, world, GitlabOptions.usual())) {
            String[] languages = {"{\"R\":100}"};
            rig.simulator()
                    .guard(path -> path.endsWith("/languages")
                            ? new Refusal(200, "application/json", languages[0], Map.of())
                            : null);
            rig.night(DAY, List.of(DAY));
            languages[0] = "{}";
            for (int i = 1; i <= 2; i++) {
                rig.night(DAY.plusDays(i), List.of(DAY.plusDays(i)));
                assertThat(rig.rows(DAY.plusDays(i), "bridge_repository_language"))
                        .as("it may still be found out")
                        .isEmpty();
            }
            LocalDate third = DAY.plusDays(3);
            rig.night(third, List.of(third));
            assertThat(rig.rows(third, "bridge_repository_language"))
                    .hasSize(1)
                    .allSatisfy(row -> assertThat(row)
                            .containsEntry("language_name", "R")
                            .containsEntry("valid_to", third.toString()));
        }
    }
}
