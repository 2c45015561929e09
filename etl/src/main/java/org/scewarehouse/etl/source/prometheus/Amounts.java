package org.scewarehouse.etl.source.prometheus;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One measure over the cells of a {@link Grid}; a cell to which nothing was ever added is unknown. */
final class Amounts {

    private final Grid grid;
    private final double[] cells;

    Amounts(Grid grid) {
        this.grid = grid;
        this.cells = new double[grid.size()];
        Arrays.fill(cells, Double.NaN);
    }

    /** Adds to one cell. */
    void add(int cell, double amount) {
        cells[cell] = Double.isNaN(cells[cell]) ? amount : cells[cell] + amount;
    }

    /** Raises one cell to the value. */
    void raise(int cell, double value) {
        if (!(cells[cell] >= value)) {
            cells[cell] = value;
        }
    }

    /** Spreads an amount evenly over {@code [from, to)}; the part outside the day is left to other days. */
    void spread(long from, long to, double amount) {
        long begin = Math.max(from, grid.from());
        long end = Math.min(to, grid.to());
        while (begin < end) {
            int cell = grid.index(begin);
            long cellEnd = Math.min(end, grid.end(cell));
            add(cell, amount * ((cellEnd - begin) / (double) (to - from)));
            begin = cellEnd;
        }
    }

    /** Spreads each segment's amount evenly over its time. */
    void spread(Segments segments) {
        for (int i = 0; i < segments.size(); i++) {
            spread(segments.from(i), segments.to(i), segments.amount(i));
        }
    }

    /** Adds the seconds of the intervals to the cells they touch. */
    void addSeconds(Intervals intervals) {
        for (int i = 0; i < intervals.size(); i++) {
            long begin = Math.max(intervals.from(i), grid.from());
            long end = Math.min(intervals.to(i), grid.to());
            while (begin < end) {
                int cell = grid.index(begin);
                long cellEnd = Math.min(end, grid.end(cell));
                add(cell, (cellEnd - begin) / 1000.0);
                begin = cellEnd;
            }
        }
    }

    boolean isKnown(int cell) {
        return !Double.isNaN(cells[cell]);
    }

    /** The cell's amount, 0 where it is unknown. */
    double orZero(int cell) {
        return isKnown(cell) ? cells[cell] : 0;
    }

    /** The cell's amount, null where it is unknown. */
    @Nullable
    Double orNull(int cell) {
        return isKnown(cell) ? (Double) cells[cell] : null;
    }
}
