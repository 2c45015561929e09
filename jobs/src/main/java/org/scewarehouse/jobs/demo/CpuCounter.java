package org.scewarehouse.jobs.demo;

import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.source.prometheus.wire.SampleConsumer;

/**
 * The CPU time of one run, counted in whole parts of a core times milliseconds: sums are exact and every sample is the
 * nearest double. It remembers how far it was last read, so that reading day after day costs the day and not all days
 * before it; what it gives does not depend on that.
 */
final class CpuCounter {

    /** Parts times milliseconds in a core second. */
    static final double UNITS = Load.PARTS * 1000.0;

    private final PodContainer container;
    private final Run run;
    private final Scrapes scrapes;
    private final boolean falls;
    private volatile @Nullable Reading last;

    /**
     * The counter of one run.
     *
     * @param falls whether it starts again from zero every now and then although the run goes on
     */
    CpuCounter(PodContainer container, Run run, Scrapes scrapes, boolean falls) {
        this.container = container;
        this.run = run;
        this.scrapes = scrapes;
        this.falls = falls;
    }

    /** What the counter shows at a scrape, or at the start. */
    private record Reading(long at, long units) {}

    /** Stretches in which the load is the same: from the start, or a scrape, to the next scrape. */
    @FunctionalInterface
    interface Stretches {
        void stretch(long from, long to, int parts);
    }

    /** All stretches of the run up to a scrape before {@code to}. What follows the last scrape nobody has counted. */
    void forEachStretch(long to, Stretches stretches) {
        forEachStretch(begin(), to, stretches);
    }

    /**
     * The stretches that begin at or after a time and end before another.
     *
     * @param begin the start of the run, or one of its scrapes
     */
    void forEachStretch(long begin, long to, Stretches stretches) {
        long end = Math.min(run.end(), to);
        long before = begin;
        for (long at = scrapes.next(before + 1); at < end; at = scrapes.after(at)) {
            stretches.stretch(before, at, container.load().parts(before));
            before = at;
        }
    }

    /** Where the first stretch that ends at or after a time begins. */
    long beginOfStretch(long endingFrom) {
        return Math.max(begin(), scrapes.last(begin(), Math.min(endingFrom, run.end())));
    }

    /** The start, or where it is not remembered the first scrape. */
    private long begin() {
        return run.start() < scrapes.from() ? scrapes.next(scrapes.from()) : run.start();
    }

    /** The samples in {@code [from, to)}. */
    void forEach(long from, long to, SampleConsumer consumer) {
        long first = scrapes.next(Math.max(run.start(), scrapes.from()));
        if (first >= from
                && first < Math.min(to, run.end())
                && (run.start() < scrapes.from() || first == run.start())) {
            consumer.accept(first, start().units() / UNITS);
        }
        Reading known = last;
        Reading begin = known == null || known.at() >= from ? start() : known;
        long[] units = {begin.units()};
        Reading[] reached = {begin};
        forEachStretch(begin.at(), to, (at, next, parts) -> {
            if (at < from) {
                reached[0] = new Reading(at, units[0]);
            }
            long grown = parts * (next - at);
            // A fall to no less than what stood there before could not be told from growth.
            units[0] = grown + (falls && isFall(at) && grown < units[0] ? 0 : units[0]);
            if (next >= from) {
                consumer.accept(next, units[0] / UNITS);
            }
        });
        last = reached[0];
    }

    private Reading start() {
        return new Reading(begin(), run.start() < scrapes.from() ? before() : 0);
    }

    /** What the counter showed when the monitoring began: less than 28 hours of a core. */
    private long before() {
        return (long) (Seeds.share(container.seed(), run.start()) * 100_000 * UNITS);
    }

    /** Once in some 400 scrapes; right after the scrape, so that no use is lost. */
    private boolean isFall(long scrapedAt) {
        return scrapedAt > run.start() && Seeds.share(container.seed() + 1, scrapedAt) < 0.0025;
    }
}
