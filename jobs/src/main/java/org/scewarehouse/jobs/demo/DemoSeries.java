package org.scewarehouse.jobs.demo;

import org.scewarehouse.etl.simulator.prometheus.SimulatedSeries;
import org.scewarehouse.etl.source.prometheus.wire.Labels;
import org.scewarehouse.etl.source.prometheus.wire.SampleConsumer;

/**
 * One series, whose samples are made up whenever they are asked for.
 *
 * @param from before it there is no sample
 * @param to from it on there is no sample
 */
record DemoSeries(Labels labels, long from, long to, Samples samples) implements SimulatedSeries.Readable {

    /** Makes the samples in {@code [from, to)}, in order of time. */
    @FunctionalInterface
    interface Samples {
        void forEach(long from, long to, SampleConsumer consumer);
    }

    /** The value of a gauge at a scrape; NaN where the target does not show it. */
    @FunctionalInterface
    interface Gauge {
        double at(long scrapedAt);
    }

    @Override
    public void forEach(long begin, long end, SampleConsumer consumer) {
        long first = Math.max(begin, from);
        long last = Math.min(end, to);
        if (first < last) {
            samples.forEach(first, last, consumer);
        }
    }

    /** A gauge that is read at every scrape. */
    static Samples gauge(Scrapes scrapes, Gauge gauge) {
        return (from, to, consumer) -> {
            for (long at = scrapes.next(from); at < to; at = scrapes.next(at + 1)) {
                double value = gauge.at(at);
                if (!Double.isNaN(value)) {
                    consumer.accept(at, value);
                }
            }
        };
    }
}
