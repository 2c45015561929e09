package org.scewarehouse.jobs.settings;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.http.HttpSettings;
import org.scewarehouse.etl.source.awsbatch.AwsBatchSettings;
import org.scewarehouse.etl.source.cloudwatch.CloudWatchSettings;
import org.scewarehouse.etl.source.homedrive.HomeDriveSettings;
import org.scewarehouse.etl.source.prometheus.PrometheusConnection;
import org.scewarehouse.etl.store.S3Settings;
import org.scewarehouse.etl.store.Stores;

/** What settings must be beyond their types. */
final class SettingsRules {
    private final List<String> faults = new ArrayList<>();

    static List<String> faults(Settings settings) {
        SettingsRules rules = new SettingsRules();
        rules.check(settings);
        rules.check(settings.warehouse());
        rules.check(settings.openlineage());
        rules.checkAddress("sce.cloudwatch.endpoint", settings.cloudwatch().endpoint());
        rules.checkAddress("sce.backfill.endpoint", settings.backfill().endpoint());
        rules.faults.addAll(settings.retention().faults());
        rules.faults.addAll(settings.sources().hr().faults());
        rules.check(settings.sources().prometheus());
        rules.check(settings.sources().awsBatch());
        rules.check(settings.sources().cloudwatch());
        rules.check(settings.sources().homeDrive(), settings.zone());
        rules.faults.addAll(settings.sources().connect().faults());
        rules.faults.addAll(settings.sources().gitlab().faults());
        return rules.faults;
    }

    private void check(Settings settings) {
        checkLocation("sce.lake", settings.lakeLocation());
        String reference = settings.reference();
        if (reference != null && checkLocation("sce.reference", reference)) {
            if (!Stores.isS3(reference) && !Files.isDirectory(Path.of(reference))) {
                faults.add("sce.reference = " + reference + ": there is no such folder");
            }
        }
        check(settings.s3());
        String namespace = settings.cloudwatch().namespace();
        if (namespace != null && !namespace.matches("(?!AWS/)[A-Za-z0-9._/#-]{1,255}")) {
            faults.add("sce.cloudwatch.namespace = " + namespace
                    + ": expected letters, digits and ._/#-, not beginning with AWS/, such as SceWarehouse");
        }
        if (settings.sortMemory().toMegabytes() < 8) {
            faults.add("sce.sort-memory = " + settings.sortMemory() + ": give at least 8MB");
        }
        // To PostgreSQL +02:00 lies two hours west of Greenwich.
        if (settings.zone().getId().matches("(UTC|GMT|UT)?[+-].*")) {
            faults.add(
                    "sce.zone = " + settings.zone() + ": the warehouse would take it for the opposite offset; expected"
                            + " a name such as Europe/Zurich, or Etc/GMT-2 for two hours east of Greenwich");
        }
        Duration maxDuration = settings.maxDuration();
        if (maxDuration != null && maxDuration.isNegative()) {
            faults.add("sce.max-duration = " + maxDuration + ": expected 0 or more");
        }
        if (settings.privacy().backupDays() < 0) {
            faults.add("sce.privacy.backup-days = " + settings.privacy().backupDays() + ": expected 0 or more");
        }
        check(settings.reports());
        Secret secret = settings.privacy().secret();
        if (secret != null && secret.reveal().length() < PrivacySecret.SHORTEST) {
            faults.add("sce.privacy.secret: shorter than 16 characters, so pseudonyms could be guessed; "
                    + "make one with: openssl rand -hex 32");
        }
    }

    private void check(Settings.Reports reports) {
        if (reports.retentionDays() < 1) {
            faults.add("sce.reports.retention-days = " + reports.retentionDays() + ": expected 1 or more");
        }
        double utilisation = reports.assumedUtilisation();
        if (!(utilisation >= 0 && utilisation <= 1)) {
            faults.add("sce.reports.assumed-utilisation = " + utilisation + ": expected 0 to 1, such as 0.5");
        }
    }

