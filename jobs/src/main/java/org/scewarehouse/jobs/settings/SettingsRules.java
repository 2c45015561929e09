package org.scewarehouse.jobs.settings;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.scewarehouse.etl.source.prometheus.PrometheusConnection;

/** What settings must be beyond their types. */
final class SettingsRules {
    private final List<String> faults = new ArrayList<>();

    static List<String> faults(Settings settings) {
        SettingsRules rules = new SettingsRules();
        rules.check(settings);
        rules.check(settings.warehouse());
        rules.check(settings.sources().prometheus());
        rules.faults.addAll(settings.sources().connect().faults());
        return rules.faults;
    }

    private void check(Settings settings) {
        String lake = settings.lake();
        if (lake != null && lake.contains("://")) {
            faults.add("sce.lake = " + lake + ": this version keeps its lake in a folder; give a folder");
        }
        if (settings.reference() != null && !Files.isDirectory(settings.reference())) {
            faults.add("sce.reference = " + settings.reference() + ": there is no such folder");
        }
        if (settings.sortMemory().toMegabytes() < 8) {
            faults.add("sce.sort-memory = " + settings.sortMemory() + ": give at least 8MB");
        }
        Secret secret = settings.privacy().secret();
        if (secret != null && secret.reveal().length() < 16) {
            faults.add("sce.privacy.secret: shorter than 16 characters, so pseudonyms could be guessed; "
                    + "make one with: openssl rand -hex 32");
        }
    }

    private void check(WarehouseSettings warehouse) {
        if (warehouse.url() != null && !warehouse.url().startsWith("jdbc:postgresql:")) {
            faults.add("sce.warehouse.url = " + withoutSecrets(warehouse.url())
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

    /** A JDBC address may carry a password among its parameters. */
    private static String withoutSecrets(String address) {
        return address.replaceAll("(?i)(password=)[^&]*", "$1(hidden)").replaceAll("//[^/@]*@", "//(hidden)@");
    }
}
