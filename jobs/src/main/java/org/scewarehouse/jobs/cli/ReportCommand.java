package org.scewarehouse.jobs.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.Session;
import org.scewarehouse.jobs.page.ReportPage;
import org.scewarehouse.jobs.warehouse.WarehouseConnection;
import org.scewarehouse.model.Migrations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "report",
        description = {
            "Write the answers as one page of HTML that needs nothing else: to read, print or send.",
            "It names nobody; who may read the reports may read it.",
            "",
            "  sce report",
            "  sce report --period 2026-Q3 --output q3.html"
        })
@SuppressWarnings("NullAway.Init") // The fields are set from the command line.
final class ReportCommand implements Callable<Integer> {
    @ParentCommand
    private Sce sce;

    @Spec
    private CommandSpec spec;

    @Option(names = "--output", paramLabel = "FILE", description = "Where to write it (report.html in SCE_HOME).")
    private @Nullable Path output;

    @Option(
            names = "--period",
            paramLabel = "NAME",
            description = "As in mart.dim_period: 'all data', 'last 12 months', 2026-08, 2026 (${DEFAULT-VALUE}).")
    private String period = ReportPage.USUAL_PERIOD;

    @Override
    public Integer call() throws SQLException {
        if (output != null && Files.isDirectory(output)) {
            throw new ParameterException(spec.commandLine(), "--output " + output + " is a folder; name a file in it");
        }
        Session session = sce.session();
        try (WarehouseConnection warehouse = WarehouseConnection.open(session.settings())) {
            try (Connection connection = warehouse.dataSource().getConnection()) {
                if (!WarehouseConnection.isMigrated(connection)) {
                    sce.console().error("The warehouse is empty: run ./sce demo, or ./sce nightly");
                    return ExitCode.ACT.number();
                }
            }
            if (warehouse.isEmbedded()) {
                // The page asks for what the reports of this version have; of another server readers cannot tell.
                Migrations.migrate(warehouse.dataSource());
            }
            Path file = output == null ? session.settings().home().resolve("report.html") : output;
            ReportPage page = ReportPage.write(warehouse.dataSource(), period, file, session.clock());
            sce.console()
                    .line(page.answered() + " of " + page.questions() + " questions are answered in " + page.file());
            return ExitCode.DONE.number();
        }
    }
}
