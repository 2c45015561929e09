package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.simulator.prometheus.PrometheusSimulator;
import org.scewarehouse.etl.simulator.prometheus.SimulatorOptions;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.run.KillSwitch.Kind;
import org.scewarehouse.jobs.run.KillSwitch.Operation;
import org.slf4j.LoggerFactory;

/** The same day with the lake on a server that speaks S3: same bytes, same rows, and it heals from any place. */
class S3LakeTest {

    @TempDir
    static Path home;

    private static PrometheusSimulator prometheus;
    private static RunRig rig;
    private static S3Server server;
    private static SortedMap<String, byte[]> local;
    private static SortedMap<String, String> tables;
    private static int lakes;

    @BeforeAll
    static void runLocally() throws Exception {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        for (String name : List.of("org.springframework", "com.zaxxer.hikari", "org.eclipse.jetty")) {
            ((Logger) LoggerFactory.getLogger(name)).setLevel(Level.OFF);
        }
        server = new S3Server();
        prometheus = new PrometheusSimulator(SmallOrganisation.standard(), SimulatorOptions.standard());
        rig = new RunRig(home, prometheus.url());
        run();
        local = files(rig.lake());
        tables = rig.footprint().tables();
        assertThat(local.keySet()).anyMatch(file -> file.endsWith(".parquet"));
        rig.environment()
                .put("SCE_PRIVACY_SECRET_FILE", home.resolve("privacy-secret").toString());
    }

    @AfterAll
    static void close() throws Exception {
        rig.close();
        prometheus.close();
        server.close();
    }

    private static String newLake() {
        String lake = "lake" + ++lakes;
        rig.environment().putAll(server.lake(lake));
        rig.renewWarehouse();
        return lake;
    }

    private static void run() {
        RunRig.Result result = rig.run(SmallOrganisation.SECOND, SmallOrganisation.SECOND);
        assertThat(result.code()).as(result.output()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void leavesTheSameBytesAsALakeInAFolder() {
        String lake = newLake();
        run();
        isAsTheLocalOne(lake);
        assertThat(files(rig.lake()).keySet()).as("nothing goes to the folder").isEqualTo(local.keySet());
    }

    private static void isAsTheLocalOne(String lake) {
        SortedMap<String, byte[]> objects = server.objects(lake);
        assertThat(objects.keySet()).isEqualTo(local.keySet());
        List<String> same = objects.keySet().stream()
                .filter(key -> key.endsWith(".parquet") || key.contains("/part-") || key.startsWith("identified/"))
                .toList();
        assertThat(same).hasSizeGreaterThan(20);
        for (String key : same) {
            assertThat(objects.get(key)).as(key).isEqualTo(local.get(key));
        }
        assertThat(rig.footprint().tables()).isEqualTo(tables);
    }

    @Test
    void aRunThatDiesIsHealedByAPlainOne() {
        newLake();
        KillSwitch counting = KillSwitch.none();
        rig.run(SmallOrganisation.SECOND, SmallOrganisation.SECOND, counting);
        List<Integer> points = points(counting.operations());
        assertThat(points).hasSizeGreaterThan(8);
        for (int point : points) {
            String lake = newLake();
            KillSwitch life = KillSwitch.pretended(KillSwitch.nth(Kind.STORE, point));
            rig.run(SmallOrganisation.SECOND, SmallOrganisation.SECOND, life);
            assertThat(life.isDead()).isTrue();
            rig.awaitNobody();
            run();
            isAsTheLocalOne(lake);
        }
    }

    /** One of each kind of change to the lake, from 1. */
    private static List<Integer> points(List<Operation> operations) {
        Set<String> alike = new HashSet<>();
        List<Integer> points = new ArrayList<>();
        int number = 0;
        for (Operation operation : operations) {
            if (operation.kind() == Kind.STORE) {
                number++;
                String likeness = operation
                        .what()
                        .replaceAll("endpoint=[a-z_]+/|(dim|fact|bridge)_[a-z_0-9]+|(container|volume)_name", "")
                        .replaceAll("\\d+", "0");
                if (alike.add(likeness)) {
                    points.add(number);
                }
            }
        }
        return points;
    }

    static SortedMap<String, byte[]> files(Path folder) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .toList()) {
                files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return files;
    }
}
