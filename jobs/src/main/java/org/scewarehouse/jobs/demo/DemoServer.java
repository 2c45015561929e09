package org.scewarehouse.jobs.demo;

import org.scewarehouse.etl.simulator.prometheus.PrometheusSimulator;
import org.scewarehouse.etl.simulator.prometheus.SimulatorOptions;

/** The Prometheus of an organisation, answering on loopback by remote read and JSON until it is closed. */
public final class DemoServer implements AutoCloseable {

    private final PrometheusSimulator prometheus;

    /** Starts it. */
    public DemoServer(DemoOrganisation organisation) {
        this.prometheus = new PrometheusSimulator(new OrganisationSeries(organisation), SimulatorOptions.standard());
    }

    /** Base address, for {@code sce.sources.prometheus.url}. */
    public String prometheusUrl() {
        return prometheus.url();
    }

    @Override
    public void close() {
        prometheus.close();
    }
}
