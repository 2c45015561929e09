package org.scewarehouse.jobs.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.jobs.run.Runs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "rebuild",
        description = {
            "Load into the warehouse whatever the lake holds and it does not; no source is asked.",
            "Into an empty warehouse it restores everything, ledger included. Stopped, it goes on when run again.",
            "",
            "  sce rebuild",
            "  sce rebuild --source prometheus"
        })
@SuppressWarnings("NullAway.Init") // The fields are set from the command line.
final class RebuildCommand implements Callable<Integer> {
    @ParentCommand
    private Sce sce;

    @Option(names = "--source", paramLabel = "SOURCE", description = "Only this source.")
    private @Nullable String source;

    @Override
    public Integer call() {
        return Runs.rebuild(source, sce.session()).number();
    }
}
