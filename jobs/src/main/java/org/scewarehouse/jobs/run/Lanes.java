package org.scewarehouse.jobs.run;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.scewarehouse.etl.load.LoadRow;
import org.scewarehouse.etl.load.LoadState;
import org.scewarehouse.etl.load.SourceLocks;
import org.scewarehouse.etl.source.Source;
import org.scewarehouse.jobs.Console;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.run.LaneBoard.Work;
import org.scewarehouse.jobs.run.PlannedDay.Action;
import org.scewarehouse.model.Day;

/** Does the days of sources of which none waits for another, several at once. */
final class Lanes {

    private final RunContext context;
    private final Order order;
    private final int workers;
    private final Console console;
    private final DayRuns days;
    private final DayRunner runner;
    private final List<SourceLocks.Held> slots = new ArrayList<>();

    /**
     * @param order what is to be done
     * @param workers how many source-days at once, at least 1
     */
    Lanes(RunContext context, BatchSession batch, Order order, int workers, Console console) {
        this.context = context;
        this.order = order;
        this.workers = workers;
        this.console = console;
        this.days = new DayRuns(context);
        this.runner = new DayRunner(context, batch.repository(), batch.operator());
    }

    /** What is to be done. */
    interface Order {

        /** A word for those who wait, such as "backfill". */
        String name();

        /**
         * The days of a source, oldest first.
         *
         * @param number of the source among those that are done now
         * @return nothing where this process has nothing to do with the source
         */
        Optional<List<PlannedDay>> days(DayRuns days, ConfiguredSource source, int number);

        /** Whether other runs must leave the source alone meanwhile; else they are kept apart day by day. */
        boolean isAlone();

        /** How many days of one source may be at work at once. */
        int most();

        /** Told once the days of a source have ended: what they come to. */
        ExitCode ended(ConfiguredSource source, List<DayOutcome> outcomes);
    }

    ExitCode run(List<ConfiguredSource> sources) {
        ExitCode code = ExitCode.DONE;
        List<Lane> lanes = new ArrayList<>();
        try {
            for (int i = 0; i < sources.size(); i++) {
                code = code.and(open(sources.get(i), i, lanes));
            }
            if (!lanes.isEmpty()) {
                work(lanes);
            }
            for (Lane lane : lanes) {
                code = code.and(end(lane));
            }
            return code;
        } finally {
            slots.forEach(SourceLocks.Held::close);
        }
    }

    /** Adds the source's lane, if this process has anything to do with it. */
    private ExitCode open(ConfiguredSource configured, int number, List<Lane> lanes) {
        Source source = configured.source();
        try {
            Optional<List<PlannedDay>> planned = order.days(days, configured, number);
            if (planned.isEmpty()) {
                return ExitCode.DONE;
            }
            if (order.isAlone()) {
                slots.add(
                        context.locks().slot(source.name(), 1).orElseThrow(() -> new DayRuns.LockHeld(source.name())));
            }
            runner.recover(source);
            lanes.add(new Lane(
                    configured, planned.get(), order.most(), context.lake().state()));
            return ExitCode.DONE;
        } catch (DayRuns.LockHeld e) {
            console.error(source.name() + "  left alone: " + e.getMessage());
            return ExitCode.LOCKED;
        } catch (RuntimeException e) {
            return RunReport.failed(configured, e, console);
        }
    }

    private void work(List<Lane> lanes) {
        LaneBoard board = new LaneBoard(lanes);
        try (LaneProgress progress = new LaneProgress(console, order.name(), lanes)) {
            SideBySide.run(workers, Collections.nCopies(workers, () -> {
                work(board, progress);
                return board;
            }));
        }
    }

    private void work(LaneBoard board, LaneProgress progress) {
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
    private ExitCode end(Lane lane) {
        List<DayOutcome> outcomes = new ArrayList<>(lane.outcomes());
        Source source = lane.source().source();
        if (source.keepsState() && !outcomes.isEmpty() && !context.termination().isRequested()) {
            List<LocalDate> done = outcomes.stream()
                    .map(day -> day.planned().day().date())
                    .sorted()
                    .toList();
            LocalDate end = done.get(done.size() - 1).plusDays(1);
            for (LoadRow row : context.ledger().rows(source.name(), done.get(0), end)) {
                again(source, row).ifPresent(outcomes::add);
            }
        }
        days.end(source, null, outcomes);
        return order.ended(lane.source(), outcomes);
    }

    private Optional<DayOutcome> again(Source source, LoadRow listed) {
        // Read anew: the day before it may have been built again just now.
        return context.ledger()
                .row(source.name(), listed.day())
                .filter(row -> row.state() == LoadState.STALE)
                .map(row -> runner.run(
                        source,
                        new PlannedDay(
                                source.name(),
                                new Day(row.day(), context.zone()),
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
