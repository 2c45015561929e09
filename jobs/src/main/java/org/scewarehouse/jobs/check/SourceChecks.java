package org.scewarehouse.jobs.check;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.http.Retry;
import org.scewarehouse.etl.lake.StoreRefused;
import org.scewarehouse.etl.source.Reach;
import org.scewarehouse.etl.source.awsbatch.AwsBatchSource;
import org.scewarehouse.etl.source.cloudwatch.CloudWatchSource;
import org.scewarehouse.etl.source.gitlab.GitlabExtract;
import org.scewarehouse.etl.source.homedrive.HomeDriveSettings;
import org.scewarehouse.etl.source.homedrive.HomeDriveSource;
import org.scewarehouse.etl.source.hr.HrKind;
import org.scewarehouse.etl.source.prometheus.PrometheusExtract;
import org.scewarehouse.jobs.Build;
import org.scewarehouse.jobs.Console;
import org.scewarehouse.jobs.Patience;
import org.scewarehouse.jobs.settings.BatchSettings;
import org.scewarehouse.jobs.settings.ConnectSettings;
import org.scewarehouse.jobs.settings.FileSystemSettings;
import org.scewarehouse.jobs.settings.GitlabSettings;
import org.scewarehouse.jobs.settings.HrConnection;
import org.scewarehouse.jobs.settings.HrSettings;
import org.scewarehouse.jobs.settings.PrometheusSettings;
import org.scewarehouse.jobs.settings.Settings;

/** What can be tried on the systems that are collected: asked once, not again. */
public final class SourceChecks {
    private static final Retry.Policy ONCE = new Retry.Policy(1, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1));

    private final Settings settings;
    private final Clock clock;
    private final Console console;

    private SourceChecks(Settings settings, Clock clock, Console console) {
        this.settings = settings;
        this.clock = clock;
        this.console = console;
    }

    public static List<Check> all(Settings settings, Clock clock, Console console) {
        SourceChecks checks = new SourceChecks(settings, clock, console);
        return List.of(
                checks.hr(),
                checks.prometheus(),
                checks.awsBatch(),
                checks.connect(),
                checks.gitlab(),
                checks.cloudWatch(),
                checks.homeDrive());
    }

    private Check hr() {
        HrSettings hr = settings.sources().hr();
        if (!hr.isConfigured()) {
            return notCollected("hr", "Set SCE_SOURCES_HR_KIND to csv, ldap, workday or scim.");
        }
        String place = hr.kind() == HrKind.CSV ? hr.path() : hr.url();
        return answers(
                "hr",
                String.valueOf(place),
                "Is anybody in it?",
                once -> HrConnection.of(settings, clock, once).reach(clock.instant(), settings.zone()));
    }

    private Check prometheus() {
        PrometheusSettings prometheus = settings.sources().prometheus();
        if (!prometheus.isConfigured()) {
            return notCollected("prometheus", "Set SCE_SOURCES_PROMETHEUS_URL.");
        }
        return answers(
                "prometheus",
                String.valueOf(prometheus.url()),
                "Is it the right server, tenant and path? Does it scrape cAdvisor?",
                once -> new PrometheusExtract(prometheus.connection(), clock, once, Build.version())
                        .reach(clock.instant()));
    }

    private Check cloudWatch() {
        FileSystemSettings fileSystems = settings.sources().cloudwatch();
        if (!fileSystems.isConfigured()) {
            return notCollected("cloudwatch", "Set SCE_SOURCES_CLOUDWATCH_REGION if file systems are on EFS or FSx.");
        }
        return answers(
                "cloudwatch",
                "CloudWatch in " + fileSystems.region(),
                "Is it the right account and region?",
                once -> new CloudWatchSource(fileSystems.source(), clock, Build.version()).reach(clock.instant()));
    }

    private Check homeDrive() {
        HomeDriveSettings homes = settings.sources().homeDrive().source(settings.zone());
        if (!settings.sources().homeDrive().isConfigured()) {
            return notCollected("home_drive", "Set SCE_SOURCES_HOME_DRIVE_PATH where a scan of home drives is made.");
        }
        return answers(
                "home_drive",
                homes.location(),
                "Does the scan write there, and under such a name?",
                once -> new HomeDriveSource(settings.stores().open(homes.location()), homes, clock, Build.version())
                        .reach(clock.instant()));
    }

    private Check awsBatch() {
        BatchSettings batch = settings.sources().awsBatch();
        if (!batch.isConfigured()) {
            return notCollected("aws_batch", "Set SCE_SOURCES_AWS_BATCH_REGION, or _EVENTS for the archive of events.");
        }
        return answers(
                "aws_batch",
                batch.region() == null ? String.valueOf(batch.events()) : "AWS Batch in " + batch.region(),
                batch.region() == null
                        ? "Is it the folder or prefix that Firehose writes to?"
                        : "Is it the right account and region?",
                once -> AwsBatchSource.of(
                                batch.source(),
                                batch.events() == null
                                        ? null
                                        : settings.stores().open(batch.events()),
                                settings.temporaryFolder(),
                                settings.sortMemory().toBytes(),
                                clock,
                                Build.version())
                        .reach(clock.instant()));
    }

    private Check connect() {
        ConnectSettings connect = settings.sources().connect();
        if (!connect.isConfigured()) {
            return notCollected(
                    "connect", "Set SCE_SOURCES_CONNECT_URL and SCE_SOURCES_CONNECT_API_KEY, or _CHRONICLE.");
        }
        Path temporary = settings.temporaryFolder();
        return answers(
                "connect",
                connect.chronicle() == null ? String.valueOf(connect.url()) : connect.chronicle(),
                connect.chronicle() == null ? "Is it the right server?" : "Is it the folder that holds curated?",
                once -> connect.input(settings.stores(), settings.zone(), temporary, clock, once, Build.version())
                        .reach(clock.instant()));
    }

    private Check gitlab() {
        GitlabSettings gitlab = settings.sources().gitlab();
        if (!gitlab.isConfigured()) {
            return notCollected("gitlab", "Set SCE_SOURCES_GITLAB_URL and SCE_SOURCES_GITLAB_TOKEN.");
        }
        return answers(
                "gitlab",
                String.valueOf(gitlab.url()),
                "Is it the right server? May the token see projects?",
                once -> new GitlabExtract(
                                gitlab.connection(),
                                clock,
                                once,
                                time -> {},
                                settings.stores().open(settings.lakeLocation()),
                                settings.temporaryFolder(),
                                Build.version())
                        .reach(clock.instant()));
    }

    private static Check notCollected(String source, String remedy) {
        return Check.note(source, "is not collected", remedy);
    }

    /**
     * @param place where the source is, for people
     * @param ifEmpty what to ask oneself where it answers and holds nothing
     * @param reach asks it how far back it answers
     */
    private Check answers(String source, String place, String ifEmpty, Function<Retry, Reach> reach) {
        try (Patience patience = Patience.with(console, "waiting for " + source + " at " + place)) {
            Reach answer = reach.apply(new Retry(ONCE, clock, time -> {}, () -> 0));
            return answer.hasRecords()
                    ? Check.ok(source, place + " answers; " + answer.reason())
                    : Check.fault(source, place + " answers, but " + answer.reason(), ifEmpty);
        } catch (SourceUnavailable | SourceMisconfigured | SourceChanged e) {
            return Check.fault(source, e);
        } catch (DataRejected | StoreRefused | UncheckedIOException e) { // of a folder or a bucket that is read
            return Check.fault(source, e);
        }
    }
}
