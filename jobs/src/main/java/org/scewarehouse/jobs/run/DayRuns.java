package org.scewarehouse.jobs.run;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.load.LoadRow;
import org.scewarehouse.etl.load.LoadState;
import org.scewarehouse.etl.load.Removal.Subject;
import org.scewarehouse.etl.load.SourceLocks;
import org.scewarehouse.etl.load.WarehouseUnavailable;
import org.scewarehouse.etl.source.Source;
import org.scewarehouse.jobs.run.DayOutcome.State;
import org.scewarehouse.jobs.run.PlannedDay.Action;
import org.scewarehouse.jobs.settings.SettingsRejected;
import org.scewarehouse.model.Day;

/**
 * Plans and does the days of sources, oldest first, under the source's lock; one source failing stops no other.
 *
 * <p>A source that cannot answer for some old days, such as those of a damaged block, and one that is down look alike
 * until the newest day is asked for: days that are never answered for must not keep back all newer ones.
 */
final class DayRuns {

    /** After so many days in a row that the source did not answer for, the newest shows whether it is down. */
    static final int UNAVAILABLE_MAX = 2;

    private final RunContext context;

    DayRuns(RunContext context) {
        this.context = context;
    }

    /** What a nightly run would do for the source now, of which it begins so many days. */
    List<PlannedDay> plan(ConfiguredSource source, int maxDays) {
        return Planning.of(context, source).planner().nightly().limit(maxDays).toList();
    }

    /**
     * Does whatever {@link #plan} names, within the request's limits; each outcome is told as it comes.
     *
     * @param end when the whole run begins no further day; a source whose turn comes later still does its first one
     */
    List<DayOutcome> nightly(
            BatchSession batch,
            ConfiguredSource source,
            NightlyRequest request,
            Instant end,
            Consumer<DayOutcome> heard) {
        return locked(batch, source, runner -> {
            Planning planning = Planning.of(context, source);
            Supplier<Stream<PlannedDay>> planned =
                    () -> planning.planner().nightly().map(day -> day.acceptingShrink(request.isShrinkAccepted()));
            Limits limits = new Limits(request.maxDays(), end);
            return doAll(runner, source, planned, planning, request.parallel() > 1, limits, heard);
        });
    }

    /** What a request comes to; days that are published, or known not to be had, are left out unless forced. */
    List<PlannedDay> requested(ConfiguredSource source, RunRequest request) {
        return requested(source, request, planning(source, request)).toList();
    }

    /** Nothing for a rebuild, for which the source need not answer. */
    private @Nullable Planning planning(ConfiguredSource source, RunRequest request) {
        if (request.from().isBefore(Planning.FIRST_DAY)) {
            throw new SettingsRejected(
                    List.of("--from " + request.from() + ": no source reaches back beyond " + Planning.FIRST_DAY));
        }
        if (request.isFromRaw()) {
            return null;
        }
        checkDue(source.source(), request);
        return Planning.of(context, source);
    }

    private void checkDue(Source source, RunRequest request) {
        LocalDate last = Planner.lastDue(source, context.zone(), context.clock().instant());
        if (request.to().isAfter(last)) {
            Day early = new Day(request.from().isAfter(last) ? request.from() : last.plusDays(1), context.zone());
            throw new SourceUnavailable(source.name() + " " + early + ": not due before "
                    + Planner.dueAt(source, early) + ", when the samples around its end are in;"
                    + " the last due day is " + last);
        }
    }

    private Stream<PlannedDay> requested(ConfiguredSource source, RunRequest request, @Nullable Planning planning) {
        Stream<LocalDate> days = request.from().datesUntil(request.to().plusDays(1));
        if (planning == null) {
            return days.map(d -> Planner.fromRaw(source.source(), new Day(d, context.zone())));
        }
        return days.map(d -> planning.planner().requested(d, request.isForced()))
                .flatMap(Optional::stream);
    }

