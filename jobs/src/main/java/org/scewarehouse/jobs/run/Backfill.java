package org.scewarehouse.jobs.run;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.load.LoadRow;
import org.scewarehouse.etl.load.LoadState;
import org.scewarehouse.etl.load.SourceLocks;
import org.scewarehouse.etl.source.Source;
import org.scewarehouse.jobs.Console;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.run.BackfillBoard.Work;
import org.scewarehouse.jobs.run.PlannedDay.Action;
import org.scewarehouse.model.Day;

/** Does many days of many sources at once: those first that say who people are, then all others side by side. */
final class Backfill {

    /** Sources whose rows decide how those of others are built. */
    static final Set<String> FIRST = Set.of("hr", "reference");

    private final Workplace workplace;
    private final BatchSession batch;
    private final BackfillRequest request;
    private final Console console;

    Backfill(Workplace workplace, BatchSession batch, BackfillRequest request, Console console) {
        this.workplace = workplace;
        this.batch = batch;
        this.request = request;
        this.console = console;
    }

    ExitCode run() {
        request.sources().forEach(workplace::source); // each is configured, or refused
        ExitCode code = ExitCode.DONE;
        List<ConfiguredSource> others = new ArrayList<>();
        for (ConfiguredSource source : workplace.sources()) {
            String name = source.source().name();
            if (!request.sources().isEmpty() && !request.sources().contains(name)) {
                continue;
            }
            if (!FIRST.contains(name)) {
                others.add(source);
            } else if (request.share().count() == 1) { // Who shares the work had these done before.
                code = code.and(new Lanes(workplace.knowingPeople()).run(List.of(source)));
            }
        }
        return code.and(new Lanes(workplace.knowingPeople()).run(others));
    }

    /** Sources of which none waits for another. */
    private final class Lanes {

        private final RunContext context;
        private final DayRuns days;
        private final DayRunner runner;
        private final List<SourceLocks.Held> slots = new ArrayList<>();

        Lanes(RunContext context) {
            this.context = context;
            this.days = new DayRuns(context);
            this.runner = new DayRunner(context, batch.repository(), batch.operator());
        }

        ExitCode run(List<ConfiguredSource> sources) {
            ExitCode code = ExitCode.DONE;
            List<BackfillLane> lanes = new ArrayList<>();
            try {
                for (int i = 0; i < sources.size(); i++) {
                    code = code.and(open(sources.get(i), i, lanes));
                }
                if (!lanes.isEmpty()) {
                    work(lanes);
                }
                for (BackfillLane lane : lanes) {
                    code = code.and(end(lane));
                }
                return code;
            } finally {
                slots.forEach(SourceLocks.Held::close);
            }
        }

        /** Adds the source's lane, if there is anything to do in it. */
        private ExitCode open(ConfiguredSource configured, int number, List<BackfillLane> lanes) {
            Source source = configured.source();
            try {
                List<PlannedDay> planned = request.isFromRaw() ? kept(source, number) : asked(configured, number);
                if (planned.isEmpty()) {
                    return ExitCode.DONE;
                }
                if (!request.isFromRaw()) { // What asks no source is kept apart day by day.
                    slots.add(context.locks()
                            .slot(source.name(), 1)
                            .orElseThrow(() -> new DayRuns.LockHeld(source.name())));
                }
                runner.recover(source);
                int most = request.isFromRaw() ? request.workers() : 1;
                lanes.add(new BackfillLane(
                        configured, planned, most, context.lake().state()));
                return ExitCode.DONE;
            } catch (DayRuns.LockHeld e) {
                console.error(source.name() + "  left alone: " + e.getMessage());
                return ExitCode.LOCKED;
            } catch (SourceUnavailable | SourceMisconfigured e) {
                console.error(source.name() + "  FAILED: " + e.getMessage());
                return RunReport.failed(e, configured.isOptional());
            }
        }

        private List<PlannedDay> asked(ConfiguredSource configured, int number) {
            return request.share().has(number)
                    ? days.requested(configured, request.of(configured.source().name()))
                    : List.of();
        }

        /** Days of which raw is kept. A source whose days depend on each other is never shared. */
        private List<PlannedDay> kept(Source source, int number) {
            List<LocalDate> kept = context.lake().raw().days(source.name()).stream()
                    .filter(day -> !day.isBefore(request.from()) && !day.isAfter(request.to()))
                    .filter(day ->
                            context.lake().removed().of(source.name(), day).isEmpty())
                    .sorted()
                    .toList();
            long asked = request.from().until(request.to(), ChronoUnit.DAYS) + 1;
            if (kept.size() < asked) {
                console.line(source.name() + "  raw is kept of " + kept.size() + " of these " + asked + " days");
            }
            return IntStream.range(0, kept.size())
                    .filter(i -> request.share().has(source.keepsState() ? number : i))
                    .mapToObj(i -> Planner.fromRaw(source, new Day(kept.get(i), context.zone())))
                    .toList();
        }

        private void work(List<BackfillLane> lanes) {
            BackfillBoard board = new BackfillBoard(lanes);
            try (BackfillProgress progress = new BackfillProgress(console, lanes)) {
                SideBySide.run(request.workers(), Collections.nCopies(request.workers(), () -> {
                    work(board, progress);
                    return board;
                }));
            }
        }

        private void work(BackfillBoard board, BackfillProgress progress) {
            try {
                for (Work next = board.next(); next != null; next = board.next()) {
                    DayOutcome outcome = null;
                    try {
                        outcome = runner.run(next.lane().source().source(), next.day());
                    } finally {
                        board.ended(next, outcome);
                    }
                    progress.ended(outcome);
                }
            } catch (InterruptedException e) {
                throw new Stopped();
            }
        }

        /** What is once per source and not per day; days that turned out stale are built again first, in order. */
        private ExitCode end(BackfillLane lane) {
            List<DayOutcome> outcomes = new ArrayList<>(lane.outcomes());
            Source source = lane.source().source();
            LocalDate end = request.to().plusDays(1);
            if (source.keepsState() && !context.termination().isRequested()) {
                for (LoadRow row : context.ledger().rows(source.name(), request.from(), end)) {
                    again(source, row.day()).ifPresent(outcomes::add);
                }
            }
            days.end(source, null, outcomes);
            return RunReport.code(outcomes, lane.source().isOptional());
        }

        private Optional<DayOutcome> again(Source source, LocalDate date) {
            return context.ledger()
                    .row(source.name(), date)
                    .filter(row -> row.state() == LoadState.STALE)
                    .map(row -> runner.run(
                            source,
                            new PlannedDay(
                                    source.name(),
                                    new Day(date, context.zone()),
                                    Action.REBUILD,
                                    String.valueOf(row.message()),
                                    false,
                                    false)))
                    .map(outcome -> {
                        RunReport.tell(outcome, console);
                        return outcome;
                    });
        }
    }
}
