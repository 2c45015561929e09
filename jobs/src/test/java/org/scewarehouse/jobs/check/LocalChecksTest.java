package org.scewarehouse.jobs.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.jobs.settings.SettingsLoader;
import org.springframework.util.FileSystemUtils;

class LocalChecksTest {
    @TempDir
    Path home;

    @Test
    void aSettingThatCannotHoldIsNoted() {
        assertThat(details(Map.of())).noneMatch(detail -> detail.contains("max-parallel-days"));
        assertThat(details(Map.of("SCE_SOURCES_PROMETHEUS_MAX_PARALLEL_DAYS", "4")))
                .anyMatch(detail -> detail.startsWith("sce.sources.prometheus.max-parallel-days = 4 counts as 1"));
    }

    /** Under a folder that everybody enters, as that of temporary files of a build may not be. */
    @Test
    void namesThatEverybodyMayReadAreNoted() throws IOException {
        home = Files.createTempDirectory(Path.of("/tmp"), "open");
        try {
            Path raw = Files.createDirectories(home.resolve("lake/raw"));
            for (Path folder : List.of(home, home.resolve("lake"), raw)) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            assertThat(details(Map.of())).contains("everybody on this machine may read names in " + raw);
            Files.setPosixFilePermissions(raw, PosixFilePermissions.fromString("rwxr-x---"));
            assertThat(details(Map.of())).noneMatch(detail -> detail.contains("everybody"));
        } finally {
            FileSystemUtils.deleteRecursively(home);
        }
    }

    @Test
    void filesOfARunThatCannotBeWrittenAreFaults() {
        Path absent = home.resolve("absent/sce.prom");
        assertThat(details(Map.of("SCE_METRICS_FILE", absent.toString(), "SCE_OPENLINEAGE_FILE", home.toString())))
                .contains("cannot write " + absent, "cannot write " + home);
        String metrics = home.resolve("sce.prom").toString();
        String events = home.resolve("events.json").toString();
        assertThat(details(Map.of("SCE_METRICS_FILE", metrics, "SCE_OPENLINEAGE_FILE", events)))
                .contains(metrics, events);
    }

    private List<String> details(Map<String, String> given) {
        Map<String, String> environment = new HashMap<>(given);
        environment.put("SCE_HOME", home.toString());
        return LocalChecks.all(SettingsLoader.load(null, environment, home)).stream()
                .map(Check::detail)
                .toList();
    }
}
