package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.simulator.prometheus.PrometheusSimulator;
import org.scewarehouse.etl.simulator.prometheus.SimulatorOptions;
import org.scewarehouse.jobs.cli.CommandLineRun;
import org.springframework.util.FileSystemUtils;

/** The secret of all pseudonyms changes by building a new warehouse from the raw of the old lake. */
class SecretRotationTest {

    private static final String[] DAYS = {"--from", "2026-08-18", "--to", "2026-08-20"};

    @TempDir
    static Path home;

    private final Map<String, String> environment = new HashMap<>();

    private CommandLineRun prometheus(String... more) {
        String[] arguments = new String[2 + DAYS.length + more.length];
        arguments[0] = "run";
        arguments[1] = "prometheus";
        System.arraycopy(DAYS, 0, arguments, 2, DAYS.length);
        System.arraycopy(more, 0, arguments, 2 + DAYS.length, more.length);
        return CommandLineRun.at(SmallOrganisation.NOW, environment, arguments);
    }

    @Test
    void anotherSecretIsRefusedUntilEverythingIsBuiltAnew() throws IOException {
        try (PrometheusSimulator server =
                        new PrometheusSimulator(SmallOrganisation.standard(), SimulatorOptions.standard());
                RunRig rig = new RunRig(home, server.url())) {
            environment.putAll(rig.environment());
            assertThat(prometheus().exitCode()).isZero();
            Footprint before = rig.footprint();

            environment.put("SCE_PRIVACY_SECRET", "another secret of more than sixteen characters");
            CommandLineRun refused = prometheus("--from-raw");
            assertThat(refused.exitCode()).isEqualTo(4);
            assertThat(refused.errors()).contains("the fingerprint of sce.privacy.secret is");
            assertThat(rig.footprint()).isEqualTo(before);

            rig.renewWarehouse();
            FileSystemUtils.deleteRecursively(rig.lake().resolve("curated"));
            FileSystemUtils.deleteRecursively(rig.lake().resolve("identified"));
            assertThat(prometheus("--from-raw").exitCode()).isZero();
            Footprint after = rig.footprint();
            assertThat(after).isNotEqualTo(before);

            environment.remove("SCE_PRIVACY_SECRET");
            rig.renewWarehouse();
            FileSystemUtils.deleteRecursively(rig.lake().resolve("curated"));
            FileSystemUtils.deleteRecursively(rig.lake().resolve("identified"));
            assertThat(prometheus("--from-raw").exitCode()).isZero();
            assertThat(Files.exists(home.resolve("privacy-secret"))).isTrue();
        }
    }
}
