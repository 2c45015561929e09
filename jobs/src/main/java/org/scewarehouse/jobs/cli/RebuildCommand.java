package org.scewarehouse.jobs.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.jobs.run.Runs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "rebuild",
        description = {
            "Load into the warehouse whatever the lake holds and it does not; no source is asked.",
            "Into an empty warehouse it restores everything, ledger included, several source-days at once.",
            "Stopped, it goes on when run again.",
            "",
            "  sce rebuild",
            "  sce rebuild --source prometheus"
        })
@SuppressWarnings("NullAway.Init") // The fields are set from the command line.
final class RebuildCommand implements Callable<Integer> {
    @ParentCommand
    private Sce sce;

    @Spec
    private CommandSpec spec;

    @Option(names = "--source", paramLabel = "SOURCE", description = "Only this source.")
    private @Nullable String source;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "Source-days at once (default: the cores of this machine).")
    private @Nullable Integer parallel;

    @Override
    public Integer call() {
        int workers = parallel == null ? Runtime.getRuntime().availableProcessors() : parallel;
        if (workers < 1) {
            throw new ParameterException(spec.commandLine(), "--parallel " + workers + " is less than 1");
        }
        return Runs.rebuild(source, workers, sce.session()).number();
    }
}
