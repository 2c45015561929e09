package org.scewarehouse.jobs.cli;

import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.aws.BatchSubmission;
import org.scewarehouse.jobs.run.BackfillArray;
import org.scewarehouse.jobs.run.BackfillRequest;
import org.scewarehouse.jobs.run.BackfillRequest.Share;
import org.scewarehouse.jobs.run.Runs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "backfill",
        description = {
            "Do many days of all sources, several at once; published days are left alone.",
            "",
            "  sce backfill --from 2026-01-01 --to 2026-06-30              what is missing, on all cores",
            "  sce backfill --from 2026-01-01 --to 2026-06-30 --from-raw   build again, asking no source",
            "  sce backfill --from 2026-01-01 --to 2026-06-30 --from-raw --engine aws-batch --children 8",
            "",
            "On AWS Batch an array job does the work, each child its share; lake and warehouse must be reachable",
            "from there. Sources that carry values from day to day are done by one child each."
        })
@SuppressWarnings("NullAway.Init") // The fields are set from the command line.
final class BackfillCommand implements Callable<Integer> {
    @ParentCommand
    private Sce sce;

    @Spec
    private CommandSpec spec;

    @Option(names = "--source", paramLabel = "SOURCE", description = "Only this source; may be given several times.")
    private Set<String> sources = new LinkedHashSet<>();

    @Option(names = "--from", paramLabel = "DAY", required = true, description = "First day, such as 2026-01-01.")
    private LocalDate from;

    @Option(names = "--to", paramLabel = "DAY", required = true, description = "Last day, included.")
    private LocalDate to;

    @Option(names = "--from-raw", description = "Rebuild from the raw zone without asking the sources.")
    private boolean isFromRaw;

    @Option(names = "--force", description = "Do published days again.")
    private boolean isForced;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "Source-days at once (default: the cores of this machine).")
    private @Nullable Integer parallel;

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            defaultValue = "local",
            description = "local (this machine) or aws-batch (default: ${DEFAULT-VALUE}).")
    private String engine;

    @Option(
            names = "--children",
            paramLabel = "N",
            defaultValue = "8",
            description = "Size of the array job (default: ${DEFAULT-VALUE}).")
    private int children;

    @Option(
            names = "--share-of",
            paramLabel = "N",
            defaultValue = "1",
            description = "What a child of an array job is told: do the share AWS_BATCH_JOB_ARRAY_INDEX of N.")
    private int shareOf;

    @Override
    public Integer call() {
        if (to.isBefore(from)) {
            throw refused("--to " + to + " is before --from " + from);
        }
        int workers = parallel == null ? Runtime.getRuntime().availableProcessors() : parallel;
        if (workers < 1) {
            throw refused("--parallel " + workers + " is less than 1");
        }
        BackfillRequest request =
                new BackfillRequest(Set.copyOf(sources), from, to, isFromRaw, isForced, workers, share());
        return switch (engine) {
            case "local" -> Runs.backfill(request, sce.session()).number();
            case "aws-batch" -> {
                if (children < 1 || children > BatchSubmission.CHILDREN_MAX) {
                    throw refused("--children " + children + ": give 1 to " + BatchSubmission.CHILDREN_MAX);
                }
                yield BackfillArray.submit(request, children, sce.session()).number();
            }
            default -> throw refused("--engine " + engine + ": there are local and aws-batch");
        };
    }

    private Share share() {
        String index = sce.environment().getOrDefault("AWS_BATCH_JOB_ARRAY_INDEX", "0");
        if (shareOf < 1 || !index.matches("[0-9]{1,5}") || Integer.parseInt(index) >= shareOf) {
            throw refused("--share-of " + shareOf + ": AWS_BATCH_JOB_ARRAY_INDEX is " + index);
        }
        return new Share(Integer.parseInt(index), shareOf);
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
