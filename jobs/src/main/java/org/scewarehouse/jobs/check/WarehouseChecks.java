package org.scewarehouse.jobs.check;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.scewarehouse.jobs.Console;
import org.scewarehouse.jobs.Patience;
import org.scewarehouse.jobs.postgres.ServerImpossible;
import org.scewarehouse.jobs.postgres.ServerUnavailable;
import org.scewarehouse.jobs.settings.Settings;
import org.scewarehouse.jobs.settings.SettingsRejected;
import org.scewarehouse.jobs.warehouse.ClockSkew;
import org.scewarehouse.jobs.warehouse.Installation;
import org.scewarehouse.jobs.warehouse.WarehouseConnection;
import org.scewarehouse.model.MigrationRefused;
import org.scewarehouse.model.Migrations;

/** What can be tried on the warehouse's server. */
public final class WarehouseChecks {
    private static final String SUBJECT = "warehouse";
    private static final int FIRST_WITH_UNENFORCED_KEYS = 180_000;

    /** The login where the warehouse is made and its doors are shut for it; else nothing. */
    private static final String STRANGER = """
            select quote_ident(current_user)
            where to_regnamespace('ops') is not null and not has_schema_privilege('ops', 'usage')""";

    private final Settings settings;
    private final Clock clock;
    private final List<Check> checks = new ArrayList<>();

    private WarehouseChecks(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    public static List<Check> all(Settings settings, Clock clock, Console console) {
        WarehouseChecks all = new WarehouseChecks(settings, clock);
        try (Patience patience = Patience.with(console, "waiting for the warehouse");
                WarehouseConnection warehouse = WarehouseConnection.open(settings)) {
            all.check(warehouse);
        } catch (ServerUnavailable | ServerImpossible | SettingsRejected | MigrationRefused e) {
            all.checks.add(Check.fault(SUBJECT, e));
        } catch (SQLException e) {
            all.checks.add(Check.fault(SUBJECT, e));
        }
        return all.checks;
    }

    private void check(WarehouseConnection warehouse) throws SQLException {
        try (Connection connection = warehouse.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            checks.add(Check.ok(
                    SUBJECT,
                    warehouse.shownUrl() + ", PostgreSQL " + first(statement, "show server_version")
                            + (warehouse.isEmbedded() ? ", embedded" : "")));
            checkServer(warehouse, statement);
            checkClock(connection);
            if (!checkRole(statement)) {
                return; // whoever may not look into the warehouse is refused all that follows
            }
            checkSchema(warehouse);
            if (WarehouseConnection.isMigrated(connection)) {
                checkInstallation(connection);
                if (!"null".equals(first(statement, "select to_regprocedure('ops.unlogged_hr_readers()')"))) {
                    checkReadersOfNames(statement);
                }
            }
        }
    }

    private void checkServer(WarehouseConnection warehouse, Statement statement) throws SQLException {
        if (warehouse.serverVersion() < FIRST_WITH_UNENFORCED_KEYS) {
            checks.add(Check.note(
                    SUBJECT,
                    "this server enforces foreign keys, so loading is several times slower than on PostgreSQL 18",
                    "Upgrade the server when you can."));
        }
        if (!"on".equals(first(statement, "show fsync"))) {
            checks.add(Check.fault(SUBJECT, "fsync is off: a power cut loses published days", "Set fsync = on."));
        }
        String encoding = first(statement, "show server_encoding");
        if (!"UTF8".equals(encoding)) {
            checks.add(Check.fault(
                    SUBJECT,
                    "the database's encoding is " + encoding + ": names with other characters cannot be loaded",
                    "Create one with encoding 'UTF8' template template0."));
        }
        if ("on".equals(first(statement, "show transaction_read_only"))) {
            checks.add(Check.fault(
                    SUBJECT,
                    "the server lets this login only read: a standby, or default_transaction_read_only is on",
                    "Give sce.warehouse.url the primary (or targetServerType=primary), or reset the setting."));
        }
        if (!warehouse.isEmbedded() && !warehouse.isServerVerified()) {
            boolean isPlain = "f".equals(first(statement, "select ssl from pg_stat_ssl where pid = pg_backend_pid()"));
            checks.add(Check.note(
                    SUBJECT,
                    isPlain
                            ? "the connection is not encrypted"
                            : "the connection is encrypted, but to whoever answers: the server need not prove itself",
                    "Add ?sslmode=verify-full to sce.warehouse.url, and sslrootcert=FILE with who signs certificates"
                            + " there."));
        }
    }

    /** Whether the login may do what a run does. */
    private boolean checkRole(Statement statement) throws SQLException {
        String stranger = first(statement, STRANGER);
        if (!stranger.isEmpty()) {
            checks.add(Check.fault(
                    SUBJECT,
                    "the login " + stranger + " is no member of wh_loader, so it may neither load nor look",
                    "An administrator of the server runs: grant wh_loader to " + stranger + ";"));
        }
        return stranger.isEmpty();
    }

    private void checkClock(Connection connection) throws SQLException {
        Duration skew = ClockSkew.of(connection, clock);
        checks.add(
                skew.compareTo(ClockSkew.MOST) <= 0
                        ? Check.ok("clock", "agrees with the warehouse's")
                        : Check.fault(
                                "clock",
                                "differs from the warehouse's by " + skew.toSeconds() + " s",
                                "Synchronise the clock of the wrong machine."));
    }

    private void checkSchema(WarehouseConnection warehouse) {
        List<String> pending = Migrations.pending(warehouse.dataSource());
        checks.add(
                pending.isEmpty()
                        ? Check.ok("schema", "up to date")
                        : Check.note(
                                "schema",
                                pending.size() + " migrations are pending, from " + pending.get(0) + " on",
                                warehouse.isEmbedded()
                                        ? "Nothing is to do: the next run makes them."
                                        : "Run ./sce migrate as a user that owns the warehouse."));
    }

    private void checkInstallation(Connection connection) throws SQLException {
        Installation here = Installation.of(settings);
        for (String conflict :
                Installation.read(connection).map(here::conflicts).orElse(List.of())) {
            checks.add(Check.fault("installed", conflict, "Set it back, or load another warehouse."));
        }
    }

    private void checkReadersOfNames(Statement statement) throws SQLException {
        String unlogged = first(statement, "select string_agg(r, ', ') from ops.unlogged_hr_readers() r");
        if (!unlogged.isEmpty() && !unlogged.equals("null")) {
            checks.add(Check.note(
                    "names",
                    "what these logins read in schema hr is not logged: " + unlogged,
                    "A superuser runs, for each: alter role NAME set log_statement = 'all'; or uses pgaudit."));
        }
    }

    private static String first(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
    }
}
