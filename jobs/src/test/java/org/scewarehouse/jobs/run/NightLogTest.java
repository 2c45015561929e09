package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.simulator.prometheus.PrometheusSimulator;
import org.scewarehouse.etl.simulator.prometheus.SimulatorOptions;
import org.scewarehouse.jobs.Console;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.Termination;

/** What a night has said once is not forgotten for what ends it. */
class NightLogTest {

    @Test
    void thatDataIsLostIsSaidAlsoWhereTheSourceFailsAfterwards(@TempDir Path home) throws IOException {
        SimulatorOptions cut = SimulatorOptions.standard().withRetention(Duration.ofDays(2), SmallOrganisation.NOW);
        try (PrometheusSimulator prometheus =
                        new PrometheusSimulator(SmallOrganisation.standard(), SimulatorOptions.standard());
                PrometheusSimulator forgetful = new PrometheusSimulator(SmallOrganisation.standard(), cut);
                RunRig rig = new RunRig(home, prometheus.url())) {
            rig.renew();
            RunRequest first = RunRig.request(SmallOrganisation.FIRST, SmallOrganisation.FIRST);
            assertThat(rig.run(first, Wiring.DIRECT).code()).isEqualTo(ExitCode.DONE);
            rig.environment().put("SCE_SOURCES_PROMETHEUS_URL", forgetful.url());
            rig.environment().put("SCE_RETENTION_CURATED_DAYS", "1");
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8);
            Wiring bucketAway = RunRig.wiring(
                    KillSwitch.pretended(next -> {
                        if (next.toString()
                                .contains("STORE delete curated/_manifest/prometheus/day=" + SmallOrganisation.FIRST)) {
                            throw new UncheckedIOException(new IOException("the bucket is away"));
                        }
                        return false;
                    }),
                    rig.lake());
            Path report = Files.createDirectories(home.resolve("told"));
            ExitCode code = Runs.nightly(
                    new NightlyRequest("prometheus", Integer.MAX_VALUE, null, false),
                    rig.session(Console.of(stream, stream), Termination.never()),
                    report,
                    bucketAway);
            String told = output.toString(StandardCharsets.UTF_8);
            assertThat(told).contains("2026-08-19  LOST", "prometheus  FAILED: ");
            assertThat(code).as(told).isEqualTo(ExitCode.BROKEN);
            assertThat(report.resolve("report.json")).content().contains("\"exit_code\" : 5");
        }
    }
}
