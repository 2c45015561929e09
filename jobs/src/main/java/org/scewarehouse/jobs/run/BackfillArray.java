package org.scewarehouse.jobs.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.aws.BatchSubmission;
import org.scewarehouse.etl.store.Stores;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.Session;
import org.scewarehouse.jobs.settings.Settings;
import org.scewarehouse.jobs.settings.SettingsRejected;

/**
 * Hands a backfill to AWS Batch: one job for the sources that say who people are, and after it an array job whose
 * children share the others. The children keep apart by the locks of the warehouse, as any two runs do; one that dies
 * leaves days that the next run does.
 */
public final class BackfillArray {

    private BackfillArray() {}

    /**
     * Submits the jobs and waits for none of them.
     *
     * @param children how many share the work
     */
    public static ExitCode submit(BackfillRequest request, int children, Session session) {
        Settings settings = session.settings();
        require(settings);
        Set<String> configured = ConfiguredSource.all(session).stream()
                .map(source -> source.source().name())
                .collect(Collectors.toSet());
        if (configured.isEmpty()) {
            return Runs.nothingConfigured(session.console());
        }
        for (String name : request.sources()) {
            if (!configured.contains(name)) {
                throw ConfiguredSource.missing(name);
            }
        }
        if (!request.sources().isEmpty()) {
            configured.retainAll(request.sources());
        }
        List<String> first =
                configured.stream().filter(PeopleFirst::has).sorted().toList();
        List<String> others = configured.stream()
                .filter(name -> !PeopleFirst.has(name))
                .sorted()
                .toList();
        Settings.Backfill target = settings.backfill();
        String name = "sce-backfill-" + request.from() + "-" + request.to();
        try (BatchSubmission batch = new BatchSubmission(
                target.region(),
                target.endpoint(),
                Objects.requireNonNull(target.queue()),
                Objects.requireNonNull(target.jobDefinition()))) {
            String before = null;
            if (!first.isEmpty()) {
                before = batch.submit(name + "-people", command(request, first, 1), 1, null);
                session.console().line("submitted " + name + "-people (" + before + "): " + String.join(", ", first));
            }
            if (!others.isEmpty()) {
                String id = batch.submit(name, command(request, others, children), children, before);
                session.console()
                        .line("submitted " + name + " (" + id + "), " + children + " children: "
                                + String.join(", ", others));
            }
        }
        session.console().line("./sce status says how far they are; what they leave undone the next nightly does.");
        return ExitCode.DONE;
    }

    private static List<String> command(BackfillRequest request, List<String> sources, int children) {
        List<String> command = new ArrayList<>(List.of(
                "backfill",
                "--from",
                request.from().toString(),
                "--to",
                request.to().toString()));
        sources.forEach(source -> command.addAll(List.of("--source", source)));
        if (request.isFromRaw()) {
            command.add("--from-raw");
        }
        if (request.isForced()) {
            command.add("--force");
        }
        if (children > 1) {
            command.addAll(List.of("--share-of", String.valueOf(children)));
        }
        return command;
    }

    private static void require(Settings settings) {
        List<String> faults = new ArrayList<>();
        need(faults, settings.backfill().queue(), "sce.backfill.queue: name the job queue that runs the children");
        need(
                faults,
                settings.backfill().jobDefinition(),
                "sce.backfill.job-definition: name the definition of jobs that run this product's image");
        need(
                faults,
                settings.warehouse().url(),
                "sce.warehouse.url: the embedded warehouse cannot be reached from other machines");
        if (!Stores.isS3(settings.lakeLocation())) {
            faults.add("sce.lake: a folder cannot be reached from other machines; give s3://bucket/prefix");
        }
        if (!faults.isEmpty()) {
            throw new SettingsRejected(faults);
        }
    }

    private static void need(List<String> faults, @Nullable String value, String fault) {
        if (value == null) {
            faults.add(fault);
        }
    }
}
