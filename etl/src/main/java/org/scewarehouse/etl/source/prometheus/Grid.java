package org.scewarehouse.etl.source.prometheus;

/**
 * A day cut at multiples of a step counted from the epoch: UTC hours, or five minutes. The first and the last cell
 * are shorter where the day's ends are no such multiple (zones with half-hour offsets).
 *
 * @param from first millisecond of the day
 * @param to first millisecond after it
 * @param step length of a whole cell in milliseconds
 */
record Grid(long from, long to, long step) {

    static final long HOUR = 3_600_000;
    static final long FIVE_MINUTES = 300_000;

    Grid {
        if (from >= to || step <= 0) {
            throw new IllegalArgumentException("no day: [" + from + ", " + to + ") in steps of " + step);
        }
    }

    int size() {
        return index(to - 1) + 1;
    }

    /** The cell that holds the time, which lies inside the day. */
    int index(long timeMillis) {
        return (int) ((timeMillis - origin()) / step);
    }

    /** Start of the whole cell, before the day's start for a first cell that is cut. */
    long label(int cell) {
        return origin() + cell * step;
    }

    /** First millisecond of the cell after that one, cut at the day's end. */
    long end(int cell) {
        return Math.min(to, label(cell + 1));
    }

    private long origin() {
        return Math.floorDiv(from, step) * step;
    }
}
