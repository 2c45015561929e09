package org.scewarehouse.jobs.run;

import java.nio.file.Path;
import java.time.Clock;
import org.scewarehouse.etl.http.Retry;
import org.scewarehouse.etl.source.Source;
import org.scewarehouse.etl.source.connect.ConnectExtract;
import org.scewarehouse.etl.source.connect.ConnectSource;
import org.scewarehouse.etl.source.connect.ConnectTransform;
import org.scewarehouse.etl.source.prometheus.PrometheusExtract;
import org.scewarehouse.etl.source.prometheus.PrometheusSource;
import org.scewarehouse.etl.source.prometheus.PrometheusTransform;
import org.scewarehouse.etl.source.prometheus.PrometheusTransformSettings;
import org.scewarehouse.etl.source.reference.ReferenceSource;
import org.scewarehouse.jobs.Build;
import org.scewarehouse.jobs.settings.ConnectSettings;
import org.scewarehouse.jobs.settings.PrometheusSettings;
import org.scewarehouse.jobs.settings.Settings;

/** Makes sources of settings. */
final class SourceFactory {

    private SourceFactory() {}

    /** The reference files of a folder. */
    static Source reference(Path folder, Settings settings, Clock clock) {
        String cluster = settings.sources().prometheus().transform().cluster();
        return new ReferenceSource(folder, cluster, clock, Build.version());
    }

    /** The Connect server that the settings name. */
    static Source connect(Settings settings, Clock clock) {
        ConnectSettings connect = settings.sources().connect();
        Path temporary = settings.temporaryFolder();
        return new ConnectSource(
                new ConnectExtract(connect.connection(), clock, Retry.standard(clock), temporary, Build.version()),
                new ConnectTransform(
                        connect.transform(), temporary, settings.sortMemory().toBytes()),
                connect.transform(),
                connect.restateDays());
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
