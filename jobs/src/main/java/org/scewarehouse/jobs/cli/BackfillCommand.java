package org.scewarehouse.jobs.cli;

import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
            "  sce backfill --from 2026-01-01 --to 2026-06-30 --from-raw   build again, asking no source"
        })
@SuppressWarnings("NullAway.Init") // The fields are set from the command line.
final class BackfillCommand implements Callable<Integer> {
    @ParentCommand
    private Sce sce;

    @Spec
    private CommandSpec spec;

    @Option(names = "--source", paramLabel = "SOURCE", description = "Only this source.")
    private @Nullable String source;

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

    @Override
    public Integer call() {
        if (to.isBefore(from)) {
            throw new ParameterException(spec.commandLine(), "--to " + to + " is before --from " + from);
        }
        int workers = parallel == null ? Runtime.getRuntime().availableProcessors() : parallel;
        if (workers < 1) {
            throw new ParameterException(spec.commandLine(), "--parallel " + workers + " is less than 1");
        }
        BackfillRequest request = new BackfillRequest(source, from, to, isFromRaw, isForced, workers, Share.ALL);
        return Runs.backfill(request, sce.session()).number();
    }
}
