package org.scewarehouse.etl.source.prometheus;

import java.time.Duration;
import org.scewarehouse.model.Day;

/**
 * The day that is computed and the window of samples around it, in milliseconds since 1970.
 *
 * @param dayFrom first of the day
 * @param dayTo first after the day
 * @param edge margin on both sides, and the longest pair of samples that is booked
 * @param gapLimit the longest pair of samples whose time counts as observed
 */
record DayWindow(long dayFrom, long dayTo, long edge, long gapLimit) {

    static DayWindow of(Day day, Duration edge, Duration gapLimit) {
        return new DayWindow(day.from().toEpochMilli(), day.to().toEpochMilli(), edge.toMillis(), gapLimit.toMillis());
    }

    long from() {
        return dayFrom - edge;
    }

    long to() {
        return dayTo + edge;
    }

    boolean isInDay(long timeMillis) {
        return timeMillis >= dayFrom && timeMillis < dayTo;
    }

    Grid hours() {
        return new Grid(dayFrom, dayTo, Grid.HOUR);
    }

    Grid fiveMinutes() {
        return new Grid(dayFrom, dayTo, Grid.FIVE_MINUTES);
    }

    CounterGrowth.Rules rules() {
        return new CounterGrowth.Rules(from(), edge, gapLimit);
    }
}
