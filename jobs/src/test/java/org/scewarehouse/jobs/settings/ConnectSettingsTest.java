package org.scewarehouse.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectSettingsTest {

    @TempDir
    private Path folder;

    private ConnectSettings load(Map<String, String> environment) {
        return SettingsLoader.load(null, environment, folder).sources().connect();
    }

    @Test
    void aServerIsNotCollectedUntilItsAddressIsGiven() {
        assertThat(load(Map.of()).isConfigured()).isFalse();
    }

    @Test
    void theEnvironmentSetsEverything() {
        ConnectSettings settings = load(Map.of(
                "SCE_SOURCES_CONNECT_URL", "https://connect.example.org/rsc",
                "SCE_SOURCES_CONNECT_API_KEY", "canary",
                "SCE_SOURCES_CONNECT_SINCE", "2025-01-01",
                "SCE_SOURCES_CONNECT_RESTATE_DAYS", "5",
                "SCE_SOURCES_CONNECT_CONCURRENCY", "4",
                "SCE_SOURCES_CONNECT_REQUESTS_PER_SECOND", "2.5",
                "SCE_SOURCES_CONNECT_MONITOR_USER_AGENTS", "OurProbe"));
        assertThat(settings.connection().concurrency()).isEqualTo(4);
        assertThat(settings.connection().requestsPerSecond()).isEqualTo(2.5);
        assertThat(settings.since()).isEqualTo(LocalDate.of(2025, 1, 1));
        assertThat(settings.restateDays()).isEqualTo(5);
        assertThat(settings.transform().monitorUserAgents()).contains("ourprobe", "datadog");
        assertThat(settings.toString() + settings.connection()).doesNotContain("canary");
    }

    @Test
    void chronicleStandsForTheServer() {
        ConnectSettings settings = load(Map.of("SCE_SOURCES_CONNECT_CHRONICLE", "s3://bucket/chronicle"));
        assertThat(settings.isConfigured()).isTrue();
        assertThat(settings.faults()).isEmpty();
        assertThatThrownBy(() -> load(Map.of(
                        "SCE_SOURCES_CONNECT_URL", "https://connect.example.org",
                        "SCE_SOURCES_CONNECT_API_KEY", "canary",
                        "SCE_SOURCES_CONNECT_CHRONICLE", "/srv/chronicle")))
                .hasMessageContaining("sce.sources.connect.chronicle = /srv/chronicle: stands for the server");
        assertThatThrownBy(() -> load(Map.of("SCE_SOURCES_CONNECT_CHRONICLE", "ftp://x")))
                .hasMessageContaining("expected a folder, or s3://bucket/prefix");
    }

    @Test
    void faultsAreToldTogetherAndNameTheirProperty() {
        assertThatThrownBy(() -> load(Map.of(
                        "SCE_SOURCES_CONNECT_URL", "connect.example.org",
                        "SCE_SOURCES_CONNECT_API_KEY", "canary",
                        "SCE_SOURCES_CONNECT_CONCURRENCY", "0")))
                .isInstanceOf(SettingsRejected.class)
                .hasMessageContaining("sce.sources.connect.url")
                .hasMessageContaining("sce.sources.connect.concurrency")
                .hasMessageNotContaining("canary");
        assertThatThrownBy(() -> load(Map.of("SCE_SOURCES_CONNECT_URL", "https://connect.example.org")))
                .hasMessageContaining("sce.sources.connect.api-key");
    }
}
