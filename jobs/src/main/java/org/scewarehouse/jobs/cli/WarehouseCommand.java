package org.scewarehouse.jobs.cli;

import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.scewarehouse.jobs.Console;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.Session;
import org.scewarehouse.jobs.postgres.EmbeddedPostgres;
import org.scewarehouse.jobs.warehouse.ReaderLogin;
import org.scewarehouse.jobs.warehouse.WarehouseConnection;
import org.scewarehouse.model.Migrations;
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
    public Integer call() throws InterruptedException, SQLException {
        Session session = sce.session();
        try (WarehouseConnection warehouse = WarehouseConnection.open(session.settings())) {
            EmbeddedPostgres server = warehouse.embedded();
            if (server == null) {
                session.console().line("The warehouse is not embedded: connect your tools to " + warehouse.shownUrl());
                return ExitCode.DONE.number();
            }
            Migrations.migrate(warehouse.dataSource()); // Which makes the roles.
            print(server, ReaderLogin.make(server, warehouse.dataSource()), session.console());
            CountDownLatch stop = new CountDownLatch(1);
            session.termination().onRequest(stop::countDown);
            stop.await();
        } catch (InterruptedException e) {
            // Ctrl-C is how this command ends; the server has been given back above.
            session.console().error("Stopped.");
        }
        return ExitCode.DONE.number();
    }

    private static void print(EmbeddedPostgres server, ReaderLogin reader, Console console) {
        String psql = "psql -h 127.0.0.1 -p " + server.port() + " -U %s " + EmbeddedPostgres.DATABASE;
        console.line("""
                The warehouse is up, for programs on this machine only.

                For BI tools: this login reads schemas mart and report, and sees no names.
                  host      127.0.0.1
                  port      %d
                  database  %s
                  user      %s
                  password  %s    (kept in %s)
                  JDBC      %s?user=%s&password=%s
                  psql      PGPASSWORD=%s %s
                Metabase and Tableau connect with their PostgreSQL connector.

                As the owner, who may do everything:
                  psql      PGPASSWORD="$(cat '%s')" %s

                More logins, bi_reader without names, bi_hr with them:
                  ./sce sql --write "create user NAME password 'PASSWORD' in role bi_reader"

                Ctrl-C stops it, unless another command still uses it.""".formatted(
                        server.port(),
                        EmbeddedPostgres.DATABASE,
                        reader.user(),
                        reader.password(),
                        reader.passwordFile(),
                        server.jdbcUrl(),
                        reader.user(),
                        reader.password(),
                        reader.password(),
                        psql.formatted(reader.user()),
                        server.passwordFile(EmbeddedPostgres.USER),
                        psql.formatted(EmbeddedPostgres.USER)));
    }
}
