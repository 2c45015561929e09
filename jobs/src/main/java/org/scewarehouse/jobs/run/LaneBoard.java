package org.scewarehouse.jobs.run;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.load.WarehouseUnavailable;
import org.scewarehouse.jobs.run.DayOutcome.State;

/** Hands the days of several sources to workers, from the source first that has most left to do. */
final class LaneBoard {

    private final List<Lane> lanes;

    LaneBoard(List<Lane> lanes) {
        this.lanes = lanes;
    }

    /** A day to do. */
    record Work(Lane lane, PlannedDay day) {}

    /** The next day, waited for while others must end before it can begin; null when there is none left. */
    synchronized @Nullable Work next() throws InterruptedException {
        while (true) {
            Optional<Lane> lane = lanes.stream().filter(Lane::canBegin).max(Comparator.comparingLong(Lane::nanosLeft));
            if (lane.isPresent()) {
                return new Work(lane.get(), lane.get().begin());
            }
            if (lanes.stream().allMatch(Lane::isDone)) {
                return null;
            }
            wait();
        }
    }

    /** The day has ended; without an outcome if something broke that is no fault of the day. */
    synchronized void ended(Work work, @Nullable DayOutcome outcome) {
        work.lane().end(work.day(), outcome);
        if (outcome == null || outcome.state() == State.STOPPED || outcome.failure() instanceof WarehouseUnavailable) {
            lanes.forEach(Lane::stop);
        }
        notifyAll();
    }
}
