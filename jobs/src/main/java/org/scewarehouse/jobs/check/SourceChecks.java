package org.scewarehouse.jobs.check;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.http.Retry;
import org.scewarehouse.etl.source.Reach;
import org.scewarehouse.etl.source.hr.HrKind;
import org.scewarehouse.etl.source.prometheus.PrometheusExtract;
import org.scewarehouse.jobs.Build;
import org.scewarehouse.jobs.settings.HrConnection;
import org.scewarehouse.jobs.settings.HrSettings;
import org.scewarehouse.jobs.settings.PrometheusSettings;
import org.scewarehouse.jobs.settings.Settings;

/** What can be tried on the systems that are collected: asked once, not again. */
public final class SourceChecks {
    private static final Retry.Policy ONCE = new Retry.Policy(1, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1));

    private SourceChecks() {}

    public static List<Check> all(Settings settings, Clock clock) {
        return List.of(hr(settings, clock), prometheus(settings.sources().prometheus(), clock));
    }

    private static Check hr(Settings settings, Clock clock) {
        String subject = "hr";
        HrSettings hr = settings.sources().hr();
        if (!hr.isConfigured()) {
            return Check.note(subject, "is not collected", "Set SCE_SOURCES_HR_KIND to csv, ldap, workday or scim.");
        }
        try {
            Retry once = new Retry(ONCE, clock, time -> {}, () -> 0);
            Reach reach = HrConnection.of(settings, clock, once).reach(clock.instant());
            String place = hr.kind() == HrKind.CSV ? hr.path() : hr.url();
            return Check.ok(subject, place + " answers, back to " + reach.from() + ": " + reach.reason());
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
            if (!reach.hasRecords()) {
                return Check.fault(
                        subject,
                        settings.url() + " answers, but " + reach.reason(),
                        "Is it the right server, tenant and path? Does it scrape cAdvisor?");
            }
            return Check.ok(subject, settings.url() + " answers, back to " + reach.from() + ": " + reach.reason());
        } catch (SourceUnavailable | SourceMisconfigured | SourceChanged e) {
            return Check.fault(subject, String.valueOf(e.getMessage()), "");
        }
    }
}
