package org.scewarehouse.etl.source.prometheus;

import java.util.Arrays;
import java.util.List;

/** When a container ran: from each start to its end, pauses between restarts left out. */
final class RunningTime {

    private RunningTime() {}

    /**
     * The runs of one container.
     *
     * @param first the first sign of life, the start where none is known; {@link Long#MAX_VALUE} = none
     * @param signs series of which every sample shows the container alive
     * @param starts known starts inside the window, ascending
     * @param ends known ends (terminated, completed, deleted), ascending; without one the last sign before the next
     *     start is the end
     * @param growth CPU growth; where it is above 0 the container ran, whatever else is claimed, so that no hour with
     *     use goes missing
     */
    static Intervals of(long first, List<Samples> signs, long[] starts, long[] ends, Segments growth) {
        Intervals.Builder running = new Intervals.Builder();
        long next = starts.length > 0 ? starts[0] : Long.MAX_VALUE;
        if (first < next) {
            running.add(first, end(first, next, signs, ends));
        }
        for (int i = 0; i < starts.length; i++) {
            next = i + 1 < starts.length ? starts[i + 1] : Long.MAX_VALUE;
            running.add(starts[i], end(starts[i], next, signs, ends));
        }
        for (int i = 0; i < growth.size(); i++) {
            if (growth.amount(i) > 0) {
                running.add(growth.from(i), growth.to(i));
            }
        }
        return running.build();
    }

    private static long end(long start, long next, List<Samples> signs, long[] ends) {
        int known = Arrays.binarySearch(ends, start + 1);
        int index = known >= 0 ? known : -known - 1;
        if (index < ends.length && ends[index] <= next) {
            return ends[index];
        }
        long last = start;
        for (Samples sign : signs) {
            int before = sign.indexOf(next) - 1;
            if (before >= 0) {
                last = Math.max(last, sign.time(before));
            }
        }
        return last;
    }

    /** Time of the earliest sample of all; {@link Long#MAX_VALUE} if there is none. */
    static long first(List<Samples> signs) {
        return signs.stream()
                .filter(s -> !s.isEmpty())
                .mapToLong(Samples::firstTime)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Time of the latest sample of all; {@link Long#MIN_VALUE} if there is none. */
    static long last(List<Samples> signs) {
        return signs.stream()
                .filter(s -> !s.isEmpty())
                .mapToLong(Samples::lastTime)
                .max()
                .orElse(Long.MIN_VALUE);
    }
}
