package org.scewarehouse.jobs.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.load.WarehouseUnavailable;
import org.scewarehouse.jobs.Console;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.Session;
import org.scewarehouse.jobs.run.NightReport.SourceState;
import org.slf4j.LoggerFactory;

/** The entrance of every command that moves data. Each opens the warehouse, migrates it if need be, and closes it. */
public final class Runs {

    private Runs() {}

    /** Does the days asked for, those that are published only when forced. */
    public static ExitCode run(RunRequest request, Session session) {
        return run(request, session, Wiring.DIRECT);
    }

    static ExitCode run(RunRequest request, Session session, Wiring wiring) {
        Console console = session.console();
        RunMetrics metrics = RunMetrics.begin(session);
        try (ConsoleProgress progress = new ConsoleProgress(console);
                Workplace workplace = Workplace.open(session, progress, wiring)) {
            ConfiguredSource source = workplace.source(request.source());
            if (request.isDryRun()) {
                RunReport.tell(new DayRuns(workplace.context()).requested(source, request), console);
                return ExitCode.DONE;
            }
            workplace.begin(console);
            DayRuns days = new DayRuns(workplace.knowingPeople());
            try (BatchSession batch = BatchSession.open(workplace.dataSource())) {
                List<DayOutcome> outcomes = days.run(batch, source, request, heard(progress, console));
                if (outcomes.isEmpty()) {
                    console.line(source.source().name() + " " + request.from() + " to " + request.to()
                            + "  nothing to do: published, lost or not expected; --force does them again");
                }
                workplace.finish();
                metrics.read(workplace.dataSource());
                return metrics.ended(RunReport.code(outcomes, false));
            }
        } catch (DayRuns.LockHeld e) {
            console.error(request.source() + "  left alone: " + e.getMessage());
            return ExitCode.LOCKED;
        }
    }

    /** Does every day that is missing, failed, stale or inside the restatement window, oldest first. */
    public static ExitCode nightly(NightlyRequest request, Session session) {
        return nightly(request, session, null);
    }

    /** The same, leaving a report of the run in a folder, in which one of an earlier run is replaced. */
    public static ExitCode nightly(NightlyRequest request, Session session, @Nullable Path reportFolder) {
        return nightly(request, session, reportFolder, Wiring.DIRECT);
    }

    static ExitCode nightly(NightlyRequest request, Session session, @Nullable Path reportFolder, Wiring wiring) {
        RunMetrics metrics = RunMetrics.begin(session);
        NightLog log = new NightLog(session, reportFolder);
        ExitCode code;
        try {
            code = nightlyWithWarehouse(request, session, metrics, log, wiring);
        } catch (RuntimeException e) {
            code = endedBy(e, request, session, log, wiring);
        }
        ExitCode told = code.and(log.stated());
        return log.ended(metrics.ended(session.termination().isRequested() ? ExitCode.STOPPED : told));
    }

    /** What ended the run before its end; whatever it is after a signal, the report says what was done until then. */
    private static ExitCode endedBy(
            RuntimeException cause, NightlyRequest request, Session session, NightLog log, Wiring wiring) {
        if (session.termination().isRequested()) {
            LoggerFactory.getLogger(Runs.class).debug("What the signal ended", cause);
            session.console().error(Fault.STOPPED.text());
            log.stopped(Fault.STOPPED.text());
            return Fault.STOPPED.exitCode();
        }
        if (cause instanceof WarehouseShut || Fault.isWarehouseAway(cause)) {
            return keepRaw(request, session, log, wiring, Fault.of(cause));
        }
        log.stopped(Fault.of(cause).text());
        log.ended(Fault.of(cause).exitCode());
        throw cause;
    }

    /** What is done of a night whose warehouse cannot be used; the code is what that means. */
    private static ExitCode keepRaw(NightlyRequest request, Session session, NightLog log, Wiring wiring, Fault fault) {
        session.console().error(fault.text());
        session.console().error("Sources are asked all the same: raw is what cannot wait.");
        log.stopped(fault.text());
        try {
            new RawOnlyRun(request, session, wiring, request.end(log.began())).run();
        } catch (RuntimeException e) { // a lake that cannot be used either, or a signal
            Fault second = session.termination().isRequested() ? Fault.STOPPED : Fault.of(e);
            log.stopped(fault.text() + "\n" + second.text());
            log.ended(second.exitCode());
            throw e;
        }
        return fault.exitCode();
    }

    private static ExitCode nightlyWithWarehouse(
            NightlyRequest request, Session session, RunMetrics metrics, NightLog log, Wiring wiring) {
        Console console = session.console();
        try (ConsoleProgress progress = new ConsoleProgress(console);
                Workplace workplace = Workplace.open(session, progress, wiring, request.parallel());
                BatchSession batch = BatchSession.open(workplace.dataSource())) {
            List<ConfiguredSource> sources = request.of(workplace.sources());
            if (sources.isEmpty()) {
                return nothingConfigured(console);
            }
            log.planned(sources);
            workplace.begin(console);
            Consumer<DayOutcome> heard = heard(progress, console)
                    .andThen(day -> log.day(workplace.context().lake(), day));
            ExitCode code = PeopleFirst.run(sources, some -> {
                DayRuns days = new DayRuns(workplace.knowingPeople()); // with those whom HR has shown just now
                Stream<Supplier<ExitCode>> work =
                        some.stream().map(source -> () -> nightly(days, batch, source, request, heard, console, log));
                return SideBySide.run(request.parallel(), work.toList()).stream()
                        .reduce(ExitCode.DONE, ExitCode::and);
            });
            workplace.finish();
            metrics.read(workplace.dataSource());
            return code;
        }
    }

