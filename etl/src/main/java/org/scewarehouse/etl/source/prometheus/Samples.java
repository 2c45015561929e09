package org.scewarehouse.etl.source.prometheus;

import java.util.Arrays;

/**
 * Samples of one series inside a half-open window, in time order once {@link #sort} has run. NaN (so every stale
 * marker too), infinities and samples outside the window are dropped when added.
 */
final class Samples {

    private static final int INDEX_BITS = 31;

    private final long windowFrom;
    private final long windowTo;
    private long[] times = new long[64];
    private double[] values = new double[64];
    private int size;
    private boolean isSorted = true;

    /** An empty series; {@code windowFrom} and {@code windowTo} in epoch milliseconds. */
    Samples(long windowFrom, long windowTo) {
        this.windowFrom = windowFrom;
        this.windowTo = windowTo;
    }

    void add(long timeMillis, double value) {
        if (!Double.isFinite(value) || timeMillis < windowFrom || timeMillis >= windowTo) {
            return;
        }
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        isSorted &= size == 0 || times[size - 1] < timeMillis;
        times[size] = timeMillis;
        values[size] = value;
        size++;
    }

    /** Adds the samples of another series; call {@link #sort} afterwards. */
    void addAll(Samples other) {
        for (int i = 0; i < other.size; i++) {
            add(other.times[i], other.values[i]);
        }
    }

    /**
     * Sorts by time and keeps one sample per time. Where two values claim one time the larger stands, so that the
     * result does not depend on the order in which they came.
     */
    void sort() {
        if (isSorted) {
            return;
        }
        long earliest = Arrays.stream(times, 0, size).min().orElse(0);
        long[] order = new long[size];
        for (int i = 0; i < size; i++) {
            order[i] = (times[i] - earliest) << INDEX_BITS | i;
        }
        Arrays.sort(order);
        long[] sortedTimes = new long[size];
        double[] sortedValues = new double[size];
        int kept = 0;
        for (long entry : order) {
            int i = (int) (entry & ((1L << INDEX_BITS) - 1));
            if (kept > 0 && sortedTimes[kept - 1] == times[i]) {
                sortedValues[kept - 1] = Math.max(sortedValues[kept - 1], values[i]);
            } else {
                sortedTimes[kept] = times[i];
                sortedValues[kept++] = values[i];
            }
        }
        times = sortedTimes;
        values = sortedValues;
        size = kept;
        isSorted = true;
    }

    /** The samples in {@code [from, to)}. */
    Samples between(long from, long to) {
        Samples part = new Samples(Math.max(from, windowFrom), Math.min(to, windowTo));
        for (int i = indexOf(from); i < size && times[i] < to; i++) {
            part.add(times[i], values[i]);
        }
        return part;
    }

    /** How many samples lie in {@code [from, to)}. */
    int count(long from, long to) {
        return indexOf(to) - indexOf(from);
    }

    /** The index of the first sample at or after the time; {@link #size} if there is none. */
    int indexOf(long timeMillis) {
        int found = Arrays.binarySearch(times, 0, size, timeMillis);
        return found >= 0 ? found : -found - 1;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    long time(int index) {
        return times[index];
    }

    double value(int index) {
        return values[index];
    }

    long firstTime() {
        return times[0];
    }

    long lastTime() {
        return times[size - 1];
    }

    double lastValue() {
        return values[size - 1];
    }
}