    /** Does the days that {@link #requested} names. */
    List<DayOutcome> run(BatchSession batch, ConfiguredSource source, RunRequest request, Consumer<DayOutcome> heard) {
        return locked(batch, source, runner -> {
            Planning planning = planning(source, request);
            Supplier<Stream<PlannedDay>> planned = () ->
                    requested(source, request, planning).map(day -> day.acceptingShrink(request.isShrinkAccepted()));
            return doAll(runner, source, planned, planning, false, Limits.NONE, heard);
        });
    }

    /** Builds days again from raw, each of which is decided about when its turn comes. */
    List<DayOutcome> rebuild(
            BatchSession batch, ConfiguredSource source, Supplier<Stream<LocalDate>> days, Consumer<DayOutcome> heard) {
        Supplier<Stream<PlannedDay>> planned =
                () -> days.get().map(day -> Planner.fromRaw(source.source(), new Day(day, context.zone())));
        return locked(batch, source, runner -> doAll(runner, source, planned, null, false, Limits.NONE, heard));
    }

    /** Every day of the lake that the warehouse does not hold as the lake has it, to be loaded without asking. */
    List<PlannedDay> restorable(Source source) {
        return context.lake().raw().days(source.name()).stream()
                .filter(date -> !isHeld(source, date))
                .map(date -> new Day(date, context.zone()))
                .map(day -> new PlannedDay(source.name(), day, Action.REBUILD, "in the lake, not loaded", false, false))
                .toList();
    }

    /** A day that a dump brought back as lost may have been had since; what retention gave up is not brought back. */
    private boolean isHeld(Source source, LocalDate date) {
        LoadRow row = context.ledger().row(source.name(), date).orElse(null);
        boolean isLost = row != null && row.state() == LoadState.LOST;
        if (row == null || (row.state() != LoadState.PUBLISHED && !isLost)) {
            return row != null && row.state() == LoadState.NOT_EXPECTED;
        }
        try {
            return context.lake()
                    .curated()
                    .manifest(source.name(), date)
                    .map(manifest -> manifest.sha256().equals(row.manifestSha256()))
                    .orElseGet(() -> isLost || context.retention().isRemoved(source, date, Subject.CURATED));
        } catch (DataRejected e) {
            return false; // A damaged manifest fails its day, which names it, and no other.
        }
    }

    private List<DayOutcome> locked(
            BatchSession batch, ConfiguredSource source, Function<DayRunner, List<DayOutcome>> work) {
        SourceLocks.Held slot = context.locks()
                .slot(source.source().name(), 1)
                .orElseThrow(() -> new LockHeld(source.source().name()));
        try (slot) {
            DayRunner runner = new DayRunner(context, batch.repository(), batch.operator());
            runner.recover(source.source());
            return work.apply(runner);
        }
    }

    /** How many days are begun at most, and until when. */
    private record Limits(int days, Instant end) {

        private static final Limits NONE = new Limits(Integer.MAX_VALUE, Instant.MAX);
    }

    /**
     * @param planned decides about each day when its turn comes, after what was done before it
     * @param planning what it decides by, kept up to date here: a day may make the one after it stale; null for a
     *     rebuild
     * @param isBeside whether a day may be loaded while the next one is built
     */
    private List<DayOutcome> doAll(
            DayRunner runner,
            ConfiguredSource source,
            Supplier<Stream<PlannedDay>> planned,
            @Nullable Planning planning,
            boolean isBeside,
            Limits limits,
            Consumer<DayOutcome> heard) {
        List<DayOutcome> outcomes = new ArrayList<>();
        Consumer<DayOutcome> ended = outcome -> {
            outcomes.add(outcome);
            heard.accept(outcome);
            if (planning != null) {
                planning.refresh(outcome.planned().day().date()); // a day changes none before it
            }
        };
        note(planning);
        try (InTurn days = new InTurn((day, whenBuilt) -> runner.run(source.source(), day, whenBuilt))) {
            int begun = 0;
            Iterator<PlannedDay> left = planned.get().iterator();
            while (begun < limits.days() && goesOn(outcomes, limits.end()) && left.hasNext()) {
                boolean isTrial = areUnavailable(outcomes, UNAVAILABLE_MAX);
                PlannedDay day = isTrial ? newest(planned.get(), outcomes).orElseGet(left::next) : left.next();
                if (!isAgain(day, outcomes)) {
                    begun++;
                    boolean isLoadedMeanwhile = isBeside && !isTrial && planning != null && planning.isAheadOfAll(day);
                    days.run(day, isLoadedMeanwhile).forEach(ended);
                }
            }
            days.rest().forEach(ended);
        }
        end(source.source(), planning, outcomes);
        return outcomes;
    }

