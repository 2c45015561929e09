package org.scewarehouse.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values of the right type that would fail a run in its middle, and with words of no use, are told before it. */
class SettingsRulesTest {

    @TempDir
    private Path folder;

    @Test
    void addressesAreTriedBeforeAnythingRuns() {
        Map<String, String> addresses = Map.of(
                "SCE_OPENLINEAGE_URL", "sce.openlineage.url",
                "SCE_CLOUDWATCH_ENDPOINT", "sce.cloudwatch.endpoint",
                "SCE_BACKFILL_ENDPOINT", "sce.backfill.endpoint",
                "SCE_SOURCES_AWS_BATCH_ENDPOINT", "sce.sources.aws-batch.endpoint",
                "SCE_SOURCES_CLOUDWATCH_ENDPOINT", "sce.sources.cloudwatch.endpoint",
                "SCE_SOURCES_CLOUDWATCH_FSX_ENDPOINT", "sce.sources.cloudwatch.fsx-endpoint");
        for (String given : List.of("localhost:3000", "ftp://host", "https:host", "https://me:canary@host")) {
            Map<String, String> environment = new HashMap<>();
            addresses.keySet().forEach(variable -> environment.put(variable, given));
            assertThat(faults(environment))
                    .hasSameSizeAs(addresses.keySet())
                    .allMatch(fault -> fault.contains(": expected http:// or https:// and a host"))
                    .noneMatch(fault -> fault.contains("canary"));
            addresses
                    .values()
                    .forEach(property ->
                            assertThat(faults(environment)).anyMatch(fault -> fault.startsWith(property + " = ")));
        }
        assertThat(faults(Map.of("SCE_OPENLINEAGE_URL", "no address")))
                .singleElement()
                .asString()
                .endsWith("expected an address such as https://example.org");
        load(Map.of("SCE_OPENLINEAGE_URL", "https://lineage.example.org/base/"));
    }

    /** The HTTP client quotes a header that it refuses. */
    @Test
    void aSecretThatNoHeaderCanHoldIsNamedAndNotShown() {
        for (String end : List.of("\r", "\n", "\u200b")) {
            assertThat(faults(Map.of(
                            "SCE_OPENLINEAGE_API_KEY", "canary" + end,
                            "SCE_SOURCES_PROMETHEUS_URL", "http://prometheus:9090",
                            "SCE_SOURCES_PROMETHEUS_TOKEN", "canary" + end)))
                    .containsExactlyInAnyOrder(
                            "sce.openlineage.api-key: holds a character that no header can, such as a line break",
                            "sce.sources.prometheus.token: holds a character that no header can, such as a line break");
        }
    }

    /** Editors of Windows write it before the first letter, and nobody sees it. */
    @Test
    void theByteOrderMarkOfAFileIsNoPartOfTheSecret() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "\ufeffcanary\r\n");
        assertThat(load(Map.of("SCE_SOURCES_PROMETHEUS_TOKEN_FILE", token.toString()))
                        .sources()
                        .prometheus()
                        .token())
                .isEqualTo(Secret.of("canary"));
    }

    /** The warehouse would begin its days that many hours on the other side of midnight. */
    @Test
    void anOffsetIsNoZone() {
        for (String offset : List.of("+02:00", "-5", "UTC+2", "GMT-08:00", "UT+1")) {
            assertThat(faults(Map.of("SCE_ZONE", offset)))
                    .singleElement()
                    .asString()
                    .startsWith("sce.zone = ")
                    .contains("opposite offset");
        }
        for (String name : List.of("UTC", "Z", "Etc/GMT-2", "EST5EDT", "Europe/Zurich")) {
            load(Map.of("SCE_ZONE", name));
        }
    }

    @Test
    void timesThatCannotBeAreTold() {
        assertThat(faults(Map.of(
                        "SCE_MAX_DURATION", "-5h",
                        "SCE_SOURCES_PROMETHEUS_URL", "http://prometheus:9090",
                        "SCE_SOURCES_PROMETHEUS_CONNECT_TIMEOUT", "0s",
                        "SCE_SOURCES_PROMETHEUS_REQUEST_TIMEOUT", "-1s",
                        "SCE_SOURCES_AWS_BATCH_EDGE", "-1h",
                        "SCE_SOURCES_AWS_BATCH_CARRY", "-1d")))
                .containsExactlyInAnyOrder(
                        "sce.max-duration = PT-5H: expected 0 or more",
                        "sce.sources.prometheus.connect-timeout = PT0S: expected more than 0",
                        "sce.sources.prometheus.request-timeout = PT-1S: expected more than 0",
                        "sce.sources.aws-batch.edge = PT-1H: expected 0 or more",
                        "sce.sources.aws-batch.carry = PT-24H: expected 0 or more");
    }

    private Settings load(Map<String, String> environment) {
        return SettingsLoader.load(null, environment, folder);
    }

    private List<String> faults(Map<String, String> environment) {
        return catchThrowableOfType(SettingsRejected.class, () -> load(environment))
                .faults();
    }
}
