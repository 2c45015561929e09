package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.cli.CommandLineRun;
import org.scewarehouse.jobs.run.KillSwitch.Kind;

/**
 * What befalls a home with every source, made up from a seed: commands one after another and at once, of which many die
 * somewhere, and warehouses that are lost.
 */
final class Story {

    /** Sources whose days name people, or stand for themselves. */
    static final List<String> LATER =
            EverySource.NAMES.stream().filter(name -> !PeopleFirst.has(name)).toList();

    /** What is said of whom HR told of after the erasure: a person decides. */
    static final String TOLD_LATER = "if this is the same person: ./sce erase erased";

    private static final String NO_RAW = "no raw is kept";
    private static final String NO_PEOPLE = "dim_user lacks";

    private final RunRig rig;
    private final Random random;
    private final @Nullable String erased;
    private final List<String> told = new CopyOnWriteArrayList<>();

    /** @param erased whom somebody wants to be erased at times; null for nobody */
    Story(RunRig rig, long seed, @Nullable String erased) {
        this.rig = rig;
        this.random = new Random(seed);
        this.erased = erased;
    }

    /** Lets things happen; nobody is at work when it returns. */
    void happen() {
        int acts = 3 + random.nextInt(4);
        for (int i = 0; i < acts; i++) {
            act();
            rig.awaitNobody();
        }
    }

    private void act() {
        int what = random.nextInt(10);
        if (what == 0) {
            told.add("the warehouse is lost");
            rig.renewWarehouse();
        } else if (what < 4) {
            Stream.Builder<Runnable> runs = Stream.builder();
            for (int i = 2 + random.nextInt(2); i > 0; i--) {
                runs.add(random.nextBoolean() ? mortal(false) : whole(false));
            }
            told.add("at once:");
            CompletableFuture.allOf(runs.build().map(Story::begun).toArray(CompletableFuture[]::new))
                    .join();
            told.add("all ended");
        } else if (what == 4) {
            whole(true).run();
        } else {
            mortal(true).run();
        }
    }

    /** On a thread of its own: the common pool of a machine with two cores has but one. */
    private static CompletableFuture<Void> begun(Runnable run) {
        return CompletableFuture.runAsync(run, task -> new Thread(task, "at once").start());
    }

    /** A command that lives to its end; it may leave what others work at, and cannot build what nobody collected. */
    private Runnable whole(boolean isAlone) {
        String[] arguments = random.nextInt(3) == 0 ? new String[] {"rebuild", "--parallel=2"} : backfill();
        return () -> {
            CommandLineRun run = CommandLineRun.at(SmallOrganisation.NOW, rig.environment(), arguments);
            told.add(String.join(" ", arguments) + " ended with " + run.exitCode());
            String text = run.output() + run.errors();
            assertThat(text.lines()
                            .filter(line -> line.contains("FAILED"))
                            .filter(line -> !line.contains(NO_RAW) && !line.contains(NO_PEOPLE)))
                    .as("%s", told)
                    .isEmpty();
            List<Integer> codes = new ArrayList<>(List.of(0, 2));
            codes.addAll(text.contains(NO_RAW) ? List.of(4) : List.of());
            codes.addAll(!isAlone || text.contains(NO_PEOPLE) ? List.of(3) : List.of());
            codes.addAll(isAlone ? List.of() : List.of(6));
            assertThat(run.exitCode()).as("%s %s", told, run.errors()).isIn(codes);
        };
    }

    /** A run that may die, and else ends by itself, whatever it comes to. */
    private Runnable mortal(boolean isAlone) {
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        // Early deaths and late ones alike.
        int point = (int) Math.exp(random.nextDouble() * Math.log(kind == Kind.STATEMENT ? 3000 : 400));
        KillSwitch life = KillSwitch.pretended(KillSwitch.nth(kind, 1 + point));
        int what = random.nextInt(4);
        if (what == 0) {
            return runOfADay(life);
        }
        if (what == 1 && erased != null) {
            return erasure(random.nextBoolean() ? life : KillSwitch.none(), isAlone);
        }
        int parallel = 1 + random.nextInt(2);
        int days = random.nextInt(3) == 0 ? 1 : Integer.MAX_VALUE;
        return () -> {
            rig.nightly(new NightlyRequest(null, days, null, false, parallel, false), life);
            told.add("nightly --parallel " + parallel + (days == 1 ? " --max-days 1" : "") + fate(life));
        };
    }

    private Runnable runOfADay(KillSwitch life) {
        LocalDate day = LocalDate.parse(day());
        String source = LATER.get(random.nextInt(LATER.size()));
        boolean isForced = random.nextBoolean();
        return () -> {
            rig.run(new RunRequest(source, day, day, false, isForced, false, false), life);
            told.add("run " + source + " " + day + (isForced ? " --force" : "") + fate(life));
        };
    }

    /** Nobody may be known by the name yet; what a run that died had not built is for the next night. */
    private Runnable erasure(KillSwitch life, boolean isAlone) {
        EraseRequest request = new EraseRequest(String.valueOf(erased), false, false, true);
        return () -> {
            RunRig.Result result = rig.erase(request, life);
            told.add("erase" + (life.isDead() ? fate(life) : " ended with " + result));
            if (!life.isDead()) {
                List<ExitCode> codes = new ArrayList<>(List.of(ExitCode.DONE));
                boolean isToBeDecided = result.output().contains(TOLD_LATER);
                codes.addAll(
                        isToBeDecided || result.output().contains("nobody is known")
                                ? List.of(ExitCode.ACT)
                                : List.of());
                codes.addAll(result.output().contains("run ./sce nightly") ? List.of(ExitCode.BROKEN) : List.of());
                codes.addAll(isAlone ? List.of() : List.of(ExitCode.RUN_AGAIN, ExitCode.LOCKED));
                assertThat(result.code()).as("%s", told).isIn(codes);
            }
        };
    }

    private String day() {
        return SmallOrganisation.FIRST.plusDays(random.nextInt(3)).toString();
    }

    private String[] backfill() {
        List<String> arguments = new ArrayList<>(
                List.of("backfill", "--from", SmallOrganisation.FIRST.toString(), "--to", day(), "--parallel=2"));
        LATER.forEach(source -> arguments.add("--source=" + source));
        if (random.nextBoolean()) {
            arguments.add("--from-raw");
        }
        return arguments.toArray(String[]::new);
    }

    private static String fate(KillSwitch life) {
        return life.isDead() ? ", killed before " + life.last() : "";
    }

    @Override
    public String toString() {
        return told.toString();
    }
}