    private boolean checkLocation(String property, String location) {
        Optional<String> fault = Stores.fault(location);
        fault.ifPresent(text -> faults.add(property + " = " + location + ": " + text));
        return fault.isEmpty();
    }

    /** The clients take any address, and find fault with it only when the work is done. */
    private void checkAddress(String property, @Nullable URI address) {
        if (address != null
                && (!String.valueOf(address.getScheme()).matches("(?i)https?")
                        || address.getHost() == null
                        || address.getRawUserInfo() != null)) {
            faults.add(property + " = " + WarehouseSettings.shown(address.toString())
                    + ": expected http:// or https:// and a host");
        }
    }

    private void check(Settings.OpenLineage lineage) {
        checkAddress("sce.openlineage.url", lineage.url());
        if (lineage.apiKey() != null
                && !HttpSettings.isHeaderText(lineage.apiKey().reveal())) {
            faults.add("sce.openlineage.api-key: holds a character that no header can, such as a line break");
        }
    }

    private void check(Settings.S3 s3) {
        long partBytes = s3.partSize().toBytes();
        if (partBytes < S3Settings.PART_BYTES_MIN || partBytes > S3Settings.PART_BYTES_MAX) {
            faults.add("sce.s3.part-size = " + s3.partSize() + ": give 5MB to 512MB");
        }
        if (s3.endpoint() != null && !s3.endpoint().matches("https?://[^/?#@]+/?")) {
            faults.add("sce.s3.endpoint = " + s3.endpoint() + ": expected an address such as https://minio:9000");
        }
    }

    private void check(WarehouseSettings warehouse) {
        if (warehouse.url() != null && !warehouse.url().startsWith("jdbc:postgresql:")) {
            faults.add("sce.warehouse.url = " + WarehouseSettings.shown(warehouse.url())
                    + ": expected a JDBC address such as jdbc:postgresql://host:5432/warehouse");
        }
        if (warehouse.url() == null && (warehouse.user() != null || warehouse.password() != null)) {
            faults.add("sce.warehouse.user or sce.warehouse.password is set without sce.warehouse.url: "
                    + "the embedded server has its own; set the address too, or remove them");
        }
    }

    private void check(PrometheusSettings prometheus) {
        String name = PrometheusConnection.PROPERTY;
        if (prometheus.isConfigured()) {
            faults.addAll(prometheus.connection().faults());
        }
        try {
            prometheus.transform();
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            faults.add(message.startsWith(name) ? message : name + ": " + message);
        }
        if (prometheus.maxParallelDays() < 1) {
            faults.add(name + ".max-parallel-days = " + prometheus.maxParallelDays() + ": expected 1 or more");
        }
        if (prometheus.restateDays() < 0) {
            faults.add(name + ".restate-days = " + prometheus.restateDays() + ": expected 0 or more");
        }
    }

    private void check(BatchSettings batch) {
        checkAddress(AwsBatchSettings.PROPERTY + ".endpoint", batch.endpoint());
        try {
            faults.addAll(batch.source().faults());
        } catch (IllegalArgumentException e) {
            faults.add(AwsBatchSettings.PROPERTY + ": " + e.getMessage());
        }
        if (batch.events() != null) {
            Stores.fault(batch.events())
                    .ifPresent(fault ->
                            faults.add(AwsBatchSettings.PROPERTY + ".events = " + batch.events() + ": " + fault));
        }
    }

    private void check(FileSystemSettings fileSystems) {
        checkAddress(CloudWatchSettings.PROPERTY + ".endpoint", fileSystems.endpoint());
        checkAddress(CloudWatchSettings.PROPERTY + ".fsx-endpoint", fileSystems.fsxEndpoint());
        if (fileSystems.isConfigured()) {
            faults.addAll(fileSystems.source().faults());
        }
    }

    private void check(HomeSettings homes, ZoneId zone) {
        String path = homes.path();
        if (path != null && checkLocation(HomeDriveSettings.PROPERTY + ".path", path)) {
            faults.addAll(homes.source(zone).faults());
        }
    }
}
