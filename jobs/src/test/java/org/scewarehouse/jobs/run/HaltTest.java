package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scewarehouse.etl.simulator.prometheus.PrometheusSimulator;
import org.scewarehouse.etl.simulator.prometheus.SimulatorOptions;
import org.scewarehouse.jobs.ExitCode;

/**
 * A process that is killed for good, with the embedded server running on without it: the next run takes the server over
 * and heals. {@link CrashTest} tries many more points, but only makes believe.
 */
class HaltTest {

    private static final String PUBLISHED = KillSwitch.PUBLISHING;

    @TempDir
    static Path home;

    private static PrometheusSimulator prometheus;
    private static RunRig rig;
    private static Footprint undisturbed;

    @BeforeAll
    static void runUndisturbed() {
        prometheus = new PrometheusSimulator(SmallOrganisation.standard(), SimulatorOptions.standard());
        rig = new RunRig(home, prometheus.url());
        assertThat(rig.run(SmallOrganisation.FIRST, SmallOrganisation.SECOND).code())
                .isEqualTo(ExitCode.DONE);
        undisturbed = rig.footprint();
        rig.stop();
    }

    @AfterAll
    static void close() {
        rig.close();
        prometheus.close();
    }

    static Stream<Arguments> deaths() {
        return Stream.of(
                arguments("in the middle of extracting", "5", "STORE commit raw/.*part-"),
                arguments("before raw is complete", "3", "STORE replace raw/.*_complete"),
                arguments("before raw is in force", "1", "STORE replace raw/.*_current"),
                arguments("after raw is in force", "after", "STORE replace raw/.*_current"),
                arguments("in the middle of transforming", "1", "STORE create curated/fact_container_hour"),
                arguments("while files are replaced", "6", "STORE commit curated/"),
                arguments("after the manifest", "after", "STORE replace curated/_manifest"),
                arguments("in the middle of loading", "12", "STATEMENT copy"),
                arguments("before the publishing commit", "1", PUBLISHED),
                arguments("after the publishing commit", "after", PUBLISHED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deaths")
    void aKilledProcessIsHealedByThePlainRun(String when, String count, String operation) throws Exception {
        rig.start();
        rig.renew();
        rig.stop();
        killed(count, operation);
        heals();
    }

    @Test
    void aFirstRunKilledWhileItMigratesIsHealedByThePlainRun() throws Exception {
        rig.start();
        rig.unmigrate();
        rig.stop();
        killed("1", "STATEMENT create table mart.fact_container_hour");
        heals();
    }

    private static void killed(String count, String operation) throws IOException, InterruptedException {
        Process child = ChildRun.start(
                rig.environment(),
                ChildRun.class.getName(),
                count,
                operation,
                SmallOrganisation.FIRST.toString(),
                SmallOrganisation.SECOND.toString());
        assertThat(ChildRun.end(child)).isEqualTo(ChildRun.HALTED);
        assertThat(Path.of(home.toString(), "postgres/data/postmaster.pid"))
                .as("the orphaned server")
                .exists();
    }

    private static void heals() throws IOException {
        RunRig.Result healed = rig.run(SmallOrganisation.FIRST, SmallOrganisation.SECOND);
        assertThat(healed.code()).as(healed.output()).isEqualTo(ExitCode.DONE);
        rig.start();
        assertThat(rig.footprint()).isEqualTo(undisturbed);
        assertThat(rig.leftovers()).isZero();
        RunRig.Result again = rig.run(SmallOrganisation.FIRST, SmallOrganisation.SECOND);
        assertThat(again.output()).contains("nothing to do");
        assertThat(rig.footprint()).isEqualTo(undisturbed);
        rig.stop();
    }
}
