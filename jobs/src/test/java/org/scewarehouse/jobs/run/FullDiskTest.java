package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.simulator.prometheus.PrometheusSimulator;
import org.scewarehouse.etl.simulator.prometheus.SimulatorOptions;
import org.scewarehouse.jobs.ExitCode;

/** The lake on a file system of its own, which is as full as it can be. Needs root; skipped elsewhere. */
class FullDiskTest {

    @TempDir
    Path home;

    private Path disk;
    private boolean isMounted;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(home.resolve("lake"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString()),
                "a full disk: skipped, because this user may not mount a file system");
        isMounted = true;
    }

    @AfterEach
    void unmount() throws Exception {
        if (isMounted) {
            assertThat(run("umount", disk.toString())).isTrue();
        }
    }

    @Test
    void aFullDiskIsToldAndHealsWithSpace() throws Exception {
        try (PrometheusSimulator prometheus =
                        new PrometheusSimulator(SmallOrganisation.standard(), SimulatorOptions.standard());
                RunRig rig = new RunRig(home, prometheus.url())) {
            rig.run(SmallOrganisation.SECOND, SmallOrganisation.SECOND);
            Footprint undisturbed = rig.footprint();
            long all = disk.toFile().getTotalSpace() - disk.toFile().getUsableSpace();
            // Too little for the first answer, for the last ones, for the first Parquet files, for the last ones.
            for (double part : List.of(0.02, 0.7, 0.9, 0.98)) {
                rig.emptyLake();
                rig.renewWarehouse();
                Path ballast = fillBut((long) (all * part));
                RunRig.Result full = rig.run(SmallOrganisation.SECOND, SmallOrganisation.SECOND);
                assertThat(full.code()).as(full.output()).isEqualTo(ExitCode.RUN_AGAIN);
                assertThat(full.output()).contains("2026-08-19", disk.toString(), "No space left", "free space");
                assertThat(full.output())
                        .as("told before the first day, of this disk alone")
                        .containsOnlyOnce("MiB are free")
                        .containsPattern("^Only [0-3] MiB are free in " + disk + " \\(SCE_LAKE\\)");
                // Files that no manifest names may lie there, where there was no space for the manifest.
                assertThat(disk.resolve("curated/_manifest/prometheus/day=2026-08-19.json"))
                        .doesNotExist();
                assertThat(rig.footprint().tables().get("mart.fact_container_day"))
                        .startsWith("0 rows");
                assertThat(rig.leftovers()).isZero();

                Files.delete(ballast);
                RunRig.Result healed = rig.run(SmallOrganisation.SECOND, SmallOrganisation.SECOND);
                assertThat(healed.code()).as(healed.output()).isEqualTo(ExitCode.DONE);
                assertThat(rig.footprint()).isEqualTo(undisturbed);
            }
        }
    }

    private Path fillBut(long free) throws IOException {
        Path ballast = disk.resolve("ballast");
        Files.write(ballast, new byte[(int) (disk.toFile().getUsableSpace() - free)]);
        return ballast;
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
