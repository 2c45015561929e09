package org.scewarehouse.jobs.demo;

import org.scewarehouse.etl.source.prometheus.wire.SampleConsumer;

/**
 * The CPU time of one run, counted in whole parts of a core times milliseconds: sums are exact and every sample is the
 * nearest double.
 */
final class CpuCounter {

    /** Parts times milliseconds in a core second. */
    static final double UNITS = Load.PARTS * 1000.0;

    private final PodContainer container;
    private final Run run;
    private final Scrapes scrapes;
    private final boolean falls;

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

    /** Stretches in which the load is the same: from the start, or a scrape, to the next scrape. */
    @FunctionalInterface
    interface Stretches {
        void stretch(long from, long to, int parts);
    }

    /** All stretches of the run up to a scrape before {@code to}. What follows the last scrape nobody has counted. */
    void forEachStretch(long to, Stretches stretches) {
        long end = Math.min(run.end(), to);
        long before = run.start() < scrapes.from() ? scrapes.next(scrapes.from()) : run.start();
        for (long at = scrapes.next(before + 1); at < end; at = scrapes.next(at + 1)) {
            stretches.stretch(before, at, container.load().parts(before));
            before = at;
        }
    }

    /** The samples in {@code [from, to)}. */
    void forEach(long from, long to, SampleConsumer consumer) {
        long first = scrapes.next(Math.max(run.start(), scrapes.from()));
        long[] units = {run.start() < scrapes.from() ? before() : 0};
        if (first >= from
                && first < Math.min(to, run.end())
                && (run.start() < scrapes.from() || first == run.start())) {
            consumer.accept(first, units[0] / UNITS);
        }
        forEachStretch(to, (begin, at, parts) -> {
            long grown = parts * (at - begin);
            // A fall to no less than what stood there before could not be told from growth.
            units[0] = grown + (falls && isFall(begin) && grown < units[0] ? 0 : units[0]);
            if (at >= from) {
                consumer.accept(at, units[0] / UNITS);
            }
        });
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