    /**
     * Loads what the lake holds and the warehouse does not, such as all of it into an empty warehouse. Days that the
     * lake states lost are stated lost again, which is no news.
     *
     * @param source only this source; null means all that are configured
     * @param workers how many source-days at once, at least 1
     */
    public static ExitCode rebuild(@Nullable String source, int workers, Session session) {
        Console console = session.console();
        try (Workplace workplace = Workplace.open(session, StepProgress.NONE, Wiring.DIRECT, workers);
                BatchSession batch = BatchSession.open(workplace.dataSource())) {
            List<ConfiguredSource> sources = source == null ? workplace.sources() : List.of(workplace.source(source));
            SortedSet<String> others =
                    source == null ? workplace.context().lake().curated().sources() : new TreeSet<>();
            sources.forEach(configured -> others.remove(configured.source().name()));
            if (sources.isEmpty() && others.isEmpty()) {
                console.error("The lake at " + session.settings().lakeLocation() + " holds nothing and no source is"
                        + " configured: set sce.lake (or SCE_LAKE) and the sources as they were");
                return ExitCode.ACT;
            }
            workplace.begin(console);
            ExitCode code = new Restore(workers, console).run(workplace, batch, sources);
            workplace.finish();
            for (String other : others) {
                console.error(other + "  not loaded: the lake holds it, but it is not configured: "
                        + ConfiguredSource.remedy(other));
                code = code.and(ExitCode.ACT);
            }
            return code;
        }
    }

    /** Does many days of many sources, several at once. */
    public static ExitCode backfill(BackfillRequest request, Session session) {
        try (Workplace workplace = Workplace.open(session, StepProgress.NONE, Wiring.DIRECT, request.workers());
                BatchSession batch = BatchSession.open(workplace.dataSource())) {
            if (workplace.sources().isEmpty()) {
                return nothingConfigured(session.console());
            }
            workplace.begin(session.console());
            ExitCode code = new Backfill(workplace, batch, request, session.console()).run();
            workplace.finish();
            return code;
        }
    }

    /** Prints what {@link #nightly} would do; a source that does not say how far back it answers stops no other. */
    public static ExitCode plan(NightlyRequest request, Session session) {
        Console console = session.console();
        try (Workplace workplace = Workplace.open(session, StepProgress.NONE)) {
            List<ConfiguredSource> sources = request.of(workplace.sources());
            if (sources.isEmpty()) {
                return nothingConfigured(console);
            }
            DayRuns days = new DayRuns(workplace.context());
            List<PlannedDay> planned = new ArrayList<>();
            ExitCode code = ExitCode.DONE;
            for (ConfiguredSource source : sources) {
                try {
                    planned.addAll(days.plan(source, request.maxDays()));
                } catch (RuntimeException e) {
                    code = code.and(RunReport.failed(source, e, console));
                }
            }
            if (code == ExitCode.DONE || !planned.isEmpty()) {
                RunReport.tell(planned, console);
            }
            return code;
        }
    }

    private static ExitCode nightly(
            DayRuns days,
            BatchSession batch,
            ConfiguredSource source,
            NightlyRequest request,
            Consumer<DayOutcome> heard,
            Console console,
            NightLog log) {
        String name = source.source().name();
        try {
            List<DayOutcome> outcomes = days.nightly(batch, source, request, request.end(log.began()), heard);
            log.ended(name, outcomes.isEmpty() ? SourceState.UP_TO_DATE : SourceState.DONE, "");
            if (outcomes.isEmpty() && !request.isBrief()) {
                console.line(name + "  up to date");
            }
            for (DayOutcome outcome : outcomes) {
                if (outcome.failure() instanceof WarehouseUnavailable away) {
                    throw away;
                }
            }
            return RunReport.code(outcomes, source.isOptional());
        } catch (DayRuns.LockHeld e) {
            console.error(name + "  left alone: " + e.getMessage());
            log.ended(name, SourceState.LEFT_ALONE, String.valueOf(e.getMessage()));
            return ExitCode.LOCKED;
        } catch (RuntimeException e) {
            ExitCode code = RunReport.failed(source, e, console);
            log.ended(name, SourceState.FAILED, Messages.of(e));
            return code;
        }
    }

    /** What every command says that needs a source where there is none. */
    static ExitCode nothingConfigured(Console console) {
        console.error("No source is configured, so nothing is collected; " + ConfiguredSource.remedy("prometheus")
                + ". ./sce demo shows what you would get.");
        return ExitCode.ACT;
    }

    private static Consumer<DayOutcome> heard(ConsoleProgress progress, Console console) {
        return outcome -> {
            progress.end();
            RunReport.tell(outcome, console);
        };
    }
}
