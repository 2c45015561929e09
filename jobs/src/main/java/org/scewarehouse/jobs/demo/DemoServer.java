package org.scewarehouse.jobs.demo;

import java.time.Instant;
import org.scewarehouse.etl.simulator.awsbatch.AwsBatchSimulator;
import org.scewarehouse.etl.simulator.connect.ConnectOptions;
import org.scewarehouse.etl.simulator.connect.ConnectSimulator;
import org.scewarehouse.etl.simulator.gitlab.GitlabOptions;
import org.scewarehouse.etl.simulator.gitlab.GitlabSimulator;
import org.scewarehouse.etl.simulator.prometheus.PrometheusSimulator;
import org.scewarehouse.etl.simulator.prometheus.SimulatorOptions;

/** The Prometheus, AWS Batch, Connect and GitLab of an organisation, on loopback until they are closed. */
public final class DemoServer implements AutoCloseable {

    private final PrometheusSimulator prometheus;
    private final AwsBatchSimulator batch;
    private final ConnectSimulator connect;
    private final GitlabSimulator gitlab;

    /** Starts them; Connect and GitLab are at the night after the last day. */
    public DemoServer(DemoOrganisation organisation) {
        this.prometheus = new PrometheusSimulator(new OrganisationSeries(organisation), SimulatorOptions.standard());
        this.batch = AwsBatchSimulator.start(organisation.batch().world(), false);
        this.connect = new ConnectSimulator(
                organisation.content().world(),
                ConnectOptions.of2026(),
                DemoSettings.night(organisation.settings().lastDay()));
        this.gitlab = new GitlabSimulator(
                organisation.code().world(),
                GitlabOptions.usual().withQuickLanguages(),
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

    /** Base address, for {@code sce.sources.gitlab.url}. */
    public String gitlabUrl() {
        return gitlab.url();
    }

    /** Token of an administrator of the GitLab server. */
    public String gitlabToken() {
        return GitlabOptions.TOKEN;
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
        gitlab.setNow(now);
    }

    @Override
    public void close() {
        gitlab.close();
        connect.close();
        batch.close();
        prometheus.close();
    }
}
