package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.jobs.cli.CommandLineRun;
import org.slf4j.LoggerFactory;

/** A person who used everything is erased from what every source has left, in a lake that is a bucket. */
class ErasureOfEverySourceTest {

    @TempDir
    static Path home;

    private static S3Server server;
    private static EverySource sources;
    private static RunRig rig;
    private static final Map<String, String> ENVIRONMENT = new HashMap<>();

    @BeforeAll
    static void load() throws Exception {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        for (String name : List.of("org.springframework", "com.zaxxer.hikari", "org.eclipse.jetty")) {
            ((Logger) LoggerFactory.getLogger(name)).setLevel(Level.OFF);
        }
        server = new S3Server();
        sources = new EverySource(home);
        rig = new RunRig(home, "http://localhost:1");
        ENVIRONMENT.putAll(rig.environment());
        ENVIRONMENT.putAll(sources.environment());
        ENVIRONMENT.putAll(server.lake("lake"));
        ENVIRONMENT.put("SCE_PRIVACY_SECRET", "a-secret-of-the-test-0123456789");
        CommandLineRun night = sce("nightly");
        assertThat(night.exitCode()).as(night.output() + night.errors()).isIn(0, 2);
    }

    @AfterAll
    static void close() throws Exception {
        rig.close();
        sources.close();
        server.close();
    }

    private static CommandLineRun sce(String... arguments) {
        return CommandLineRun.at(SmallOrganisation.NOW, ENVIRONMENT, arguments);
    }

    @Test
    void nothingIsLeftInAnySourceAndAllSumsAre() {
        Map<String, byte[]> before = server.objects("lake");
        for (String source : List.of("hr", "prometheus", "aws_batch", "home_drive", "connect", "gitlab")) {
            assertThat(Traces.inLake(before, EverySource.OF_ANNA))
                    .as("the person is in raw of " + source)
                    .anyMatch(place -> place.startsWith("raw/source=" + source + "/"));
        }
        assertThat(Traces.inLake(before, EverySource.OF_ANNA)).anyMatch(place -> place.contains("endpoint=events"));
        List<String> sums = EverySource.sums(rig);
        assertThat(sums).hasSizeGreaterThan(12);

        CommandLineRun erased = sce("erase", "anna.smith", "--yes");

        assertThat(erased.exitCode()).as(erased.output() + erased.errors()).isZero();
        assertThat(erased.output()).contains("nothing was found: erased, erased");
        Map<String, byte[]> after = server.objects("lake");
        assertThat(Traces.inLake(after, EverySource.OF_ANNA)).isEmpty();
        assertThat(Traces.inWarehouse(rig, EverySource.OF_ANNA)).isEmpty();
        assertThat(Traces.inLake(after, EverySource.OF_OTHERS)).isNotEmpty();
        assertThat(Traces.inWarehouse(rig, EverySource.OF_OTHERS)).isNotEmpty();
        assertThat(EverySource.sums(rig)).isEqualTo(sums);
        CommandLineRun verified = sce("verify");
        assertThat(verified.exitCode())
                .as(verified.output() + verified.errors())
                .isZero();
        assertThat(Files.exists(home.resolve("lake")))
                .as("nothing lies in a folder")
                .isFalse();

        CommandLineRun night = sce("nightly");
        assertThat(night.exitCode()).as(night.output() + night.errors()).isIn(0, 2);
        assertThat(Traces.inLake(server.objects("lake"), EverySource.OF_ANNA))
                .as("sources that still name the person do not bring them back")
                .isEmpty();
        assertThat(Traces.inWarehouse(rig, EverySource.OF_ANNA)).isEmpty();
        assertThat(EverySource.sums(rig)).isEqualTo(sums);
    }
}
