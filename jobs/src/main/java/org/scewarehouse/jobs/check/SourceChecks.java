package org.scewarehouse.jobs.check;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.http.Retry;
import org.scewarehouse.etl.source.Reach;
import org.scewarehouse.etl.source.connect.ConnectExtract;
import org.scewarehouse.etl.source.prometheus.PrometheusExtract;
import org.scewarehouse.jobs.Build;
import org.scewarehouse.jobs.settings.ConnectSettings;
import org.scewarehouse.jobs.settings.PrometheusSettings;
import org.scewarehouse.jobs.settings.Settings;

/** What can be tried on the systems that are collected: asked once, not again. */
public final class SourceChecks {
    private static final Retry.Policy ONCE = new Retry.Policy(1, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1));

    private SourceChecks() {}

    public static List<Check> all(Settings settings, Clock clock) {
        return List.of(prometheus(settings.sources().prometheus(), clock), connect(settings, clock));
    }

    private static Check connect(Settings settings, Clock clock) {
        String subject = "connect";
        ConnectSettings connect = settings.sources().connect();
        if (!connect.isConfigured()) {
            return Check.note(
                    subject, "is not collected", "Set SCE_SOURCES_CONNECT_URL and SCE_SOURCES_CONNECT_API_KEY.");
        }
        try {
            Retry once = new Retry(ONCE, clock, time -> {}, () -> 0);
            Reach reach = new ConnectExtract(
                            connect.connection(), clock, once, settings.temporaryFolder(), Build.version())
                    .reach(clock.instant());
            return Check.ok(
                    subject,
                    connect.url() + " answers an administrator's key, back to " + reach.oldest() + ": "
                            + reach.reason());
        } catch (SourceUnavailable | SourceMisconfigured | SourceChanged e) {
            return Check.fault(subject, String.valueOf(e.getMessage()), "");
        }
    }

    private static Check prometheus(PrometheusSettings settings, Clock clock) {
        String subject = "prometheus";
        if (!settings.isConfigured()) {
            return Check.note(subject, "is not collected", "Set SCE_SOURCES_PROMETHEUS_URL.");
        }
        try {
            Retry once = new Retry(ONCE, clock, time -> {}, () -> 0);
            Reach reach =
                    new PrometheusExtract(settings.connection(), clock, once, Build.version()).reach(clock.instant());
            return Check.ok(subject, settings.url() + " answers, back to " + reach.from() + ": " + reach.reason());
        } catch (SourceUnavailable | SourceMisconfigured | SourceChanged e) {
            return Check.fault(subject, String.valueOf(e.getMessage()), "");
        }
    }
}
