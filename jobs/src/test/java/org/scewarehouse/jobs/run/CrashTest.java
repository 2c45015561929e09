package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scewarehouse.etl.simulator.prometheus.PrometheusSimulator;
import org.scewarehouse.etl.simulator.prometheus.SimulatorOptions;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.run.KillSwitch.Kind;
import org.scewarehouse.jobs.run.KillSwitch.Operation;
import org.slf4j.LoggerFactory;

/**
 * A run that dies anywhere is healed by a plain one: same Parquet to the byte, same rows, nothing twice, nothing left
 * over. What a run does hundreds of times in the same way (parts of raw, notes of Spring Batch) is tried a few times
 * only; {@code -Dtest.crash.all=true} tries every single operation.
 */
class CrashTest {

    /** Property that asks for the points and faults that take their time. */
    static final String ALL = "test.crash.all";

    private static final boolean IS_EVERY_POINT = Boolean.getBoolean(ALL);
    private static final int ALIKE_MIN = 2;
    private static final int ALIKE_EVERY = 9;

    @TempDir
    static Path home;

    private static PrometheusSimulator prometheus;
    private static RunRig rig;
    private static Footprint undisturbed;
    private static List<Operation> operations;

    @BeforeAll
    static void runUndisturbed() {
        // A dead run's libraries have much to say about it.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        for (String name : List.of("org.springframework", "com.zaxxer.hikari")) {
            ((Logger) LoggerFactory.getLogger(name)).setLevel(Level.OFF);
        }
        prometheus = new PrometheusSimulator(SmallOrganisation.standard(), SimulatorOptions.standard());
        rig = new RunRig(home, prometheus.url());
        KillSwitch counting = KillSwitch.none();
        rig.run(SmallOrganisation.SECOND, SmallOrganisation.SECOND, counting);
        operations = counting.operations();
        undisturbed = rig.footprint();
        assertThat(undisturbed.files()).hasSizeGreaterThan(10);
        assertThat(undisturbed.tables().get("mart.fact_container_day")).startsWith("3 rows");
        assertThat(undisturbed.tables().get("ops.load")).startsWith("1 rows");
    }

    @AfterAll
    static void close() {
        rig.close();
        prometheus.close();
    }

    @ParameterizedTest
    @EnumSource
    void aRunThatDiesIsHealedByAPlainOne(Kind kind) throws IOException {
        List<Integer> points = points(kind);
        assertThat(points).hasSizeGreaterThan(10);
        for (int point : points) {
            rig.renew();
            KillSwitch life = KillSwitch.pretended(KillSwitch.nth(kind, point));
            rig.run(SmallOrganisation.SECOND, SmallOrganisation.SECOND, life);
            assertThat(life.isDead()).isTrue();
            heals(life);
        }
    }

    @Test
    void aRunThatDiesAgainAndAgainIsHealedByAPlainOne() throws IOException {
        Random random = new Random(20260818);
        rig.renew();
        KillSwitch life = KillSwitch.none();
        for (int i = 0; i < 12; i++) {
            Kind kind = Kind.values()[random.nextInt(3)];
            life = KillSwitch.pretended(KillSwitch.nth(kind, 1 + random.nextInt(40)));
            rig.run(SmallOrganisation.SECOND, SmallOrganisation.SECOND, life);
            rig.awaitNobody();
        }
        heals(life);
    }

    private static void heals(KillSwitch life) throws IOException {
        String death = "killed before " + life.last();
        rig.awaitNobody();
        RunRig.Result healed = rig.run(SmallOrganisation.SECOND, SmallOrganisation.SECOND);
        assertThat(healed.code()).as("%s: %s", death, healed.output()).isEqualTo(ExitCode.DONE);
        assertThat(rig.footprint()).as(death).isEqualTo(undisturbed);
        assertThat(rig.leftovers()).as(death).isZero();
        KillSwitch counting = KillSwitch.none();
        rig.run(SmallOrganisation.SECOND, SmallOrganisation.SECOND, counting);
        assertThat(counting.operations())
                .as("the next run after one %s", death)
                .noneMatch(operation ->
                        operation.kind() == Kind.STORE && !operation.what().endsWith("_installation.txt"));
        assertThat(rig.footprint()).as("twice healed after one %s", death).isEqualTo(undisturbed);
    }

    /** Which of the operations of a kind to die at, from 1. */
    private static List<Integer> points(Kind kind) {
        Map<String, Integer> alike = new HashMap<>();
        Map<Kind, Integer> count = new EnumMap<>(Kind.class);
        List<Integer> points = new ArrayList<>();
        for (Operation operation : operations) {
            int number = count.merge(operation.kind(), 1, Integer::sum);
            int seen = alike.merge(likeness(operation), 1, Integer::sum);
            boolean isChosen = !isReading(operation) && (seen <= ALIKE_MIN || seen % ALIKE_EVERY == 0);
            if (operation.kind() == kind && (isChosen || IS_EVERY_POINT)) {
                points.add(number);
            }
        }
        return points;
    }

    private static boolean isReading(Operation operation) {
        return operation.what().matches("(?i)(after )?(/\\*.*\\*/ *)?(select|set|show) .*");
    }

    private static String likeness(Operation operation) {
        return operation.toString().replaceAll("endpoint=[a-z_]+/", "").replaceAll("\\d+", "0");
    }
}
