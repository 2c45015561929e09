package org.scewarehouse.jobs.cli;

import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.bi.Differences;
import org.scewarehouse.jobs.bi.MetabaseAccount;
import org.scewarehouse.jobs.bi.WarehouseLogin;
import org.scewarehouse.jobs.postgres.EmbeddedPostgres;
import org.scewarehouse.jobs.settings.Secret;
import org.scewarehouse.jobs.warehouse.ReaderLogin;
import org.scewarehouse.jobs.warehouse.WarehouseConnection;
import org.scewarehouse.model.Migrations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "bi",
        description = {
            "Bring connection, descriptions, cards and dashboards to a Metabase, or compare them.",
            "Who asks stands in SCE_METABASE_API_KEY, or SCE_METABASE_USER and SCE_METABASE_PASSWORD.",
            "",
            "  sce bi provision --metabase https://metabase.example.org --host db.example.org --user metabase",
            "  sce bi check --metabase https://metabase.example.org"
        })
@SuppressWarnings("NullAway.Init") // The fields are set from the command line.
final class BiCommand {
    @ParentCommand
    private Sce sce;

    @Spec
    private CommandSpec spec;

    @Command(
            name = "provision",
            description = {
                "Put right what differs; twice changes nothing. What people made besides is left alone.",
                "Ends with 2 if something is left that Metabase alone can put right.",
                "SCE_METABASE_READER_PASSWORD is the password of --user; the embedded warehouse has its own login."
            })
    int provision(
            @Option(names = "--metabase", paramLabel = "URL", required = true, description = "Address of Metabase.")
                    String address,
            @Option(
                            names = "--host",
                            paramLabel = "NAME",
                            description = "The warehouse's host as Metabase reaches it (that of sce.warehouse.url).")
                    @Nullable
                    String host,
            @Option(
                            names = "--user",
                            paramLabel = "NAME",
                            description = "Login of the warehouse for Metabase, in role bi_reader.")
                    @Nullable
                    String user)
            throws SQLException, InterruptedException {
        MetabaseAccount metabase = MetabaseAccount.of(address, sce.environment());
        try (WarehouseConnection warehouse =
                WarehouseConnection.open(sce.session().settings())) {
            Differences found = metabase.provision(warehouse.dataSource(), login(warehouse, host, user));
            found.told().forEach(difference -> sce.console().line(difference));
            int mended = found.told().size() - found.left();
            sce.console().line(found.told().isEmpty() ? "Nothing differed." : mended + " differences put right.");
            if (found.left() > 0) {
                sce.console().line(found.left() + " differences are left: run this again when Metabase has synced.");
            }
            return (found.left() == 0 ? ExitCode.DONE : ExitCode.DONE_WITH_WARNINGS).number();
        }
    }

    @Command(name = "check", description = "Tell what differs, and change nothing; ends with 2 if anything does.")
    int check(
            @Option(names = "--metabase", paramLabel = "URL", required = true, description = "Address of Metabase.")
                    String address)
            throws SQLException, InterruptedException {
        MetabaseAccount metabase = MetabaseAccount.of(address, sce.environment());
        try (WarehouseConnection warehouse =
                WarehouseConnection.open(sce.session().settings())) {
            List<String> differences = metabase.check(warehouse.dataSource());
            differences.forEach(difference -> sce.console().line(difference));
            sce.console().line(differences.isEmpty() ? "Nothing differs." : differences.size() + " differences.");
            return (differences.isEmpty() ? ExitCode.DONE : ExitCode.DONE_WITH_WARNINGS).number();
        }
    }

    private WarehouseLogin login(WarehouseConnection warehouse, @Nullable String host, @Nullable String user)
            throws SQLException {
        EmbeddedPostgres embedded = warehouse.embedded();
        if (embedded != null) {
            Migrations.migrate(warehouse.dataSource()); // Which makes the roles.
            ReaderLogin reader = ReaderLogin.make(embedded, warehouse.dataSource());
            return new WarehouseLogin(
                    host == null ? "127.0.0.1" : host,
                    embedded.port(),
                    EmbeddedPostgres.DATABASE,
                    reader.user(),
                    Secret.of(reader.password()),
                    false);
        }
        String password = sce.environment().get("SCE_METABASE_READER_PASSWORD");
        Properties address = Driver.parseURL(warehouse.jdbcUrl(), null);
        if (user == null || password == null || address == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Give --user, a login in role bi_reader, and its password in SCE_METABASE_READER_PASSWORD.");
        }
        return new WarehouseLogin(
                host == null ? address.getProperty("PGHOST", "localhost") : host,
                Integer.parseInt(address.getProperty("PGPORT", "5432")),
                address.getProperty("PGDBNAME", ""),
                user,
                Secret.of(password),
                true);
    }
}
