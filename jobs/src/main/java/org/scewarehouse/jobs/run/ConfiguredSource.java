package org.scewarehouse.jobs.run;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.source.Source;
import org.scewarehouse.jobs.Session;
import org.scewarehouse.jobs.settings.HrSettings;
import org.scewarehouse.jobs.settings.Settings;

/**
 * A source as the settings configure it.
 *
 * @param source the source
 * @param since first day to be loaded; null = as far back as the source answers
 * @param isOptional whether its failure leaves the run at "published with warnings"
 */
record ConfiguredSource(Source source, @Nullable LocalDate since, boolean isOptional) {

    /** Every source that the settings name, those first whose rows the others refer to. */
    static List<ConfiguredSource> all(Session session) {
        Settings settings = session.settings();
        List<ConfiguredSource> sources = new ArrayList<>();
        HrSettings hr = settings.sources().hr();
        if (hr.isConfigured()) {
            sources.add(new ConfiguredSource(
                    SourceFactory.hr(settings, session.clock(), SourceFactory.retry(session)),
                    hr.since(),
                    hr.optional()));
        }
        if (settings.reference() != null) {
            sources.add(new ConfiguredSource(
                    SourceFactory.reference(settings.reference(), settings, session.clock()), null, false));
        }
        if (settings.sources().prometheus().isConfigured()) {
            sources.add(new ConfiguredSource(
                    SourceFactory.prometheus(settings, session.clock(), SourceFactory.retry(session)),
                    settings.sources().prometheus().since(),
                    settings.sources().prometheus().optional()));
        }
        if (settings.sources().awsBatch().isConfigured()) {
            sources.add(new ConfiguredSource(
                    SourceFactory.awsBatch(settings, session.clock()),
                    settings.sources().awsBatch().since(),
                    settings.sources().awsBatch().optional()));
        }
        if (settings.sources().cloudwatch().isConfigured()) {
            sources.add(new ConfiguredSource(
                    SourceFactory.cloudWatch(settings, session.clock()),
                    settings.sources().cloudwatch().since(),
                    settings.sources().cloudwatch().optional()));
        }
        if (settings.sources().homeDrive().isConfigured()) {
            sources.add(new ConfiguredSource(
                    SourceFactory.homeDrive(settings, session.clock()),
                    settings.sources().homeDrive().since(),
                    settings.sources().homeDrive().optional()));
        }
        if (settings.sources().connect().isConfigured()) {
            sources.add(new ConfiguredSource(
                    SourceFactory.connect(settings, session.clock(), SourceFactory.retry(session)),
                    settings.sources().connect().since(),
                    settings.sources().connect().optional()));
        }
        if (settings.sources().gitlab().isConfigured()) {
            sources.add(new ConfiguredSource(
                    SourceFactory.gitlab(settings, session.clock(), SourceFactory.retry(session)),
                    settings.sources().gitlab().since(),
                    settings.sources().gitlab().optional()));
        }
        return List.copyOf(sources);
    }

    /** The one of that name. */
    static ConfiguredSource named(String name, List<ConfiguredSource> sources) {
        return sources.stream()
                .filter(source -> source.source().name().equals(name))
                .findFirst()
                .orElseThrow(() -> missing(name));
    }

    /** What is said to who asks for a source that no setting configures. */
    static RequestRefused missing(String name) {
        boolean isKnown = List.of(
                        "aws_batch", "cloudwatch", "connect", "gitlab", "home_drive", "hr", "prometheus", "reference")
                .contains(name);
        return new RequestRefused(
                isKnown
                        ? "Source " + name + " is not configured: " + remedy(name) + "."
                        : "There is no source " + name + ": " + remedy(name) + ".");
    }

    /** What to set so that the source is there. */
    static String remedy(String name) {
        return switch (name) {
            case "hr" -> "set sce.sources.hr.kind (or SCE_SOURCES_HR_KIND) to csv, ldap, workday or scim";
            case "prometheus" -> "set sce.sources.prometheus.url (or SCE_SOURCES_PROMETHEUS_URL)";
            case "reference" ->
                "set sce.reference (or SCE_REFERENCE) to a folder of CSV files, or to s3://bucket/prefix";
            case "aws_batch" -> "set sce.sources.aws-batch.region (or SCE_SOURCES_AWS_BATCH_REGION)";
            case "cloudwatch" -> "set sce.sources.cloudwatch.region (or SCE_SOURCES_CLOUDWATCH_REGION)";
            case "home_drive" ->
                "set sce.sources.home-drive.path (or SCE_SOURCES_HOME_DRIVE_PATH) to a folder of"
                        + " scans, or to s3://bucket/prefix";
            case "connect" ->
                "set sce.sources.connect.url and .api-key (or SCE_SOURCES_CONNECT_URL and SCE_SOURCES_CONNECT_API_KEY),"
                        + " or .chronicle";
            case "gitlab" ->
                "set sce.sources.gitlab.url and .token (or SCE_SOURCES_GITLAB_URL and SCE_SOURCES_GITLAB_TOKEN)";
            default ->
                "the sources are aws_batch, cloudwatch, connect, gitlab, home_drive, hr, prometheus and reference";
        };
    }
}
