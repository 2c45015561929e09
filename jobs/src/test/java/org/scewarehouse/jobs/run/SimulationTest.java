package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scewarehouse.jobs.cli.CommandLineRun;
import org.scewarehouse.jobs.postgres.EmbeddedPostgres;
import org.scewarehouse.jobs.run.KillSwitch.Kind;
import org.slf4j.LoggerFactory;

/**
 * Whatever runs were begun over all sources, in whatever order, and wherever they died, also where the warehouse was
 * lost on the way: one plain night makes all of it what an undisturbed one would have made. What happens is made up
 * from a seed; {@code -Dtest.simulation.seeds=200} tries as many.
 */
class SimulationTest {

    /** Property: how many seeds. */
    static final String SEEDS = "test.simulation.seeds";
    /** Property: only this one. */
    static final String SEED = "test.simulation.seed";

    private static final List<String> LATER =
            EverySource.NAMES.stream().filter(name -> !PeopleFirst.has(name)).toList();

    @TempDir
    static Path home;

    private static EverySource sources;
    private static RunRig rig;
    private static Footprint undisturbed;

    private final List<String> story = new CopyOnWriteArrayList<>();

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
        LATER.forEach(source -> rig.environment()
                .put("SCE_SOURCES_" + source.toUpperCase(Locale.ROOT) + "_SINCE", SmallOrganisation.FIRST.toString()));
        night();
        undisturbed = footprint();
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
        Random random = new Random(seed);
        rig.renew();
        int acts = 3 + random.nextInt(4);
        for (int i = 0; i < acts; i++) {
            act(random);
            rig.awaitNobody();
        }
        night();
        CommandLineRun verified = sce("verify");
        assertThat(verified.exitCode())
                .as("seed %d: %s %s", seed, story, verified.errors())
                .isZero();
        assertThat(differences(footprint())).as("seed %d: %s", seed, story).isEmpty();
    }

    private void act(Random random) {
        int what = random.nextInt(10);
        if (what == 0) {
            story.add("the warehouse is lost");
            rig.renewWarehouse();
        } else if (what < 4) {
            Stream.Builder<Runnable> runs = Stream.builder();
            for (int i = 2 + random.nextInt(2); i > 0; i--) {
                runs.add(random.nextBoolean() ? mortal(random) : whole(random));
            }
            story.add("at once:");
            CompletableFuture.allOf(
                            runs.build().map(CompletableFuture::runAsync).toArray(CompletableFuture[]::new))
                    .join();
            story.add("all ended");
        } else if (what == 4) {
            whole(random).run();
        } else {
            mortal(random).run();
        }
    }

    /** A command that lives to its end; what others work at meanwhile, or nobody has collected yet, it cannot do. */
    private Runnable whole(Random random) {
        String[] arguments = random.nextInt(3) == 0 ? new String[] {"rebuild", "--parallel=2"} : backfill(random);
        return () -> {
            CommandLineRun run = sce(arguments);
            story.add(String.join(" ", arguments) + " ended with " + run.exitCode());
            Stream<String> failures = Stream.of(run.output(), run.errors())
                    .flatMap(String::lines)
                    .filter(line -> line.contains("FAILED"))
                    .filter(line -> !line.matches(".*(no raw is kept|dim_user lacks).*"));
            assertThat(failures).as("%s", story).isEmpty();
            assertThat(run.exitCode()).as("%s %s", story, run.errors()).isIn(0, 2, 3, 4, 6);
        };
    }

    /** A run that may die; if not, it fails of nothing. */
    private Runnable mortal(Random random) {
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        // Early deaths and late ones alike.
        int point = (int) Math.exp(random.nextDouble() * Math.log(kind == Kind.STATEMENT ? 3000 : 400));
        KillSwitch life = KillSwitch.pretended(KillSwitch.nth(kind, 1 + point));
        if (random.nextInt(4) == 0) {
            LocalDate day = LocalDate.parse(day(random));
            String source = LATER.get(random.nextInt(LATER.size()));
            boolean isForced = random.nextBoolean();
            return () -> {
                rig.run(new RunRequest(source, day, day, false, isForced, false, false), life);
                story.add("run " + source + " " + day + (isForced ? " --force" : "") + told(life));
            };
        }
        int parallel = 1 + random.nextInt(2);
        int days = random.nextInt(3) == 0 ? 1 : Integer.MAX_VALUE;
        return () -> {
            rig.nightly(new NightlyRequest(null, days, null, false, parallel, false), life);
            story.add("nightly --parallel " + parallel + (days == 1 ? " --max-days 1" : "") + told(life));
        };
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

    private static String day(Random random) {
        return SmallOrganisation.FIRST.plusDays(random.nextInt(3)).toString();
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

    private static String[] backfill(Random random) {
        List<String> arguments = new ArrayList<>(
                List.of("backfill", "--from", SmallOrganisation.FIRST.toString(), "--to", day(random), "--parallel=2"));
        LATER.forEach(source -> arguments.add("--source=" + source));
        if (random.nextBoolean()) {
            arguments.add("--from-raw");
        }
        return arguments.toArray(String[]::new);
    }

    private static String told(KillSwitch life) {
        return life.isDead() ? ", killed before " + life.last() : "";
    }

    private static void night() {
        CommandLineRun night = sce("nightly");
        assertThat(night.exitCode()).as(night.output() + night.errors()).isIn(0, 2);
    }

    private static CommandLineRun sce(String... arguments) {
        return CommandLineRun.at(SmallOrganisation.NOW, rig.environment(), arguments);
    }
}
