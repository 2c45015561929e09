package org.scewarehouse.jobs.demo;

import java.util.List;

/**
 * When one target is scraped: every interval, but not inside a gap.
 *
 * @param from first millisecond that is remembered
 * @param to first millisecond that has not happened yet
 * @param interval milliseconds between two scrapes
 * @param offset milliseconds after a multiple of the interval at which this target's turn is
 * @param gaps stretches without a scrape, in time order
 */
record Scrapes(long from, long to, long interval, long offset, List<Gap> gaps) {

    /** No scrape at or after a time. */
    static final long NONE = Long.MAX_VALUE;

    /** A stretch without a scrape. */
    record Gap(long from, long to) {}

    /** The first scrape at or after a time; {@link #NONE} if there is none. */
    long next(long time) {
        if (time >= to) {
            return NONE;
        }
        long instant = onGrid(Math.max(time, from));
        for (Gap gap : gaps) {
            if (instant >= gap.from() && instant < gap.to()) {
                instant = onGrid(gap.to());
            }
        }
        return instant < to ? instant : NONE;
    }

    /** The scrape that follows one; {@link #NONE} if there is none. */
    long after(long scrape) {
        return gaps.isEmpty() && scrape + interval < to ? scrape + interval : next(scrape + 1);
    }

    /** Whether a scrape falls into {@code [since, before)}. */
    boolean hasAny(long since, long before) {
        return next(since) < before;
    }

    /** The last scrape in {@code [begin, end)}; {@code begin - 1} if there is none. */
    long last(long begin, long end) {
        long instant = onGrid(Math.min(end, to)) - interval;
        for (int i = gaps.size() - 1; i >= 0; i--) {
            Gap gap = gaps.get(i);
            if (instant >= gap.from() && instant < gap.to()) {
                instant = onGrid(gap.from()) - interval;
            }
        }
        return instant >= begin && instant >= from ? instant : begin - 1;
    }

    private long onGrid(long time) {
        return -Math.floorDiv(offset - time, interval) * interval + offset;
    }
}
