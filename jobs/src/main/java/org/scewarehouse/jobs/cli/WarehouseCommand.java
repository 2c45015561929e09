package org.scewarehouse.jobs.cli;

import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.scewarehouse.jobs.Console;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.Session;
import org.scewarehouse.jobs.postgres.EmbeddedPostgres;
import org.scewarehouse.jobs.warehouse.WarehouseConnection;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "warehouse",
        description = "Keep the embedded warehouse up for BI tools, and say how to connect; Ctrl-C ends it.")
@SuppressWarnings("NullAway.Init") // The field is set from the command line.
final class WarehouseCommand implements Callable<Integer> {
    @ParentCommand
    private Sce sce;

    @Override
    public Integer call() throws InterruptedException {
        Session session = sce.session();
        try (WarehouseConnection warehouse = WarehouseConnection.open(session.settings())) {
            if (!warehouse.isEmbedded()) {
                session.console().line("The warehouse is not embedded: connect your tools to " + warehouse.jdbcUrl());
                return ExitCode.DONE.number();
            }
            print(warehouse, session.console());
            CountDownLatch stop = new CountDownLatch(1);
            session.termination().onRequest(stop::countDown);
            stop.await();
        } catch (InterruptedException e) {
            // Ctrl-C is how this command ends; the server has been given back above.
            session.console().error("Stopped.");
        }
        return ExitCode.DONE.number();
    }

    private static void print(WarehouseConnection warehouse, Console console) {
        int port = URI.create(warehouse.jdbcUrl().substring("jdbc:".length())).getPort();
        String user = EmbeddedPostgres.USER;
        String database = EmbeddedPostgres.DATABASE;
        console.line("The warehouse is up, for programs on this machine:");
        console.line("  psql      PGPASSWORD=%s psql -h 127.0.0.1 -p %d -U %s %s"
                .formatted(warehouse.password(), port, user, database));
        console.line("  JDBC      %s?user=%s&password=%s".formatted(warehouse.jdbcUrl(), user, warehouse.password()));
        console.line("  Metabase  PostgreSQL: host 127.0.0.1, port %d, database %s, user %s, password %s, schemas "
                        .formatted(port, database, user, warehouse.password())
                + "mart, report");
        console.line("  Tableau   PostgreSQL: server 127.0.0.1, port %d, database %s, user %s, password %s"
                .formatted(port, database, user, warehouse.password()));
        console.line("This user may do everything; for others, create a login and grant it bi_reader:");
        console.line("  ./sce sql --write \"create user NAME password 'PASSWORD' in role bi_reader\"");
        console.line("Ctrl-C stops it, unless another command still uses it.");
    }
}
