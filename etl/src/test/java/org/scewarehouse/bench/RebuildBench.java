package org.scewarehouse.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.etl.load.Ledger;
import org.scewarehouse.etl.load.WarehouseLoader;
import org.scewarehouse.model.Migrations;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.fact.FactContainerHour;

/**
 * How fast an empty warehouse is filled with a year of curated days, each published on its own with its dimensions,
 * indexes, audit, ledger and aggregates, as many at once as {@code sce rebuild} does, as a share of what the server
 * itself does with {@code COPY FROM} a binary file of the same rows into a table without indexes. Month by month in
 * turns, so that what else the machine does hits both.
 *
 * <p>Arguments, all optional: container-hours in a day (48000), months (12), days at once (the cores of the machine).
 */
public final class RebuildBench {

    private static final YearMonth FIRST = YearMonth.of(2025, 8);
    private static final TableSpec<?> TABLE = Warehouse.table(FactContainerHour.class);

    private RebuildBench() {}

    public static void main(String[] arguments) throws Exception {
        int rows = Measured.argument(arguments, 0, 48_000);
        int months = Measured.argument(arguments, 1, 12);
        Measured.machine();
        int cores = Measured.argument(arguments, 2, Runtime.getRuntime().availableProcessors());
        Path folder = Files.createTempDirectory("rebuild-bench");
        ExecutorService workers = Executors.newFixedThreadPool(cores);
        try (EmbeddedPostgres server = Measured.durableDatabase(512, 8)) {
            DataSource database = server.getPostgresDatabase();
            Migrations.migrate(database);
            execute(database, "create table public.plain (like " + TABLE.qualifiedName() + ")");
            CuratedZone zone = new CuratedZone(new LocalStore(folder.resolve("lake")), folder, 256L << 20);
            Ledger ledger = new Ledger(database, Clock.systemUTC());
            WarehouseLoader loader = new WarehouseLoader(database, zone, Clock.systemUTC());
            double ours = 0;
            double servers = 0;
            for (int i = 0; i < months; i++) {
                YearMonth month = FIRST.plusMonths(i);
                List<Manifest> days = new ArrayList<>();
                for (LocalDate day = month.atDay(1); !day.isAfter(month.atEndOfMonth()); day = day.plusDays(1)) {
                    days.add(BenchDay.build(zone, day, rows));
                }
                double load = load(database, ledger, loader, workers, days);
                double copy = copy(database, folder.resolve("rows"), month);
                Measured.OUT.printf("%s: server %.2f s, rebuilt %.2f s (%.2f)%n", month, copy, load, copy / load);
                if (i > 0) { // The first one warms up.
                    ours += load;
                    servers += copy;
                }
            }
            Measured.OUT.printf(
                    "rebuild, %d days at once, %d months of %d rows a day against the server's own COPY: %.2f%n",
                    cores, months - 1, rows, servers / ours);
        } finally {
            workers.shutdownNow();
            Measured.delete(folder);
        }
    }

    private static double load(
            DataSource database, Ledger ledger, WarehouseLoader loader, ExecutorService workers, List<Manifest> days)
            throws Exception {
        execute(database, "checkpoint");
        long start = System.nanoTime();
        List<Future<?>> begun = new ArrayList<>();
        for (Manifest day : days) {
            begun.add(workers.submit(
                    () -> loader.load(day, ledger.begin(day.source(), day.day(), 1, "bench"), List.of(), false)));
        }
        for (Future<?> each : begun) {
            each.get();
        }
        loader.analyze(
                List.of(TABLE), days.get(0).day(), days.get(days.size() - 1).day());
        return (System.nanoTime() - start) / 1e9;
    }

    private static double copy(DataSource database, Path file, YearMonth month) throws SQLException {
        execute(
                database,
                "copy (select * from " + TABLE.qualifiedName() + " where day between '" + month.atDay(1) + "' and '"
                        + month.atEndOfMonth() + "' order by hour_at, container_key) to '" + file
                        + "' (format binary)");
        execute(database, "truncate public.plain");
        execute(database, "checkpoint");
        long start = System.nanoTime();
        execute(database, "copy public.plain from '" + file + "' (format binary)");
        return (System.nanoTime() - start) / 1e9;
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
