package org.scewarehouse.jobs.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenMetricsTest {

    private static final DemoSettings TINY =
            new DemoSettings(3, 0.02, LocalDate.of(2024, 8, 7), 1, 5, Duration.ofMinutes(10), false);

    @Test
    void everySampleIsALine(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("series.txt");
        DemoOrganisation organisation = new DemoOrganisation(TINY);
        OpenMetrics.write(organisation, file);
        long[] samples = {0};
        organisation.metrics().stream()
                .flatMap(organisation::series)
                .forEach(series -> series.forEach(Long.MIN_VALUE, Long.MAX_VALUE, (at, value) -> samples[0]++));
        assertThat(Files.readAllLines(file))
                .hasSize((int) samples[0] + 1)
                .last()
                .isEqualTo("# EOF");
    }

    @Test
    void promtoolMakesBlocksOfIt(@TempDir Path folder) throws Exception {
        boolean isRequired = Boolean.getBoolean("sce.require-prometheus");
        assumeTrue(isRequired || isInstalled(), "promtool is not installed");
        Path file = folder.resolve("series.txt");
        OpenMetrics.write(new DemoOrganisation(TINY), file);
        Process promtool = new ProcessBuilder(
                        "promtool",
                        "tsdb",
                        "create-blocks-from",
                        "openmetrics",
                        file.toString(),
                        folder.resolve("data").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor()).as(said).isZero();
        assertThat(blocks(folder.resolve("data"))).isPositive();
    }

    private static long blocks(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(file -> file.endsWith("meta.json")).count();
        }
    }

    private static boolean isInstalled() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
    }
}
