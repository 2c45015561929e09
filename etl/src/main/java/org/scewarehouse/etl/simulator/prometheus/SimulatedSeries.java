package org.scewarehouse.etl.simulator.prometheus;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.source.prometheus.wire.Labels;
import org.scewarehouse.etl.source.prometheus.wire.Matcher;
import org.scewarehouse.etl.source.prometheus.wire.SampleConsumer;

/**
 * What a simulated server knows. Series and samples may be made up while they are asked for, so that a server of any
 * size needs no memory. Used by several threads at once.
 */
public interface SimulatedSeries {

    /**
     * The series that fulfil all matchers, sorted by labels as a server does; the stream is read once and may be lazy.
     */
    Stream<Labels> series(List<Matcher> matchers);

    /** One series that can be read. */
    @SuppressWarnings("JavaLangClash")
    interface Readable {
        /** Its labels. */
        Labels labels();

        /** Its samples in {@code [fromMillis, toMillis)} in order of time. */
        void forEach(long fromMillis, long toMillis, SampleConsumer consumer);

        /** Whether it has a sample in {@code [fromMillis, toMillis)}. */
        default boolean isPresent(long fromMillis, long toMillis) {
            boolean[] isPresent = new boolean[1];
            forEach(fromMillis, toMillis, (time, value) -> isPresent[0] = true);
            return isPresent[0];
        }

        /**
         * Something that is equal for series with equal samples in {@code [fromMillis, toMillis)}, which are then
         * encoded once; null where that is not known.
         */
        default @Nullable Object likeness(long fromMillis, long toMillis) {
            return null;
        }
    }

    /**
     * As {@link #series(List)}, ready to be read; series without a sample in {@code [fromMillis, toMillis)} may be left
     * out. Whoever makes up series spares making those up and finding them again.
     */
    default Stream<? extends Readable> readable(List<Matcher> matchers, long fromMillis, long toMillis) {
        return series(matchers).map(labels -> new Readable() {
            @Override
            public Labels labels() {
                return labels;
            }

            @Override
            public void forEach(long from, long to, SampleConsumer consumer) {
                samples(labels, from, to, consumer);
            }
        });
    }

    /** Whether any series that fulfils all matchers has a sample in {@code [fromMillis, toMillis)}. */
    default boolean isPresent(List<Matcher> matchers, long fromMillis, long toMillis) {
        try (Stream<? extends Readable> series = readable(matchers, fromMillis, toMillis)) {
            return series.anyMatch(one -> one.isPresent(fromMillis, toMillis));
        }
    }

    /**
     * The samples of one series in order of time.
     *
     * @param fromMillis first millisecond of interest
     * @param toMillis first millisecond no longer of interest
     */
    void samples(Labels series, long fromMillis, long toMillis, SampleConsumer consumer);

    /**
     * A series with all its samples.
     *
     * @param labels the series
     * @param timestampsMillis in ascending order
     * @param values as many
     */
    record Series(Labels labels, long[] timestampsMillis, double[] values) {}

    /** A few series, all held in memory. */
    static SimulatedSeries of(List<Series> series) {
        return new SeriesList(series);
    }
}
