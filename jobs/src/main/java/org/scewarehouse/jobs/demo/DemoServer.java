package org.scewarehouse.jobs.demo;

import java.time.Instant;
import org.scewarehouse.etl.simulator.connect.ConnectOptions;
import org.scewarehouse.etl.simulator.connect.ConnectSimulator;
import org.scewarehouse.etl.simulator.prometheus.PrometheusSimulator;
import org.scewarehouse.etl.simulator.prometheus.SimulatorOptions;

/** The Prometheus and the Connect server of an organisation, answering on loopback until they are closed. */
public final class DemoServer implements AutoCloseable {

    private final PrometheusSimulator prometheus;
    private final ConnectSimulator connect;

    /** Starts them; the Connect server is at the night after the last day. */
    public DemoServer(DemoOrganisation organisation) {
        this.prometheus = new PrometheusSimulator(new OrganisationSeries(organisation), SimulatorOptions.standard());
        this.connect = new ConnectSimulator(
                organisation.content().world(),
                ConnectOptions.of2026(),
                DemoSettings.night(organisation.settings().lastDay()));
    }

    /** Base address, for {@code sce.sources.prometheus.url}. */
    public String prometheusUrl() {
        return prometheus.url();
    }

    /** Base address, for {@code sce.sources.connect.url}. */
    public String connectUrl() {
        return connect.url();
    }

    /** Key of an administrator of the Connect server. */
    public String connectKey() {
        return ConnectOptions.ADMINISTRATOR_KEY;
    }

    /** Sets the Connect server's clock: its content is shown as it is then. */
    public void setNow(Instant now) {
        connect.setNow(now);
    }

    @Override
    public void close() {
        connect.close();
        prometheus.close();
    }
}
