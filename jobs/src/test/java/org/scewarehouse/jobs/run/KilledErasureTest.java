package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.simulator.prometheus.PrometheusSimulator;
import org.scewarehouse.etl.simulator.prometheus.SimulatorOptions;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.run.KillSwitch.Kind;

/** An erasure that dies at any kind of write is finished by the next one. */
class KilledErasureTest {

    private static final EraseRequest BO = new EraseRequest("bo", false, false, true);

    @TempDir
    static Path home;

    @Test
    void anErasureThatDiesIsFinishedByTheNext() throws Exception {
        try (PrometheusSimulator server =
                        new PrometheusSimulator(SmallOrganisation.standard(), SimulatorOptions.standard());
                RunRig rig = new RunRig(home, server.url())) {
            KillSwitch counting = KillSwitch.none();
            load(rig);
            rig.erase(BO, counting);
            for (Kind kind : Kind.values()) {
                long all = counting.operations().stream()
                        .filter(operation -> operation.kind() == kind)
                        .count();
                for (int part = 1; part <= 2; part++) {
                    rig.awaitNobody();
                    rig.renew();
                    load(rig);
                    KillSwitch life = KillSwitch.pretended(KillSwitch.nth(kind, (int) (1 + all * part / 3)));
                    rig.erase(BO, life);
                    rig.awaitNobody();
                    RunRig.Result next = rig.erase(BO, KillSwitch.none());
                    assertThat(next.code())
                            .as("killed before %s: %s", life.last(), next.output())
                            .isEqualTo(ExitCode.DONE);
                    assertThat(next.output()).containsAnyOf("nothing was found", "was erased on");
                    assertThat(Files.exists(rig.lake().resolve("identified/_erasure/unfinished.json")))
                            .isFalse();
                }
            }
        }
    }

    private static void load(RunRig rig) {
        assertThat(rig.run(SmallOrganisation.FIRST, SmallOrganisation.SECOND).code())
                .isEqualTo(ExitCode.DONE);
    }
}
