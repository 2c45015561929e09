package org.scewarehouse.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.scewarehouse.etl.Row;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.etl.lake.RowReader;
import org.scewarehouse.etl.load.Ledger;
import org.scewarehouse.etl.load.TableCopy;
import org.scewarehouse.etl.load.WarehouseLoader;
import org.scewarehouse.model.Migrations;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.fact.FactContainerHour;

/**
 * How fast a curated day gets into PostgreSQL, as a share of what the server itself does with {@code COPY FROM} a
 * binary
 * file of the same rows into a table without indexes. Prints the median of interleaved pairs for Parquet into such a
 * table, and for a whole load into the product's own partitions: dimensions, audit, ledger and commit included.
 *
 * <p>Arguments, both optional: container-hours in the day (500000) and pairs (7).
 */
public final class LoadBench {

    private static final LocalDate DAY = LocalDate.of(2026, 8, 20);
    private static final TableSpec<?> TABLE = Warehouse.table(FactContainerHour.class);

    private final DataSource database;
    private final CuratedZone zone;
    private final Manifest manifest;
    private final Path copyFile;
    private final Ledger ledger;
    private final WarehouseLoader loader;

    private LoadBench(DataSource database, CuratedZone zone, Manifest manifest, Path copyFile) {
        this.database = database;
        this.zone = zone;
        this.manifest = manifest;
        this.copyFile = copyFile;
        InstantSource clock = Clock.systemUTC();
        this.ledger = new Ledger(database, clock);
        this.loader = new WarehouseLoader(database, zone, clock);
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        int rows = Measured.argument(arguments, 0, 500_000);
        int pairs = Measured.argument(arguments, 1, 7);
        Measured.machine();
        Path folder = Files.createTempDirectory("load-bench");
        try (EmbeddedPostgres server = Measured.durableDatabase(512, 8)) {
            DataSource database = server.getPostgresDatabase();
            Migrations.migrate(database);
            CuratedZone zone = new CuratedZone(new LocalStore(folder.resolve("lake")), folder, 256L << 20);
            Manifest manifest = BenchDay.build(zone, DAY, rows);
            new LoadBench(database, zone, manifest, folder.resolve("rows")).run(rows, pairs);
        } finally {
            Measured.delete(folder);
        }
    }

    private void run(int rows, int pairs) throws SQLException {
        execute("create table public.plain (like " + TABLE.qualifiedName() + ")");
        load();
        execute("copy (select * from " + TABLE.qualifiedName() + " order by hour_at, container_key) to '" + copyFile
                + "' (format binary)");
        List<Double> parquet = new ArrayList<>();
        List<Double> day = new ArrayList<>();
        for (int pair = 0; pair <= pairs; pair++) {
            double server = serverCopy();
            double ours = parquetCopy();
            double wholeDay = load();
            Measured.OUT.printf(
                    "%s server %.2f s, Parquet %.2f s (%.2f), whole day %.2f s (%.2f)%n",
                    pair == 0 ? "warm-up:" : "pair " + pair + ":",
                    server,
                    ours,
                    server / ours,
                    wholeDay,
                    server / wholeDay);
            if (pair > 0) {
                parquet.add(server / ours);
                day.add(server / wholeDay);
            }
        }
        Measured.OUT.printf(
                "load, %d rows, medians of %d pairs against the server's own COPY: Parquet %.2f, whole day %.2f%n",
                rows, pairs, Measured.median(parquet), Measured.median(day));
    }

    private double serverCopy() throws SQLException {
        execute("truncate public.plain");
        execute("checkpoint");
        long start = System.nanoTime();
        execute("copy public.plain from '" + copyFile + "' (format binary)");
        return (System.nanoTime() - start) / 1e9;
    }

    private double parquetCopy() throws SQLException {
        execute("truncate public.plain");
        execute("checkpoint");
        Row row = new Row(TABLE.columns());
        row.setBits(row.position("day"), DAY.toEpochDay());
        row.setBits(row.position("user_key"), 0);
        long start = System.nanoTime();
        try (Connection connection = database.getConnection();
                RowReader rows = zone.rows(manifest.source(), DAY, TABLE)) {
            TableCopy.copy(connection, "public.plain", rows, row, next -> {});
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private double load() throws SQLException {
        for (String table : List.of("fact_container_hour", "dim_container", "dim_user", "dim_user_now")) {
            execute("delete from mart." + table + " where user_id > 0");
        }
        execute("select ops.ensure_partitions('" + DAY + "', '" + DAY + "')");
        execute("truncate mart.fact_container_hour");
        execute("vacuum");
        execute("checkpoint");
        long fence = ledger.begin(manifest.source(), DAY, 1, "bench");
        long start = System.nanoTime();
        loader.load(manifest, fence, List.of(), true);
        return (System.nanoTime() - start) / 1e9;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
