package org.scewarehouse.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.etl.load.Ledger;
import org.scewarehouse.etl.load.WarehouseLoader;
import org.scewarehouse.etl.source.hr.LongHistory;
import org.scewarehouse.model.Migrations;

/**
 * How long it takes to give the facts of a month the right versions of people who have changed at its begin: a load of
 * the HR day that brings the change, less nothing. Prints medians of loads that bring it and take it back in turn, once
 * with the changed people among others, once with facts of nobody else.
 *
 * <p>Arguments, all optional: hour rows in the month (1500000), people who change (1000), loads (5).
 */
public final class RekeyBench {

    private static final int PEOPLE = 5_000;

    private final DataSource database;
    private final Path folder;
    private final int rows;
    private final int changed;
    private final int loads;

    private RekeyBench(DataSource database, Path folder, int rows, int changed, int loads) {
        this.database = database;
        this.folder = folder;
        this.rows = rows;
        this.changed = changed;
        this.loads = loads;
    }

    public static void main(String[] arguments) throws Exception {
        int rows = Measured.argument(arguments, 0, 1_500_000);
        int changed = Measured.argument(arguments, 1, 1_000);
        int loads = Measured.argument(arguments, 2, 5);
        Measured.machine();
        for (int people : List.of(Math.max(PEOPLE, changed), changed)) {
            Path folder = Files.createTempDirectory("rekey-bench");
            try (EmbeddedPostgres server = Measured.durableDatabase(256, 4)) {
                DataSource database = server.getPostgresDatabase();
                Migrations.migrate(database);
                new RekeyBench(database, folder, rows, changed, loads).run(people);
            } finally {
                Measured.delete(folder);
            }
        }
    }

    private void run(int people) throws Exception {
        LongHistory company = new LongHistory(folder, Math.max(PEOPLE, changed));
        byte[] state = company.state();
        LocalDate month = company.day().withDayOfMonth(1).minusMonths(1);
        load(company, company.build(company.snapshot(person -> false, month), state));
        HourMonth.fill(database, month, rows, people);
        List<Double> seconds = new ArrayList<>();
        String rekeyed = "";
        for (int i = 0; i < loads; i++) {
            boolean isMoving = i % 2 == 0;
            Manifest manifest = company.build(company.snapshot(person -> isMoving && person < changed, month), state);
            execute("vacuum analyze mart.fact_container_hour");
            execute("checkpoint");
            seconds.add(load(company, manifest));
            rekeyed = isMoving ? rekeyed(month) : rekeyed;
        }
        Measured.OUT.printf(
                "a month of %d hour rows of %d people, of whom %d change: %s rows re-keyed, %.1f s (median of %s)%n",
                rows, people, changed, rekeyed, Measured.median(seconds), seconds);
    }

    private String rekeyed(LocalDate month) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from mart.fact_container_hour f"
                        + " join mart.dim_user u using (user_key) where u.valid_from = '" + month + "'")) {
            result.next();
            return result.getString(1);
        }
    }

    private double load(LongHistory company, Manifest manifest) throws Exception {
        Ledger ledger = new Ledger(database, Clock.systemUTC());
        WarehouseLoader loader = new WarehouseLoader(database, company.zone(), Clock.systemUTC());
        long fence = ledger.begin(manifest.source(), manifest.day(), 1, "bench");
        return Measured.seconds(() -> loader.load(manifest, fence, List.of(), false));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
