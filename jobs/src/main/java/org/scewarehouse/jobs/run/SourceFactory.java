package org.scewarehouse.jobs.run;

import java.nio.file.Path;
import java.time.Clock;
import org.scewarehouse.etl.http.Retry;
import org.scewarehouse.etl.source.Source;
import org.scewarehouse.etl.source.hr.HrSource;
import org.scewarehouse.etl.source.prometheus.PrometheusExtract;
import org.scewarehouse.etl.source.prometheus.PrometheusSource;
import org.scewarehouse.etl.source.prometheus.PrometheusTransform;
import org.scewarehouse.etl.source.prometheus.PrometheusTransformSettings;
import org.scewarehouse.etl.source.reference.ReferenceSource;
import org.scewarehouse.jobs.Build;
import org.scewarehouse.jobs.settings.HrConnection;
import org.scewarehouse.jobs.settings.HrSettings;
import org.scewarehouse.jobs.settings.PrometheusSettings;
import org.scewarehouse.jobs.settings.Settings;

/** Makes sources of settings. */
final class SourceFactory {

    private SourceFactory() {}

    /** Whoever knows the people. */
    static Source hr(Settings settings, Clock clock) {
        HrSettings hr = settings.sources().hr();
        HrSource.Work work = new HrSource.Work(
                hr.edge(),
                hr.restateDays(),
                settings.temporaryFolder(),
                settings.sortMemory().toBytes(),
                clock,
                Build.version());
        return new HrSource(HrConnection.of(settings, clock, Retry.standard(clock)), hr.parse(), work);
    }

    /** The reference files of a folder. */
    static Source reference(Path folder, Settings settings, Clock clock) {
        String cluster = settings.sources().prometheus().transform().cluster();
        return new ReferenceSource(folder, cluster, clock, Build.version());
    }

    /** The Prometheus that the settings name. */
    static Source prometheus(Settings settings, Clock clock) {
        PrometheusSettings prometheus = settings.sources().prometheus();
        PrometheusTransformSettings transform = prometheus.transform();
        return new PrometheusSource(
                new PrometheusExtract(prometheus.connection(), clock, Retry.standard(clock), Build.version()),
                new PrometheusTransform(
                        transform,
                        settings.temporaryFolder(),
                        settings.sortMemory().toBytes()),
                transform,
                prometheus.restateDays());
    }
}
