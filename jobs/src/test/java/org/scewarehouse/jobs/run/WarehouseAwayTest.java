package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.load.WarehouseUnavailable;
import org.scewarehouse.etl.simulator.prometheus.PrometheusSimulator;
import org.scewarehouse.etl.simulator.prometheus.SimulatorOptions;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.run.KillSwitch.Victim;

/** The warehouse goes away while a run loads. */
class WarehouseAwayTest {

    private static final String PUBLISHING = KillSwitch.PUBLISHING;

    @TempDir
    static Path home;

    private static PrometheusSimulator prometheus;
    private static RunRig rig;
    private static FragileWire wire;
    private static Footprint undisturbed;

    @BeforeAll
    static void runUndisturbed() {
        prometheus = new PrometheusSimulator(SmallOrganisation.standard(), SimulatorOptions.standard());
        rig = new RunRig(home, prometheus.url());
        rig.run(SmallOrganisation.SECOND, SmallOrganisation.SECOND);
        undisturbed = rig.footprint();
        rig.renew();
        wire = new FragileWire(rig.port());
        rig.reachWarehouseThrough(wire.port());
    }

    @AfterAll
    static void close() {
        wire.close();
        rig.close();
        prometheus.close();
    }

    @BeforeEach
    void renew() {
        wire.mend();
        rig.start();
        rig.renew();
    }

    @Test
    void aWarehouseThatComesBackAtOnceIsWaitedFor() {
        for (String moment : List.of("STATEMENT copy", PUBLISHING, "STATEMENT update ops.load set extracted_at")) {
            rig.renew();
            RunRig.Result result = runUntil(moment, () -> {
                wire.cut();
                CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS).execute(wire::mend);
            });
            assertThat(result.code()).as(moment + ": " + result.output()).isEqualTo(ExitCode.DONE);
            assertThat(rig.footprint()).as(moment).isEqualTo(undisturbed);
        }
    }

    @Test
    void aCommitWhoseAnswerIsLostIsNotDoneTwice() {
        RunRig.Result result = runUntil(PUBLISHING, wire::loseNextAnswer);
        assertThat(result.code()).as(result.output()).isEqualTo(ExitCode.DONE);
        assertThat(rig.footprint()).isEqualTo(undisturbed);
    }

    @Test
    void aServerThatIsKilledAndRestartedIsWaitedFor() {
        rig.reachEmbeddedWarehouse();
        RunRig.Result result = runUntil("STATEMENT copy", () -> {
            rig.kill();
            new Thread(rig::start, "restart").start();
        });
        assertThat(result.code()).as(result.output()).isEqualTo(ExitCode.DONE);
        assertThat(rig.footprint()).isEqualTo(undisturbed);
        rig.reachWarehouseThrough(wire.port());
    }

    /** As when the machine runs out of memory. Most of its minutes are the run's waiting. */
    @Test
    void aServerThatStaysAwayEndsTheRunAndTheNextOneHeals() {
        rig.reachEmbeddedWarehouse();
        rig.stop();
        assertThatThrownBy(() -> runUntil("STATEMENT copy", rig::kill))
                .isInstanceOf(WarehouseUnavailable.class)
                .hasMessageContaining("run again when it is back");
        RunRig.Result healed = rig.run(SmallOrganisation.SECOND, SmallOrganisation.SECOND);
        assertThat(healed.code()).as(healed.output()).isEqualTo(ExitCode.DONE);
        rig.start();
        assertThat(rig.footprint()).isEqualTo(undisturbed);
        rig.reachWarehouseThrough(wire.port());
    }

    private static RunRig.Result runUntil(String operation, Runnable event) {
        Victim moment = KillSwitch.nth(operation, 1);
        KillSwitch life = KillSwitch.pretended(next -> {
            if (moment.is(next)) {
                event.run();
            }
            return false;
        });
        return rig.run(
                RunRig.request(SmallOrganisation.SECOND, SmallOrganisation.SECOND), RunRig.wiring(life, rig.lake()));
    }
}
