package org.scewarehouse.etl.source.prometheus.wire;

/** Takes samples one by one. */
@FunctionalInterface
public interface SampleConsumer {

    /**
     * One sample.
     *
     * @param timestampMillis milliseconds since 1970
     * @param value the value with its exact bits, so that {@link SampleBlock#isStaleMarker(double)} can tell
     */
    void accept(long timestampMillis, double value);
}
