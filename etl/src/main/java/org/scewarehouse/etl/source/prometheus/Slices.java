package org.scewarehouse.etl.source.prometheus;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * Cuts the window of one metric into the slices to ask for. Widths are the whole window or the configured slice, halved
 * any number of times; so a later process finds the slices that an earlier one kept, even if it asks differently.
 */
final class Slices {

    /**
     * A half-open stretch of time.
     *
     * @param from first millisecond
     * @param to first millisecond after it
     * @param isWhole whether it is the whole window
     */
    record Slice(long from, long to, boolean isWhole) {
        Duration length() {
            return Duration.ofMillis(to - from);
        }
    }

    private static final long SHORTEST = PrometheusConnection.SHORTEST_SLICE.toMillis();

    private final long from;
    private final long to;
    private final long narrow;
    private long width;
    private long at;

    Slices(long from, long to, Duration narrow) {
        this.from = from;
        this.to = to;
        this.narrow = narrow.toMillis();
        this.width = to - from;
        this.at = from;
    }

    /** Asks for the configured slice from now on. */
    void narrow() {
        width = Math.min(width, narrow);
    }

    /**
     * Steps over what is there.
     *
     * @return false if nothing is left to ask for
     */
    boolean next(Predicate<Slice> isThere) {
        boolean isFound = true;
        while (at < to && isFound) {
            isFound = stepOver(to - from, isThere) || stepOver(narrow, isThere);
        }
        return at < to;
    }

    private boolean stepOver(long widest, Predicate<Slice> isThere) {
        for (long candidate = widest; candidate > 0; candidate = half(candidate)) {
            Slice slice = slice(candidate);
            if (isThere.test(slice)) {
                at = slice.to;
                return true;
            }
        }
        return false;
    }

    /** The slice to ask for. */
    Slice current() {
        return slice(width);
    }

    /** The current slice is kept. */
    void done() {
        at = current().to;
    }

    /** Makes this slice and those after it shorter; false if it is the shortest already. */
    boolean halve() {
        long asked = current().to - at;
        while (width >= asked && width > 0) {
            width = half(width);
        }
        return width > 0;
    }

    private Slice slice(long size) {
        long end = Math.min(to, at + size);
        return new Slice(at, end, at == from && end == to);
    }

    private static long half(long size) {
        return size <= SHORTEST ? 0 : Math.max(SHORTEST, size / 2);
    }
}
