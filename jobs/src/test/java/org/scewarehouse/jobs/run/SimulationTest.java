package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scewarehouse.jobs.cli.CommandLineRun;
import org.scewarehouse.jobs.postgres.EmbeddedPostgres;
import org.slf4j.LoggerFactory;

/**
 * Whatever runs were begun over all sources, in whatever order, and wherever they died, also where the warehouse was
 * lost on the way: one plain night makes all of it what an undisturbed one would have made; and where a person was
 * to be erased, one erasure then leaves nothing of them and everything else. What happens is made up from a seed;
 * {@code -Dtest.simulation.seeds=200} tries as many.
 */
class SimulationTest {

    /** Property: how many seeds. */
    static final String SEEDS = "test.simulation.seeds";
    /** Property: only this one. */
    static final String SEED = "test.simulation.seed";

    @TempDir
    static Path home;

    private static EverySource sources;
    private static RunRig rig;
    private static Footprint undisturbed;
    private static List<String> sums;

    @BeforeAll
    static void runUndisturbed() throws IOException {
        // A dead run's libraries have much to say about it.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        for (String name : List.of("org.springframework", "com.zaxxer.hikari")) {
            ((Logger) LoggerFactory.getLogger(name)).setLevel(Level.OFF);
        }
        sources = new EverySource(home);
        rig = new RunRig(home, "http://localhost:1");
        rig.environment().putAll(sources.environment());
        // Else what was asked for by its day would be where collecting began.
        Story.LATER.forEach(source -> rig.environment()
                .put("SCE_SOURCES_" + source.toUpperCase(Locale.ROOT) + "_SINCE", SmallOrganisation.FIRST.toString()));
        night();
        undisturbed = footprint();
        sums = EverySource.sums(rig);
        assertThat(sums).hasSizeGreaterThan(12);
    }

    @AfterAll
    static void close() {
        rig.close();
        sources.close();
    }

    static LongStream seeds() {
        Long one = Long.getLong(SEED);
        return one == null ? LongStream.rangeClosed(1, Long.getLong(SEEDS, 2)) : LongStream.of(one);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void onePlainNightMakesItWhole(long seed) throws IOException {
        rig.renew();
        Story story = new Story(rig, seed, null);
        story.happen();
        night();
        verify(seed, story);
        assertThat(differences(footprint())).as("seed %d: %s", seed, story).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingIsLeftOfWhoWasToBeErased(long seed) {
        rig.renew();
        Story story = new Story(rig, seed, "anna.smith");
        story.happen();
        night();
        CommandLineRun erased = sce("erase", "anna.smith", "--yes");
        if (erased.errors().contains(Story.TOLD_LATER)) {
            erased = sce(
                    "erase",
                    Traces.rows(rig, "select distinct token from ops.erasure").get(0),
                    "--yes");
        }
        assertThat(erased.exitCode())
                .as("seed %d: %s %s%s", seed, story, erased.output(), erased.errors())
                .isZero();
        List<String> left = Traces.inWarehouse(rig, EverySource.OF_ANNA);
        left.addAll(Traces.inLake(Traces.files(rig.lake()), EverySource.OF_ANNA));
        assertThat(left).as("seed %d: %s", seed, story).isEmpty();
        assertThat(EverySource.sums(rig)).as("seed %d: %s", seed, story).isEqualTo(sums);
        verify(seed, story);
    }

    private static void verify(long seed, Story story) {
        CommandLineRun verified = sce("verify");
        assertThat(verified.exitCode())
                .as("seed %d: %s %s", seed, story, verified.errors())
                .isZero();
    }

    /** Whom HR told of late was taken for somebody else before, who stays a member without facts. */
    private static Footprint footprint() {
        for (String members : List.of("mart.dim_user", "mart.dim_user_now")) {
            rig.execute(
                    EmbeddedPostgres.DATABASE,
                    "delete from " + members + " u where is_inferred and user_id > 0"
                            + " and not exists (select from hr.identity_use i where i.user_id = u.user_id)");
        }
        return rig.footprint();
    }

    /** Manifests name raw, which has another order where some of it was known already. */
    private static List<String> differences(Footprint found) {
        List<String> differences = new ArrayList<>();
        compare(undisturbed.files(), found.files(), differences);
        compare(undisturbed.tables(), found.tables(), differences);
        return differences;
    }

    private static void compare(Map<String, String> expected, Map<String, String> found, List<String> differences) {
        Set<String> names = new TreeSet<>(expected.keySet());
        names.addAll(found.keySet());
        for (String name : names) {
            if (!Objects.equals(expected.get(name), found.get(name))) {
                differences.add(name + ": " + found.get(name) + " instead of " + expected.get(name));
            }
        }
    }

    private static void night() {
        CommandLineRun night = sce("nightly");
        assertThat(night.exitCode()).as(night.output() + night.errors()).isIn(0, 2);
    }

    private static CommandLineRun sce(String... arguments) {
        return CommandLineRun.at(SmallOrganisation.NOW, rig.environment(), arguments);
    }
}
