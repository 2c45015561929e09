package org.scewarehouse.jobs.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.jobs.run.EraseRequest;
import org.scewarehouse.jobs.run.Erasing;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "erase",
        description = {
            "Remove a person everywhere, for good, from raw too; sums stay.",
            "Every login, address, account, id and name becomes one random token; whatever sources say of the",
            "person later is changed on its way in. Ends with a search through lake and warehouse.",
            "Run it again if it was stopped.",
            "",
            "  sce erase anna.smith --dry-run      what would change",
            "  sce erase anna.smith --yes"
        })
@SuppressWarnings("NullAway.Init") // The fields are set from the command line.
final class EraseCommand implements Callable<Integer> {
    @ParentCommand
    private Sce sce;

    @ArgGroup(multiplicity = "1")
    private Name name;

    @Option(names = "--dry-run", description = "Tell what would change, and change nothing.")
    private boolean isDryRun;

    @Option(names = "--yes", description = "Erase. It cannot be undone.")
    private boolean isAgreed;

    /** One of both. */
    static final class Name {
        @Parameters(paramLabel = "LOGIN", description = "Login or e-mail address; of who was erased, the token.")
        private @Nullable String login;

        @Option(names = "--employee-id", paramLabel = "ID", description = "What HR calls the person.")
        private @Nullable String employeeId;
    }

    @Override
    public Integer call() {
        String id = name.employeeId;
        String login = name.login;
        EraseRequest request =
                new EraseRequest(id != null ? id : String.valueOf(login), id != null, isDryRun, isAgreed);
        return Erasing.erase(request, sce.session()).number();
    }
}
