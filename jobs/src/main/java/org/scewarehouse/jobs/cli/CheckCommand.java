package org.scewarehouse.jobs.cli;

import java.sql.SQLException;
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
import org.scewarehouse.jobs.check.UnmappedIdentifiers;
import org.scewarehouse.jobs.check.WarehouseChecks;
import org.scewarehouse.jobs.run.Fault;
import org.scewarehouse.jobs.settings.SettingsLoader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "check",
        description = {
            "Try every connection, permission and setting, and say what to do.",
            "Ends with 3 where something is only away, with 4 where a person must act."
        })
@SuppressWarnings("NullAway.Init") // The field is set from the command line.
final class CheckCommand implements Callable<Integer> {
    @ParentCommand
    private Sce sce;

    @Option(
            names = "--identities",
            description = "Only list the logins and accounts in use that lead to nobody whom HR knows.")
    private boolean isAboutIdentities;

    @Override
    public Integer call() throws SQLException {
        Session session = sce.session();
        if (isAboutIdentities) {
            List<String> unmapped = UnmappedIdentifiers.lines(session.settings());
            unmapped.forEach(session.console()::line);
            session.console()
                    .line(
                            unmapped.isEmpty()
                                    ? "HR knows everybody."
                                    : unmapped.size() + " identifiers; sce identity merge says whose one is.");
            return ExitCode.DONE.number();
        }
        List<Check> checks = new ArrayList<>();
        for (String variable : SettingsLoader.unknownVariables(sce.environment())) {
            checks.add(Check.note("environment", variable + " is no setting", "Remove it, or correct its name."));
        }
        checks.addAll(LocalChecks.all(session.settings()));
        checks.addAll(LakeChecks.all(session.settings()));
        checks.addAll(WarehouseChecks.all(session.settings(), session.clock(), session.console()));
        checks.addAll(SourceChecks.all(session.settings(), session.clock(), session.console()));
        checks.forEach(check -> print(check, session.console()));
        List<ExitCode> faults = checks.stream()
                .filter(Check::isFault)
                .map(CheckCommand::exitCode)
                .toList();
        session.console().line(summary(faults));
        return faults.stream().reduce(ExitCode.DONE, ExitCode::and).number();
    }

    private static ExitCode exitCode(Check check) {
        Throwable cause = check.cause();
        return cause == null ? ExitCode.ACT : Fault.of(cause).exitCode();
    }

    private static String summary(List<ExitCode> faults) {
        long passing =
                faults.stream().filter(code -> code == ExitCode.RUN_AGAIN).count();
        return switch (faults.size()) {
            case 0 -> "Everything works.";
            case 1 -> passing == 1 ? "1 fault, which may pass: check again." : "1 fault.";
            default -> faults.size() + " faults" + (passing == 0 ? "." : ", of which " + passing + " may pass.");
        };
    }

    private static void print(Check check, Console console) {
        console.line("%-6s %-12s %s".formatted(check.mark(), check.subject(), check.detail()));
        if (!check.remedy().isEmpty()) {
            console.line("%-6s %-12s -> %s".formatted("", "", check.remedy()));
        }
    }
}
