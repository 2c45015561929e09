package org.scewarehouse.etl.source.prometheus.wire;

/** Takes series with decoded samples, one after the other. */
interface SampleSeriesSink extends SampleConsumer {

    /** The samples that follow belong to this series. */
    void begin(Labels labels);

    /** The series has no more samples here. */
    void end();
}
