package org.scewarehouse.jobs.demo;

import java.time.Instant;
import org.scewarehouse.etl.simulator.awsbatch.AwsBatchSimulator;
import org.scewarehouse.etl.simulator.prometheus.PrometheusSimulator;
import org.scewarehouse.etl.simulator.prometheus.SimulatorOptions;

/** The Prometheus and the AWS Batch of an organisation, answering on loopback until they are closed. */
public final class DemoServer implements AutoCloseable {

    private final PrometheusSimulator prometheus;
    private final AwsBatchSimulator batch;

    /** Starts it. */
    public DemoServer(DemoOrganisation organisation) {
        this.prometheus = new PrometheusSimulator(new OrganisationSeries(organisation), SimulatorOptions.standard());
        this.batch = AwsBatchSimulator.start(organisation.batch().world(), false);
    }

    /** Base address, for {@code sce.sources.prometheus.url}. */
    public String prometheusUrl() {
        return prometheus.url();
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

    /** Sets the clock of those servers that forget. */
    public void at(Instant now) {
        batch.at(now);
    }

    @Override
    public void close() {
        batch.close();
        prometheus.close();
    }
}
