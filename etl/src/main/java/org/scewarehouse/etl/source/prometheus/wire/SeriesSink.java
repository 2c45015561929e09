package org.scewarehouse.etl.source.prometheus.wire;

/** Takes series as they are read. */
@FunctionalInterface
public interface SeriesSink {

    /**
     * Some samples of one series. A series comes in any number of calls, those of one answer in order of time.
     *
     * @param labels the series; the same object for calls in a row that belong together
     * @param block its samples, valid only during the call
     */
    void series(Labels labels, SampleBlock block);
}
