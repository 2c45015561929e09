package org.scewarehouse.jobs.run;

import java.nio.file.Path;
import java.time.Clock;
import org.scewarehouse.etl.http.Retry;
import org.scewarehouse.etl.lake.ObjectStore;
import org.scewarehouse.etl.source.Source;
import org.scewarehouse.etl.source.awsbatch.AwsBatchSettings;
import org.scewarehouse.etl.source.awsbatch.AwsBatchSource;
import org.scewarehouse.etl.source.cloudwatch.CloudWatchSource;
import org.scewarehouse.etl.source.connect.ConnectSource;
import org.scewarehouse.etl.source.connect.ConnectTransform;
import org.scewarehouse.etl.source.gitlab.GitlabExtract;
import org.scewarehouse.etl.source.gitlab.GitlabSource;
import org.scewarehouse.etl.source.gitlab.GitlabTransform;
import org.scewarehouse.etl.source.homedrive.HomeDriveSettings;
import org.scewarehouse.etl.source.homedrive.HomeDriveSource;
import org.scewarehouse.etl.source.hr.HrSource;
import org.scewarehouse.etl.source.prometheus.PrometheusExtract;
import org.scewarehouse.etl.source.prometheus.PrometheusSource;
import org.scewarehouse.etl.source.prometheus.PrometheusTransform;
import org.scewarehouse.etl.source.prometheus.PrometheusTransformSettings;
import org.scewarehouse.etl.source.reference.ReferenceSource;
import org.scewarehouse.jobs.Build;
import org.scewarehouse.jobs.Patience;
import org.scewarehouse.jobs.Session;
import org.scewarehouse.jobs.settings.ConnectSettings;
import org.scewarehouse.jobs.settings.GitlabSettings;
import org.scewarehouse.jobs.settings.HrConnection;
import org.scewarehouse.jobs.settings.HrSettings;
import org.scewarehouse.jobs.settings.PrometheusSettings;
import org.scewarehouse.jobs.settings.Settings;

/** Makes sources of settings. */
final class SourceFactory {

    private SourceFactory() {}

    /** Whoever knows the people. */
    static Source hr(Settings settings, Clock clock, Retry retry) {
        HrSettings hr = settings.sources().hr();
        HrSource.Work work = new HrSource.Work(
                settings.zone(),
                hr.edge(),
                hr.restateDays(),
                settings.temporaryFolder(),
                settings.sortMemory().toBytes(),
                clock,
                Build.version());
        return new HrSource(HrConnection.of(settings, clock, retry), hr.parse(), work);
    }

    /** The reference files that lie there. */
    static Source reference(String location, Settings settings, Clock clock) {
        PrometheusTransformSettings pods = settings.sources().prometheus().transform();
        return new ReferenceSource(
                settings.stores().open(location), pods.cluster(), pods.region(), clock, Build.version());
    }

    /** File systems of the region that the settings name. */
    static Source cloudWatch(Settings settings, Clock clock) {
        return new CloudWatchSource(settings.sources().cloudwatch().source(), clock, Build.version());
    }

    /** The scans of home drives that lie where the settings say. */
    static Source homeDrive(Settings settings, Clock clock) {
        HomeDriveSettings homes = settings.sources().homeDrive().source(settings.zone());
        return new HomeDriveSource(settings.stores().open(homes.location()), homes, clock, Build.version());
    }

    /** Asks again as the product does, and lets the operator know what it waits for. */
    static Retry retry(Session session) {
        return Retry.standard(session.clock()).heardBy((failure, wait, spent, attempt) -> {
            if (spent.plus(wait).compareTo(Patience.SILENCE) >= 0) {
                session.console()
                        .note(failure + "; attempt " + attempt + " follows in " + Math.max(1, wait.toSeconds()) + " s");
            }
        });
    }

    /** The Connect server that the settings name, or what Chronicle wrote of it. */
    static Source connect(Settings settings, Clock clock, Retry retry) {
        ConnectSettings connect = settings.sources().connect();
        Path temporary = settings.temporaryFolder();
        return new ConnectSource(
                connect.input(settings.stores(), settings.zone(), temporary, clock, retry, Build.version()),
                new ConnectTransform(
                        connect.transform(), temporary, settings.sortMemory().toBytes()),
                connect.transform(),
                connect.restateDays());
    }

    /** The GitLab server that the settings name; the lake tells it what need not be asked again. */
    static Source gitlab(Settings settings, Clock clock, Retry retry) {
        GitlabSettings gitlab = settings.sources().gitlab();
        Path temporary = settings.temporaryFolder();
        ObjectStore lake = settings.stores().open(settings.lakeLocation());
        return new GitlabSource(
                new GitlabExtract(
                        gitlab.connection(),
                        clock,
                        retry,
                        time -> Thread.sleep(time.toMillis()),
                        lake,
                        temporary,
                        Build.version()),
                new GitlabTransform(
                        gitlab.transform(),
                        lake,
                        temporary,
                        settings.sortMemory().toBytes()),
                gitlab.restateDays());
    }

    /** The Prometheus that the settings name. */
    static Source prometheus(Settings settings, Clock clock, Retry retry) {
        PrometheusSettings prometheus = settings.sources().prometheus();
        PrometheusTransformSettings transform = prometheus.transform();
        return new PrometheusSource(
                new PrometheusExtract(prometheus.connection(), clock, retry, Build.version()),
                new PrometheusTransform(
                        transform,
                        settings.temporaryFolder(),
                        settings.sortMemory().toBytes()),
                transform,
                prometheus.restateDays());
    }

    /** AWS Batch in the account and region that the settings name. */
    static Source awsBatch(Settings settings, Clock clock) {
        AwsBatchSettings batch = settings.sources().awsBatch().source();
        return AwsBatchSource.of(
                batch,
                batch.events() == null ? null : settings.stores().open(batch.events()),
                settings.temporaryFolder(),
                settings.sortMemory().toBytes(),
                clock,
                Build.version());
    }
}
