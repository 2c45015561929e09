package org.scewarehouse.jobs.demo;

import org.jspecify.annotations.Nullable;
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

    /** Samples of one value at every scrape. */
    private record Steady(Scrapes scrapes, double value) implements Samples {
        @Override
        public void forEach(long from, long to, SampleConsumer consumer) {
            for (long at = scrapes.next(from); at < to; at = scrapes.after(at)) {
                consumer.accept(at, value);
            }
        }
    }

    /** A gauge that keeps its value between the times at which it may change. */
    private record Stepped(Scrapes scrapes, Gauge gauge, long[] changes) implements Samples {
        @Override
        public void forEach(long from, long to, SampleConsumer consumer) {
            DemoSeries.gauge(scrapes, gauge).forEach(from, to, consumer);
        }

        boolean changesIn(long first, long last) {
            for (long change : changes) {
                if (change > first && change <= last) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Which samples of a steady series are in a window. */
    private record Likeness(Steady steady, long first, long end) {}

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

    @Override
    public @Nullable Object likeness(long begin, long end) {
        long first = Math.max(begin, from);
        long last = Math.min(end, to);
        if (samples instanceof Steady steady) {
            return likeness(steady, first, last);
        }
        if (samples instanceof Stepped stepped && !stepped.changesIn(first, last)) {
            return likeness(new Steady(stepped.scrapes(), stepped.gauge().at(last - 1)), first, last);
        }
        return null;
    }

    private static Likeness likeness(Steady steady, long from, long to) {
        long first = steady.scrapes().next(from);
        return new Likeness(steady, first, steady.scrapes().last(first, to));
    }

    /** A gauge that shows the same value at every scrape. */
    static Samples steady(Scrapes scrapes, double value) {
        return new Steady(scrapes, value);
    }

    /** A gauge that keeps its value between the times at which it may change. */
    static Samples stepped(Scrapes scrapes, Gauge gauge, long... changes) {
        return new Stepped(scrapes, gauge, changes);
    }

    /** A gauge that is read at every scrape. */
    static Samples gauge(Scrapes scrapes, Gauge gauge) {
        return (from, to, consumer) -> {
            for (long at = scrapes.next(from); at < to; at = scrapes.after(at)) {
                double value = gauge.at(at);
                if (!Double.isNaN(value)) {
                    consumer.accept(at, value);
                }
            }
        };
    }
}
