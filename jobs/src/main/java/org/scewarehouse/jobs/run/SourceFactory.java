package org.scewarehouse.jobs.run;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.http.HttpLimits;
import org.scewarehouse.etl.http.HttpSettings;
import org.scewarehouse.etl.http.Retry;
import org.scewarehouse.etl.source.Source;
import org.scewarehouse.etl.source.prometheus.PrometheusConnection;
import org.scewarehouse.etl.source.prometheus.PrometheusExtract;
import org.scewarehouse.etl.source.prometheus.PrometheusSource;
import org.scewarehouse.etl.source.prometheus.PrometheusTransform;
import org.scewarehouse.etl.source.prometheus.PrometheusTransformSettings;
import org.scewarehouse.etl.source.reference.ReferenceSource;
import org.scewarehouse.jobs.Build;
import org.scewarehouse.jobs.settings.PrometheusSettings;
import org.scewarehouse.jobs.settings.Secret;
import org.scewarehouse.jobs.settings.Settings;
import org.scewarehouse.jobs.settings.SettingsRejected;

/** Makes sources of settings. */
final class SourceFactory {

    private SourceFactory() {}

    /** The reference files of a folder. */
    static Source reference(Path folder, Settings settings, Clock clock) {
        return new ReferenceSource(folder, settings.sources().prometheus().cluster(), clock, Build.version());
    }

    /** The Prometheus that the settings name. */
    static Source prometheus(Settings settings, Clock clock) {
        PrometheusSettings prometheus = settings.sources().prometheus();
        PrometheusConnection connection = connection(prometheus);
        List<String> faults = connection.faults();
        if (!faults.isEmpty()) {
            throw new SettingsRejected(faults);
        }
        PrometheusTransformSettings transform = transform(prometheus);
        return new PrometheusSource(
                new PrometheusExtract(connection, clock, Retry.standard(clock), Build.version()),
                new PrometheusTransform(
                        transform,
                        settings.temporaryFolder(),
                        settings.sortMemory().toBytes()),
                transform,
                prometheus.restateDays());
    }

    private static PrometheusConnection connection(PrometheusSettings settings) {
        URI url = Objects.requireNonNull(settings.url());
        Map<String, String> headers = new TreeMap<>();
        settings.headers().forEach((name, value) -> headers.put(name, value.reveal()));
        HttpSettings http = new HttpSettings(
                PrometheusConnection.SOURCE,
                PrometheusConnection.PROPERTY,
                url.toString(),
                revealed(settings.token()),
                settings.username(),
                revealed(settings.password()),
                headers,
                settings.caFile(),
                new HttpLimits(
                        settings.connectTimeout(),
                        settings.answerTimeout(),
                        settings.readTimeout(),
                        settings.requestTimeout()));
        return new PrometheusConnection(
                http,
                PrometheusConnection.Protocol.valueOf(settings.protocol().name()),
                settings.edge(),
                settings.slice(),
                or(settings.keptLabels(), PrometheusConnection.usualLabels()));
    }

    private static PrometheusTransformSettings transform(PrometheusSettings settings) {
        PrometheusTransformSettings standard = PrometheusTransformSettings.defaults();
        try {
            return new PrometheusTransformSettings(
                    settings.cluster(),
                    settings.clusterLabel(),
                    settings.region(),
                    settings.edge(),
                    settings.gapLimit(),
                    settings.idleThreshold(),
                    settings.idleThresholdByIde(),
                    settings.replicaLabels(),
                    or(settings.userLabels(), standard.userLabels()),
                    or(settings.userRules(), standard.userRules()),
                    settings.serviceLogins().isEmpty()
                            ? standard.serviceLogins()
                            : new TreeSet<>(settings.serviceLogins()),
                    or(settings.kindRules(), standard.kindRules()),
                    environmentRules(settings.environments()),
                    or(settings.ideRules(), standard.ideRules()),
                    or(settings.volumeKindRules(), standard.volumeKindRules()));
        } catch (IllegalArgumentException e) {
            throw new SettingsRejected(List.of(String.valueOf(e.getMessage())));
        }
    }

    /** A rule is one line of words, so a blank in a name is written as an underscore there. */
    private static List<String> environmentRules(Map<String, String> environments) {
        return environments.entrySet().stream()
                .map(entry -> entry.getValue().replace(' ', '_') + " namespace=" + entry.getKey())
                .toList();
    }

    private static List<String> or(List<String> given, List<String> standard) {
        return given.isEmpty() ? standard : given;
    }

    private static @Nullable String revealed(@Nullable Secret secret) {
        return secret == null ? null : secret.reveal();
    }
}
