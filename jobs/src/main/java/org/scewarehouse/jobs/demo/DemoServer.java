package org.scewarehouse.jobs.demo;

import java.time.Instant;
import org.scewarehouse.etl.simulator.awsbatch.AwsBatchSimulator;
import org.scewarehouse.etl.simulator.connect.ConnectOptions;
import org.scewarehouse.etl.simulator.connect.ConnectSimulator;
import org.scewarehouse.etl.simulator.prometheus.PrometheusSimulator;
import org.scewarehouse.etl.simulator.prometheus.SimulatorOptions;

/** The Prometheus, the AWS Batch and the Connect server of an organisation, on loopback until they are closed. */
public final class DemoServer implements AutoCloseable {

    private final PrometheusSimulator prometheus;
    private final AwsBatchSimulator batch;
    private final ConnectSimulator connect;

    /** Starts them; the Connect server is at the night after the last day. */
    public DemoServer(DemoOrganisation organisation) {
        this.prometheus = new PrometheusSimulator(new OrganisationSeries(organisation), SimulatorOptions.standard());
        this.batch = AwsBatchSimulator.start(organisation.batch().world(), false);
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

    /** Base address, for {@code sce.sources.aws-batch.endpoint}. */
    public String awsBatchUrl() {
        return batch.address().toString();
    }

    /** Its region, for {@code sce.sources.aws-batch.region}. */
    public String awsRegion() {
        return AwsBatchSimulator.REGION;
    }

    /** Lets this process ask the simulated AWS Batch: the SDK looks for credentials among system properties first. */
    public void grantAws() {
        System.setProperty("aws.accessKeyId", AwsBatchSimulator.ACCESS_KEY);
        System.setProperty("aws.secretAccessKey", AwsBatchSimulator.SECRET_KEY);
    }

    /** Sets the clock of those servers that forget or show themselves as they are. */
    public void at(Instant now) {
        batch.at(now);
        connect.setNow(now);
    }

    @Override
    public void close() {
        connect.close();
        batch.close();
        prometheus.close();
    }
}
