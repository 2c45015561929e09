package org.scewarehouse.jobs.run;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.load.LoadRow;
import org.scewarehouse.etl.load.LoadState;
import org.scewarehouse.etl.load.SourceLocks;
import org.scewarehouse.etl.load.WarehouseUnavailable;
import org.scewarehouse.etl.source.Reach;
import org.scewarehouse.etl.source.Source;
import org.scewarehouse.jobs.run.DayOutcome.State;
import org.scewarehouse.jobs.settings.SettingsRejected;
import org.scewarehouse.model.Day;

/** Plans and does the days of sources, oldest first, under the source's lock; one source failing stops no other. */
final class DayRuns {

    private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final int UNAVAILABLE_MAX = 2;

    private final RunContext context;

    DayRuns(RunContext context) {
        this.context = context;
    }

    /** What a nightly run would do for the source now. */
    List<PlannedDay> plan(ConfiguredSource source) {
        return planner(source, states(source.source())).nightly().toList();
    }

    /** Does whatever {@link #plan} names, within the request's limits; each outcome is told as it comes. */
    List<DayOutcome> nightly(
            BatchSession batch, ConfiguredSource source, NightlyRequest request, Consumer<DayOutcome> heard) {
        return locked(batch, source, runner -> {
            TreeMap<LocalDate, LoadState> states = states(source.source());
            Stream<PlannedDay> planned = planner(source, states)
                    .nightly()
                    .limit(request.maxDays())
                    .map(day -> day.acceptingShrink(request.isShrinkAccepted()));
            return doAll(runner, source, planned, states, end(request), heard);
        });
    }

    /** What a request comes to; days that are published, or known to be lost, are left out unless forced. */
    List<PlannedDay> requested(ConfiguredSource source, RunRequest request) {
        return requested(source, request, states(source.source())).toList();
    }

    private Stream<PlannedDay> requested(
            ConfiguredSource source, RunRequest request, TreeMap<LocalDate, LoadState> states) {
        if (request.from().isBefore(FIRST_DAY)) {
            throw new SettingsRejected(
                    List.of("--from " + request.from() + ": no source reaches back beyond " + FIRST_DAY));
        }
        Stream<LocalDate> days = request.from().datesUntil(request.to().plusDays(1));
        if (request.isFromRaw()) {
            return days.map(d -> Planner.fromRaw(source.source(), new Day(d, context.zone())));
        }
        Instant now = context.clock().instant();
        LocalDate last = Planner.lastDue(source.source(), context.zone(), now);
        if (request.to().isAfter(last)) {
            Day early = new Day(request.from().isAfter(last) ? request.from() : last.plusDays(1), context.zone());
            throw new SourceUnavailable(source.source().name() + " " + early + ": not due before "
                    + Planner.dueAt(source.source(), early) + ", when the samples around its end are in;"
                    + " the last due day is " + last);
        }
        Planner planner = planner(source, states);
        return days.map(d -> planner.requested(d, request.isForced())).flatMap(Optional::stream);
    }

    /** Does the days that {@link #requested} names. */
    List<DayOutcome> run(BatchSession batch, ConfiguredSource source, RunRequest request, Consumer<DayOutcome> heard) {
        return locked(batch, source, runner -> {
            TreeMap<LocalDate, LoadState> states = states(source.source());
            Stream<PlannedDay> planned =
                    requested(source, request, states).map(day -> day.acceptingShrink(request.isShrinkAccepted()));
            return doAll(runner, source, planned, states, Instant.MAX, heard);
        });
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

    /**
     * @param planned decides about each day when its turn comes, after what was done before it
     * @param states what it decides by, kept up to date here: a day may make the one after it stale
     */
    private List<DayOutcome> doAll(
            DayRunner runner,
            ConfiguredSource source,
            Stream<PlannedDay> planned,
            TreeMap<LocalDate, LoadState> states,
            Instant end,
            Consumer<DayOutcome> heard) {
        List<DayOutcome> outcomes = new ArrayList<>();
        int unavailable = 0;
        for (Iterator<PlannedDay> days = planned.iterator(); days.hasNext(); ) {
            DayOutcome outcome = runner.run(source.source(), days.next());
            outcomes.add(outcome);
            heard.accept(outcome);
            unavailable = outcome.failure() instanceof SourceUnavailable ? unavailable + 1 : 0;
            // Going on would ask a source that is down, or refuses us, once more for every day.
            if (outcome.failure() instanceof SourceMisconfigured
                    || outcome.failure() instanceof WarehouseUnavailable
                    || outcome.state() == State.STOPPED
                    || unavailable == UNAVAILABLE_MAX
                    || !context.clock().instant().isBefore(end)) {
                break;
            }
            states.putAll(states(source.source()));
        }
        analyze(outcomes);
        return outcomes;
    }

    /** When no further day is to be begun. */
    private Instant end(NightlyRequest request) {
        return request.maxDuration() == null
                ? Instant.MAX
                : context.clock().instant().plus(request.maxDuration());
    }

    /** Statistics once per run and not per day: they cost the same whatever was loaded. */
    private void analyze(List<DayOutcome> outcomes) {
        List<LocalDate> published = outcomes.stream()
                .filter(outcome -> outcome.rows() != null && outcome.state() != State.UNCHANGED)
                .map(outcome -> outcome.planned().day().date())
                .sorted()
                .toList();
        if (!published.isEmpty()) {
            context.loader().analyze(published.get(0), published.get(published.size() - 1));
        }
    }

    private TreeMap<LocalDate, LoadState> states(Source source) {
        TreeMap<LocalDate, LoadState> states = new TreeMap<>();
        LocalDate end =
                context.clock().instant().atZone(context.zone()).toLocalDate().plusDays(1);
        for (LoadRow row : context.ledger().rows(source.name(), FIRST_DAY, end)) {
            states.put(row.day(), row.state());
        }
        return states;
    }

    private Planner planner(ConfiguredSource configured, TreeMap<LocalDate, LoadState> states) {
        Source source = configured.source();
        Instant now = context.clock().instant();
        Reach reach = source.reach(now);
        return new Planner(
                source,
                context.zone(),
                now,
                configured.since(),
                reachDay(reach),
                dayOf(reach.oldest()),
                states,
                date -> isRawKept(source, date));
    }

    /** The first whole day in the reach. */
    private LocalDate reachDay(Reach reach) {
        LocalDate day = dayOf(reach.from());
        return reach.from().isAfter(new Day(day, context.zone()).from()) ? day.plusDays(1) : day;
    }

    private LocalDate dayOf(Instant instant) {
        return instant.isBefore(EARLIEST)
                ? FIRST_DAY
                : instant.atZone(context.zone()).toLocalDate();
    }

    private boolean isRawKept(Source source, LocalDate date) {
        return context.lake()
                .raw()
                .current(source.name(), date)
                .map(raw -> source.endpoints().stream()
                        .filter(endpoint -> !endpoint.isSnapshot())
                        .allMatch(endpoint -> raw.endpoints().contains(endpoint.name())))
                .orElse(false);
    }

    /** Another run works at the source. */
    static final class LockHeld extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LockHeld(String source) {
            super("another run works at source " + source
                    + "; it does what is missing, so there is nothing to do here");
        }
    }
}
