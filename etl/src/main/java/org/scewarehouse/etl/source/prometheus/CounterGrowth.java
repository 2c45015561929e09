package org.scewarehouse.etl.source.prometheus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a counter grew by between neighbouring samples, exactly: no extrapolation to the window's edges.
 *
 * @param pairs growth per pair of neighbours, resets counted from zero
 * @param unobservedAt later ends of the pairs further apart than the longest that is booked
 * @param startsUsed starts with which the counter agrees, ascending
 * @param fallsAt later ends of the pairs in which the counter fell and no start was known
 * @param hasMissingLeftEdge whether nothing says what the first sample grew from
 */
record CounterGrowth(
        Segments pairs,
        List<Long> unobservedAt,
        List<Long> startsUsed,
        List<Long> fallsAt,
        boolean hasMissingLeftEdge) {

    /**
     * How pairs are judged.
     *
     * @param windowFrom starts before it make no pair, in milliseconds
     * @param pairLimit pairs further apart are booked nowhere, in milliseconds
     * @param gapLimit pairs further apart are booked, but not observed, in milliseconds
     */
    record Rules(long windowFrom, long pairLimit, long gapLimit) {}

    /**
     * Computes the growth of one series.
     *
     * @param samples sorted samples
     * @param starts known starts of what is counted, ascending. A start is a sample of value 0, before the first
     *     sample or where the counter falls; anywhere else it would fake a reset and is ignored.
     */
    static CounterGrowth of(Samples samples, long[] starts, Rules rules) {
        CounterGrowth growth = new CounterGrowth(
                new Segments(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                hasUnknownStart(samples, starts));
        if (samples.isEmpty()) {
            return growth;
        }
        long start = lastUpTo(starts, samples.firstTime());
        if (start >= rules.windowFrom()) {
            growth.startsUsed.add(start);
            if (start < samples.firstTime()) {
                growth.book(start, samples.firstTime(), samples.value(0), rules);
            }
        }
        for (int i = 1; i < samples.size(); i++) {
            long before = samples.time(i - 1);
            long time = samples.time(i);
            double delta = samples.value(i) - samples.value(i - 1);
            if (delta >= 0) {
                growth.book(before, time, delta, rules);
            } else {
                growth.bookFall(before, time, samples.value(i), lastUpTo(starts, time), rules);
            }
        }
        return growth;
    }

    private static boolean hasUnknownStart(Samples samples, long[] starts) {
        return !samples.isEmpty() && lastUpTo(starts, samples.firstTime()) == Long.MIN_VALUE;
    }

    private void bookFall(long before, long time, double value, long start, Rules rules) {
        if (start < before) {
            fallsAt.add(time);
        } else {
            startsUsed.add(start);
        }
        if (start > before && start < time) {
            book(before, start, 0, rules);
            book(start, time, value, rules);
        } else {
            book(before, time, value, rules);
        }
    }

    private void book(long from, long to, double delta, Rules rules) {
        if (to - from > rules.pairLimit()) {
            unobservedAt.add(to);
        } else {
            pairs.add(from, to, delta, to - from <= rules.gapLimit());
        }
    }

    private static long lastUpTo(long[] starts, long time) {
        int found = Arrays.binarySearch(starts, time);
        int index = found >= 0 ? found : -found - 2;
        return index >= 0 ? starts[index] : Long.MIN_VALUE;
    }
}
