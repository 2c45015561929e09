package org.scewarehouse.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitlabSettingsTest {

    @TempDir
    private Path folder;

    private GitlabSettings load(Map<String, String> environment) {
        return SettingsLoader.load(null, environment, folder).sources().gitlab();
    }

    @Test
    void aServerIsNotCollectedUntilItsAddressIsGiven() {
        assertThat(load(Map.of()).isConfigured()).isFalse();
    }

    @Test
    void theEnvironmentSetsEverything() {
        GitlabSettings settings = load(Map.of(
                "SCE_SOURCES_GITLAB_URL", "https://gitlab.example.org/git",
                "SCE_SOURCES_GITLAB_TOKEN", "canary",
                "SCE_SOURCES_GITLAB_GROUPS", "biostat/trials,7",
                "SCE_SOURCES_GITLAB_SINCE", "2025-01-01",
                "SCE_SOURCES_GITLAB_RESTATE_DAYS", "5",
                "SCE_SOURCES_GITLAB_CONCURRENCY", "4",
                "SCE_SOURCES_GITLAB_MAX_DEPTH", "2",
                "SCE_SOURCES_GITLAB_MAX_FILE_SIZE", "2MB",
                "SCE_SOURCES_GITLAB_INTERNAL_HOSTS", "PPM.example.org"));
        assertThat(settings.connection().groups()).containsExactly("biostat/trials", "7");
        assertThat(settings.connection().concurrency()).isEqualTo(4);
        assertThat(settings.connection().maxDepth()).isEqualTo(2);
        assertThat(settings.connection().maxFileBytes()).isEqualTo(2 << 20);
        assertThat(settings.since()).isEqualTo(LocalDate.of(2025, 1, 1));
        assertThat(settings.restateDays()).isEqualTo(5);
        assertThat(settings.transform().internalHosts()).containsExactly("gitlab.example.org", "ppm.example.org");
        assertThat(settings.toString() + settings.connection()).doesNotContain("canary");
    }

    @Test
    void faultsAreToldTogetherAndNameTheirProperty() {
        assertThatThrownBy(() -> load(Map.of(
                        "SCE_SOURCES_GITLAB_URL", "gitlab.example.org",
                        "SCE_SOURCES_GITLAB_TOKEN", "canary",
                        "SCE_SOURCES_GITLAB_CONCURRENCY", "0")))
                .isInstanceOf(SettingsRejected.class)
                .hasMessageContaining("sce.sources.gitlab.url")
                .hasMessageContaining("sce.sources.gitlab.concurrency")
                .hasMessageNotContaining("canary");
        assertThatThrownBy(() -> load(Map.of("SCE_SOURCES_GITLAB_URL", "https://gitlab.example.org")))
                .hasMessageContaining("sce.sources.gitlab.token");
        assertThatThrownBy(() -> load(Map.of("SCE_SOURCES_GITLAB_TOKEN", "canary")))
                .hasMessageContaining("sce.sources.gitlab.url");
    }
}
