package org.scewarehouse.jobs.check;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.etl.lake.ObjectStore;
import org.scewarehouse.etl.lake.StoreRefused;
import org.scewarehouse.etl.source.prometheus.PrometheusConnection;
import org.scewarehouse.etl.star.ProjectRule;
import org.scewarehouse.etl.star.Reference;
import org.scewarehouse.etl.store.Stores;
import org.scewarehouse.jobs.settings.PrometheusSettings;
import org.scewarehouse.jobs.settings.Settings;

/** Whether the reference files can be read, line by line, and whether what they ask for is there. */
final class ReferenceChecks {
    private static final String SUBJECT = "reference";

    private ReferenceChecks() {}

    static List<Check> all(Settings settings) {
        String location = settings.reference();
        if (location == null) {
            return List.of(Check.note(
                    SUBJECT,
                    "no folder of prices, carbon factors and other reference data is set",
                    "Set SCE_REFERENCE; until then costs are illustrative."));
        }
        ObjectStore store = settings.stores().open(location);
        try {
            Reference reference = Reference.read(store);
            List<Check> checks = new ArrayList<>();
            checks.add(Check.ok(SUBJECT, location + ": " + String.join(", ", named(store, true))));
            for (String file : named(store, false)) {
                checks.add(Check.note(
                        SUBJECT,
                        file + " is no reference file and is left alone",
                        "Correct its name; the files are " + String.join(", ", Reference.FILES) + "."));
            }
            checks.addAll(labels(reference, settings.sources().prometheus()));
            return checks;
        } catch (DataRejected | StoreRefused e) {
            return List.of(Check.fault(SUBJECT, String.valueOf(e.getMessage()), ""));
        } catch (UncheckedIOException e) {
            return List.of(
                    Stores.isS3(location)
                            ? Check.fault(SUBJECT, e)
                            : Check.fault(SUBJECT, String.valueOf(e.getMessage()), "Let SCE_REFERENCE be readable."));
        }
    }

    /** The CSV files there that are reference files, or those that are not. */
    private static List<String> named(ObjectStore store, boolean isKnown) {
        return store.list("").stream()
                .filter(name ->
                        name.endsWith(".csv") && !name.contains("/") && Reference.FILES.contains(name) == isKnown)
                .toList();
    }

    /** A rule over a label that never reaches the lake never matches. */
    private static List<Check> labels(Reference reference, PrometheusSettings prometheus) {
        if (!prometheus.isConfigured()) {
            return List.of();
        }
        PrometheusConnection connection = prometheus.connection();
        return reference.projectRules().stream()
                .map(ProjectRule::evidence)
                .filter(evidence -> evidence.startsWith("label:") || evidence.startsWith("annotation:"))
                .map(evidence -> evidence.replaceFirst(":", "_"))
                .distinct()
                .filter(label -> !connection.isKept(label))
                .map(label -> Check.note(
                        SUBJECT,
                        "project_rules.csv asks for " + label + ", which is not kept",
                        "Add it to sce.sources.prometheus.kept-labels."))
                .toList();
    }
}
