package org.scewarehouse.jobs.cli;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import org.scewarehouse.jobs.Console;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.Session;
import org.scewarehouse.jobs.settings.Settings;
import org.scewarehouse.jobs.warehouse.LedgerStatus;
import org.scewarehouse.jobs.warehouse.WarehouseConnection;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(name = "status", description = "Print which days are published, which are missing, and why.")
@SuppressWarnings("NullAway.Init") // The field is set from the command line.
final class StatusCommand implements Callable<Integer> {
    @ParentCommand
    private Sce sce;

    @Override
    public Integer call() throws SQLException {
        Session session = sce.session();
        Settings settings = session.settings();
        Console console = session.console();
        console.line("Lake       " + settings.lakeFolder());
        console.line("Zone       " + settings.zone());
        if (!WarehouseConnection.exists(settings)) {
            console.line("Warehouse  embedded, not made yet: run ./sce demo, or ./sce nightly");
            return ExitCode.DONE.number();
        }
        try (WarehouseConnection warehouse = WarehouseConnection.open(settings)) {
            console.line("Warehouse  " + (warehouse.isEmbedded() ? "embedded, " : "") + warehouse.jdbcUrl()
                    + ", PostgreSQL " + warehouse.serverVersion() / 10_000);
            try (Connection connection = warehouse.dataSource().getConnection()) {
                if (WarehouseConnection.isMigrated(connection)) {
                    LocalDate yesterday = LocalDate.ofInstant(session.clock().instant(), settings.zone())
                            .minusDays(1);
                    print(LedgerStatus.read(connection, yesterday), console);
                } else {
                    console.line("The warehouse is empty: run ./sce demo, or ./sce nightly");
                }
            }
            return ExitCode.DONE.number();
        }
    }

    private static void print(LedgerStatus status, Console console) {
        section("Sources: days by state; lag is the days since the last published one", status.sources(), console);
        section("Endpoints: how far back each is observed", status.endpoints(), console);
        section("Days that are not published, the latest first", status.unpublished(), console);
        section(
                "Findings on published days: what the source does not offer, and what was dropped",
                status.findings(),
                console);
    }

    private static void section(String title, LedgerStatus.Listing listing, Console console) {
        if (listing.rows().isEmpty()) {
            return;
        }
        console.line("");
        console.line(title);
        List<Boolean> isRight =
                listing.names().stream().map(listing.numbers()::contains).toList();
        TablePrinter.print(listing.names(), isRight, listing.rows(), console.output());
        if (listing.isCut()) {
            console.line("... and more: ask with ./sce sql");
        }
    }
}
