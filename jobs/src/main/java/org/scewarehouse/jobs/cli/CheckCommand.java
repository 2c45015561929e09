package org.scewarehouse.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.scewarehouse.jobs.Console;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.Session;
import org.scewarehouse.jobs.check.Check;
import org.scewarehouse.jobs.check.LakeChecks;
import org.scewarehouse.jobs.check.LocalChecks;
import org.scewarehouse.jobs.check.SourceChecks;
import org.scewarehouse.jobs.check.WarehouseChecks;
import org.scewarehouse.jobs.settings.SettingsLoader;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "check",
        description = "Try every connection, permission and setting, and say what to do; 4 on a fault.")
@SuppressWarnings("NullAway.Init") // The field is set from the command line.
final class CheckCommand implements Callable<Integer> {
    @ParentCommand
    private Sce sce;

    @Override
    public Integer call() {
        Session session = sce.session();
        List<Check> checks = new ArrayList<>();
        for (String variable : SettingsLoader.unknownVariables(sce.environment())) {
            checks.add(Check.note("environment", variable + " is no setting", "Remove it, or correct its name."));
        }
        checks.addAll(LocalChecks.all(session.settings()));
        checks.addAll(LakeChecks.all(session.settings()));
        checks.addAll(WarehouseChecks.all(session.settings(), session.clock()));
        checks.addAll(SourceChecks.all(session.settings(), session.clock()));
        checks.forEach(check -> print(check, session.console()));
        long faults = checks.stream().filter(Check::isFault).count();
        session.console().line(faults == 0 ? "Everything works." : faults + " faults.");
        return (faults == 0 ? ExitCode.DONE : ExitCode.ACT).number();
    }

    private static void print(Check check, Console console) {
        console.line("%-6s %-12s %s".formatted(check.mark(), check.subject(), check.detail()));
        if (!check.remedy().isEmpty()) {
            console.line("%-6s %-12s -> %s".formatted("", "", check.remedy()));
        }
    }
}
