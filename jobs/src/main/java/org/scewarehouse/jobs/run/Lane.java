package org.scewarehouse.jobs.run;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.lake.StateZone;
import org.scewarehouse.jobs.run.PlannedDay.Action;

/**
 * The days of one source that are to be done, oldest first, and how many of them may be at work at once.
 *
 * <p>Days of a source that carries values forward depend on each other. Where the state that a day begins with is kept
 * already, the day is built from it beside the days before it; as soon as one of these changes its state, the lane goes
 * on day by day. A day that had begun with the old state is stale then, as it would be in any other run. Guarded by the
 * board that owns the lane.
 */
final class Lane {

    private static final int UNAVAILABLE_MAX = 2;

    private final ConfiguredSource source;
    private final StateZone states;
    private final Deque<PlannedDay> left;
    private final int most;
    private final Set<LocalDate> withPast = new HashSet<>();
    private final Map<LocalDate, String> stateBefore = new HashMap<>();
    private final List<DayOutcome> outcomes = new ArrayList<>();
    private boolean isInOrder;
    private int atWork;
    private int unavailable;
    private Duration spent = Duration.ZERO;

    /**
     * @param planned oldest first
     * @param most how many at once
     */
    Lane(ConfiguredSource source, List<PlannedDay> planned, int most, StateZone states) {
        this.source = source;
        this.states = states;
        this.left = new ArrayDeque<>(planned);
        this.most = most;
        if (source.source().keepsState()) {
            Set<LocalDate> kept = Set.copyOf(states.days(source.source().name()));
            LocalDate before = null;
            for (PlannedDay day : planned) {
                if (day.action() == Action.REBUILD && before != null && kept.contains(before)) {
                    withPast.add(day.day().date());
                }
                before = day.day().date();
            }
        }
    }

    ConfiguredSource source() {
        return source;
    }

    /** What became of the days that were done, in the order in which they ended. */
    List<DayOutcome> outcomes() {
        return List.copyOf(outcomes);
    }

    int size() {
        return left.size() + atWork + outcomes.size();
    }

    boolean isDone() {
        return left.isEmpty() && atWork == 0;
    }

    boolean canBegin() {
        PlannedDay next = left.peek();
        if (next == null || atWork >= most) {
            return false;
        }
        boolean isFree = !source.source().keepsState()
                || (!isInOrder && withPast.contains(next.day().date()));
        return atWork == 0 || isFree;
    }

    /** How long the rest will take on one core, by what the days so far took; a lane not tried yet goes first. */
    long nanosLeft() {
        return outcomes.isEmpty() && atWork == 0
                ? Long.MAX_VALUE
                : left.size() * (spent.toNanos() / Math.max(1, outcomes.size()) + 1);
    }

    PlannedDay begin() {
        PlannedDay day = left.remove();
        atWork++;
        if (!isInOrder && source.source().keepsState()) {
            state(day).ifPresent(state -> stateBefore.put(day.day().date(), state));
        }
        return day;
    }

    void end(PlannedDay day, @Nullable DayOutcome outcome) {
        atWork--;
        if (outcome == null) {
            left.clear();
            return;
        }
        outcomes.add(outcome);
        spent = spent.plus(outcome.took());
        if (!isInOrder && source.source().keepsState()) {
            String before = stateBefore.remove(day.day().date());
            isInOrder = !Objects.equals(before, state(day).orElse(null));
        }
        unavailable = outcome.failure() instanceof SourceUnavailable ? unavailable + 1 : 0;
        // Going on would ask a source that is down, or refuses us, once more for every day.
        if (outcome.failure() instanceof SourceMisconfigured || unavailable == UNAVAILABLE_MAX) {
            left.clear();
        }
    }

    /** Begins no further day. */
    void stop() {
        left.clear();
    }

    private Optional<String> state(PlannedDay planned) {
        LocalDate date = planned.day().date();
        return states.before(source.source().name(), date.plusDays(1))
                .filter(state -> state.day().equals(date))
                .map(StateZone.State::sha256);
    }
}
