package org.scewarehouse.etl.source.prometheus;

import java.util.Arrays;

/** Half-open stretches of time, in order, neither touching nor overlapping. */
final class Intervals {

    private final long[] froms;
    private final long[] tos;

    private Intervals(long[] froms, long[] tos) {
        this.froms = froms;
        this.tos = tos;
    }

    /** Collects stretches in any order; what overlaps or touches is joined. */
    static final class Builder {
        private long[] froms = new long[16];
        private long[] tos = new long[16];
        private int size;

        void add(long from, long to) {
            if (from >= to) {
                return;
            }
            if (size > 0 && from >= froms[size - 1] && from <= tos[size - 1]) {
                tos[size - 1] = Math.max(tos[size - 1], to);
                return;
            }
            if (size == froms.length) {
                froms = Arrays.copyOf(froms, size * 2);
                tos = Arrays.copyOf(tos, size * 2);
            }
            froms[size] = from;
            tos[size++] = to;
        }

        Intervals build() {
            // Starts and ends may be sorted apart: their union opens and closes at the same times.
            long[] starts = Arrays.copyOf(froms, size);
            long[] ends = Arrays.copyOf(tos, size);
            Arrays.sort(starts);
            Arrays.sort(ends);
            int kept = 0;
            int begin = 0;
            for (int i = 0; i < size; i++) {
                if (i + 1 == size || starts[i + 1] > ends[i]) {
                    starts[kept] = starts[begin];
                    ends[kept++] = ends[i];
                    begin = i + 1;
                }
            }
            return new Intervals(Arrays.copyOf(starts, kept), Arrays.copyOf(ends, kept));
        }
    }

    /** The parts inside {@code [from, to)}. */
    Intervals within(long from, long to) {
        Builder inside = new Builder();
        for (int i = 0; i < froms.length; i++) {
            inside.add(Math.max(froms[i], from), Math.min(tos[i], to));
        }
        return inside.build();
    }

    /** End of the interval that holds the time or ends with it; the time itself where none does. */
    long endAround(long timeMillis) {
        for (int i = 0; i < froms.length && froms[i] <= timeMillis; i++) {
            if (timeMillis <= tos[i]) {
                return tos[i];
            }
        }
        return timeMillis;
    }

    /** Whether the millisecond lies in one of them. */
    boolean contains(long timeMillis) {
        return endAround(timeMillis) > timeMillis;
    }

    /** Sum of their lengths in milliseconds. */
    long length() {
        return Arrays.stream(tos).sum() - Arrays.stream(froms).sum();
    }

    int size() {
        return froms.length;
    }

    long from(int index) {
        return froms[index];
    }

    long to(int index) {
        return tos[index];
    }
}
