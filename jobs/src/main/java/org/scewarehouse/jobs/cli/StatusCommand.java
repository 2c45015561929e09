package org.scewarehouse.jobs.cli;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.scewarehouse.jobs.Console;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.Session;
import org.scewarehouse.jobs.settings.Settings;
import org.scewarehouse.jobs.warehouse.Installation;
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
        console.line("Lake       " + settings.lakeLocation());
        if (!WarehouseConnection.exists(settings)) {
            console.line("Zone       " + settings.zone());
            console.line("Warehouse  embedded, not made yet: run ./sce demo, or ./sce nightly");
            return ExitCode.DONE.number();
        }
        try (WarehouseConnection warehouse = WarehouseConnection.open(settings)) {
            console.line("Warehouse  " + (warehouse.isEmbedded() ? "embedded, " : "") + warehouse.shownUrl()
                    + ", PostgreSQL " + warehouse.serverVersion() / 10_000);
            try (Connection connection = warehouse.dataSource().getConnection()) {
                if (WarehouseConnection.isMigrated(connection)) {
                    print(Installation.read(connection), settings, console);
                    print(LedgerStatus.read(connection, session.clock().instant(), settings.collected()), console);
                } else {
                    console.line("The warehouse is empty: run ./sce demo, or ./sce nightly");
                }
            }
            return ExitCode.DONE.number();
        }
    }

    private static void print(Optional<Installation> installed, Settings settings, Console console) {
        String zone = installed.map(Installation::zone).orElse(settings.zone().getId());
        console.line("Zone       " + zone + (installed.isEmpty() ? ", until a run installs the warehouse" : ""));
        Installation here = Installation.of(settings);
        for (String conflict : installed.map(here::conflicts).orElse(List.of())) {
            console.line("CONFLICT   " + conflict + ". No run goes on with that once a day is published: set it back.");
        }
    }

    private static void print(LedgerStatus status, Console console) {
        section(
                "Sources: days by state; lag = days since the last published one, missing = to be loaded",
                status.sources(),
                console);
        section("Reach: from when each source answers, as the last run found it", status.reaches(), console);
        section("Endpoints: how far back each is observed", status.endpoints(), console);
        section(
                "Days of which nothing is published, or which are to be rebuilt, the latest first",
                status.unpublished(),
                console);
        section("Removed by sce.retention of days that are published", status.removed(), console);
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
