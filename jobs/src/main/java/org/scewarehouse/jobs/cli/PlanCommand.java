package org.scewarehouse.jobs.cli;

import java.util.concurrent.Callable;
import org.scewarehouse.jobs.Session;
import org.scewarehouse.jobs.run.Runs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(name = "plan", description = "Print what nightly would do with the same options, and why, without doing it.")
@SuppressWarnings("NullAway.Init") // The fields are set from the command line.
final class PlanCommand implements Callable<Integer> {
    @ParentCommand
    private Sce sce;

    @Mixin
    private NightlyOptions options;

    @Override
    public Integer call() {
        Session session = sce.session();
        return Runs.plan(options.request(session.settings(), 1), session).number();
    }
}
