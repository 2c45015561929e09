package org.scewarehouse.jobs.cli;

import java.util.concurrent.Callable;
import org.scewarehouse.jobs.run.Runs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(name = "demo", description = "Run a simulated platform through the real job and print the first reports.")
@SuppressWarnings("NullAway.Init") // The fields are set from the command line.
final class DemoCommand implements Callable<Integer> {
    @ParentCommand
    private Sce sce;

    @Spec
    private CommandSpec spec;

    @Option(names = "--days", paramLabel = "N", description = "How many days to simulate (${DEFAULT-VALUE}).")
    private int days = 7;

    @Override
    public Integer call() {
        if (days < 1) {
            throw new ParameterException(spec.commandLine(), "--days " + days + ": give 1 or more");
        }
        return Runs.demo(days, sce.session()).number();
    }
}