    /** The last day for which the source is to be asked and was not yet. */
    private static Optional<PlannedDay> newest(Stream<PlannedDay> planned, List<DayOutcome> outcomes) {
        return planned.filter(day -> day.action() == Action.LOAD || day.action() == Action.RESTATE)
                .filter(day -> !isAgain(day, outcomes))
                .reduce((before, after) -> after);
    }

    /** The newest day comes again in its turn; then it is done only if a day before it has made it stale. */
    private static boolean isAgain(PlannedDay day, List<DayOutcome> outcomes) {
        return outcomes.stream()
                .filter(done -> done.planned().day().equals(day.day()))
                .anyMatch(done -> done.failure() != null || day.action() != Action.REBUILD);
    }

    private static boolean areUnavailable(List<DayOutcome> outcomes, int count) {
        return outcomes.size() >= count
                && last(outcomes, count).stream().allMatch(day -> day.failure() instanceof SourceUnavailable);
    }

    private static List<DayOutcome> last(List<DayOutcome> outcomes, int count) {
        return outcomes.subList(Math.max(0, outcomes.size() - count), outcomes.size());
    }

    /** Asking a source that is down, or refuses us, once more for every day does nobody good. */
    private boolean goesOn(List<DayOutcome> outcomes, Instant end) {
        boolean isDown = areUnavailable(outcomes, UNAVAILABLE_MAX + 1);
        boolean isEnd = last(outcomes, UNAVAILABLE_MAX).stream()
                .anyMatch(outcome -> outcome.failure() instanceof SourceMisconfigured
                        || outcome.failure() instanceof WarehouseUnavailable
                        || outcome.state() == State.STOPPED);
        return !isDown
                && !isEnd
                && (outcomes.isEmpty() || context.clock().instant().isBefore(end));
    }

    private static void note(@Nullable Planning planning) {
        if (planning != null) {
            planning.note();
        }
    }

    /** What is done once per run and not per day. */
    void end(Source source, @Nullable Planning planning, List<DayOutcome> outcomes) {
        analyze(source, outcomes);
        boolean isCutShort = outcomes.stream()
                .anyMatch(outcome ->
                        outcome.state() == State.STOPPED || outcome.failure() instanceof WarehouseUnavailable);
        if (!isCutShort) {
            note(planning);
            context.retention().ofSource(context, source);
        }
    }

    /** Statistics once per run and not per day: they cost the same whatever was loaded. */
    private void analyze(Source source, List<DayOutcome> outcomes) {
        List<LocalDate> published = outcomes.stream()
                .filter(outcome -> outcome.rows() != null && outcome.state() != State.UNCHANGED)
                .map(outcome -> outcome.planned().day().date())
                .sorted()
                .toList();
        if (!published.isEmpty()) {
            context.loader().analyze(source.tables(), published.get(0), published.get(published.size() - 1));
        }
    }

    /** Another run works at the source. */
    static final class LockHeld extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String source;

        LockHeld(String source) {
            super("another run works at source " + source
                    + "; it does what is missing, so there is nothing to do here");
            this.source = source;
        }

        String source() {
            return source;
        }
    }
}
