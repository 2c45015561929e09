package org.scewarehouse.jobs.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.scewarehouse.etl.simulator.ServingTime;
import org.scewarehouse.etl.simulator.Weather;
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
    private final SortedMap<String, ServingTime> times = new TreeMap<>();

    /** Starts them in fair weather; Connect and GitLab are at the night after the last day. */
    public DemoServer(DemoOrganisation organisation) {
        this(organisation, Weather.fair());
    }

    /** Starts them; all have the same weather. */
    public DemoServer(DemoOrganisation organisation, Weather weather) {
        Instant night = DemoSettings.night(organisation.settings().lastDay());
        this.prometheus = new PrometheusSimulator(new OrganisationSeries(organisation), SimulatorOptions.standard());
        this.batch = AwsBatchSimulator.start(organisation.batch().world(), false);
        this.connect = new ConnectSimulator(organisation.content().world(), ConnectOptions.of2026(), night);
        this.gitlab = new GitlabSimulator(
                organisation.code().world(), GitlabOptions.usual().withQuickLanguages(), night);
        prometheus.through(time("Prometheus"), weather);
        batch.through(time("AWS Batch"), weather);
        connect.through(time("Connect"), weather);
        gitlab.through(time("GitLab"), weather);
    }

    private ServingTime time(String name) {
        ServingTime time = new ServingTime();
        times.put(name, time);
        return time;
    }

    /** What every server took to answer so far, in words. */
    public String servingTime() {
        StringBuilder text = new StringBuilder();
        Duration all = Duration.ZERO;
        for (Map.Entry<String, ServingTime> entry : times.entrySet()) {
            ServingTime time = entry.getValue();
            all = all.plus(time.total());
            text.append(String.format(
                    Locale.ROOT,
                    "%s%s %.1f s for %,d requests",
                    text.isEmpty() ? "" : ", ",
                    entry.getKey(),
                    time.total().toMillis() / 1000.0,
                    time.requests()));
        }
        return String.format(
                Locale.ROOT, "The simulated servers took %.1f s of processor time: %s.", all.toMillis() / 1000.0, text);
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

    /** The same for another process, in whose environment it looks. */
    public Map<String, String> awsCredentials() {
        return Map.of(
                "AWS_ACCESS_KEY_ID",
                AwsBatchSimulator.ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY",
                AwsBatchSimulator.SECRET_KEY);
    }

    /** Sets the clock of those servers that forget or show themselves as they are; what was asked is forgotten. */
    public void at(Instant now) {
        batch.at(now);
        connect.setNow(now);
        gitlab.setNow(now);
        prometheus.takeAsked();
        connect.takeAsked();
        gitlab.takeAsked();
    }

    @Override
    public void close() {
        gitlab.close();
        connect.close();
        batch.close();
        prometheus.close();
    }
}
