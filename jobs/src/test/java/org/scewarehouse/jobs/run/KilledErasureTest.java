package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.simulator.prometheus.PrometheusSimulator;
import org.scewarehouse.etl.simulator.prometheus.SimulatorOptions;
import org.scewarehouse.jobs.Console;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.Termination;
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
            erase(rig, counting);
            for (Kind kind : Kind.values()) {
                long all = counting.operations().stream()
                        .filter(operation -> operation.kind() == kind)
                        .count();
                for (int part = 1; part <= 2; part++) {
                    rig.awaitNobody();
                    rig.renew();
                    load(rig);
                    KillSwitch life = KillSwitch.pretended(KillSwitch.nth(kind, (int) (1 + all * part / 3)));
                    erase(rig, life);
                    rig.awaitNobody();
                    ByteArrayOutputStream output = new ByteArrayOutputStream();
                    ExitCode code = erase(rig, Wiring.DIRECT, output);
                    String told = output.toString(StandardCharsets.UTF_8);
                    assertThat(code)
                            .as("killed before %s: %s", life.last(), told)
                            .isEqualTo(ExitCode.DONE);
                    assertThat(told).containsAnyOf("nothing was found", "was erased on");
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

    private static void erase(RunRig rig, KillSwitch life) throws InterruptedException {
        FutureTask<ExitCode> run =
                new FutureTask<>(() -> erase(rig, RunRig.wiring(life, rig.lake()), new ByteArrayOutputStream()));
        new Thread(run, "erase").start();
        try {
            run.get();
        } catch (ExecutionException e) {
            if (!life.isDead()) {
                throw new AssertionError("a living erasure failed", e.getCause());
            }
        }
    }

    private static ExitCode erase(RunRig rig, Wiring wiring, ByteArrayOutputStream output) {
        PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8);
        return Erasing.erase(BO, rig.session(Console.of(stream, stream), Termination.never()), wiring);
    }
}
