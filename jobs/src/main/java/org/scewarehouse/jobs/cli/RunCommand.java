package org.scewarehouse.jobs.cli;

import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.jobs.run.RunRequest;
import org.scewarehouse.jobs.run.Runs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        description = {
            "Collect and publish given days of one source; published days are left alone.",
            "",
            "  sce run prometheus --from 2026-08-01 --to 2026-08-07   both included",
            "  sce run prometheus --day 2026-08-07 --force            ask again",
            "  sce run prometheus --day 2026-08-07 --from-raw         rebuild without asking"
        })
@SuppressWarnings("NullAway.Init") // The fields are set from the command line.
final class RunCommand implements Callable<Integer> {
    @ParentCommand
    private Sce sce;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SOURCE", description = "Such as prometheus.")
    private String source;

    @Option(names = "--from", paramLabel = "DAY", description = "First day, such as 2026-08-01.")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DAY", description = "Last day, included.")
    private @Nullable LocalDate to;

    @Option(names = "--day", paramLabel = "DAY", description = "The one day, instead of --from and --to.")
    private @Nullable LocalDate day;

    @Option(names = "--from-raw", description = "Rebuild from the raw zone without asking the source.")
    private boolean isFromRaw;

    @Option(names = "--force", description = "Do published days again.")
    private boolean isForced;

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean isDryRun;

    @Option(names = "--accept-shrink", description = "Let a much smaller answer replace the one in force.")
    private boolean isShrinkAccepted;

    @Override
    public Integer call() {
        LocalDate first = day == null ? from : day;
        LocalDate last = day == null ? to : day;
        if (first == null || last == null || (day != null && (from != null || to != null))) {
            throw new ParameterException(spec.commandLine(), "Give --day DAY, or --from DAY and --to DAY");
        }
        if (last.isBefore(first)) {
            throw new ParameterException(spec.commandLine(), "--to " + last + " is before --from " + first);
        }
        RunRequest request = new RunRequest(source, first, last, isFromRaw, isForced, isDryRun, isShrinkAccepted);
        return Runs.run(request, sce.session()).number();
    }
}
