package org.scewarehouse.jobs.cli;

import java.util.concurrent.Callable;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.warehouse.WarehouseConnection;
import org.scewarehouse.model.Migrations;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "migrate",
        description = {
            "Bring the warehouse's tables and views to this version, as a user who owns it.",
            "The embedded warehouse needs no such care: every run does it."
        })
@SuppressWarnings("NullAway.Init") // The field is set from the command line.
final class MigrateCommand implements Callable<Integer> {
    @ParentCommand
    private Sce sce;

    @Override
    public Integer call() {
        try (WarehouseConnection warehouse =
                WarehouseConnection.open(sce.session().settings())) {
            int count = Migrations.migrate(warehouse.dataSource());
            sce.console().line(count == 0 ? "The warehouse is up to date." : count + " migrations done.");
            return ExitCode.DONE.number();
        }
    }
}
