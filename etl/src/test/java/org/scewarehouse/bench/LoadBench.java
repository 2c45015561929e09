package org.scewarehouse.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
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
    private final PrintStream out;
    private final Ledger ledger;
    private final WarehouseLoader loader;

    private LoadBench(DataSource database, CuratedZone zone, Manifest manifest, Path copyFile, PrintStream out) {
        this.database = database;
        this.zone = zone;
        this.manifest = manifest;
        this.copyFile = copyFile;
        this.out = out;
        InstantSource clock = Clock.systemUTC();
        this.ledger = new Ledger(database, clock);
        this.loader = new WarehouseLoader(database, zone, clock);
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 500_000;
        int pairs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
        Path folder = Files.createTempDirectory("load-bench");
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("shared_buffers", "512MB")
                .setServerConfig("max_wal_size", "8GB");
        try (EmbeddedPostgres server = builder.start()) {
            DataSource database = server.getPostgresDatabase();
            Migrations.migrate(database);
            CuratedZone zone = new CuratedZone(new LocalStore(folder.resolve("lake")), folder, 256L << 20);
            Manifest manifest = BenchDay.build(zone, DAY, rows);
            new LoadBench(database, zone, manifest, folder.resolve("rows"), System.err).run(rows, pairs);
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
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
            out.printf(
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
        out.printf(
                "%d rows, medians of %d pairs against the server's own COPY: Parquet %.2f, whole day %.2f%n",
                rows, pairs, median(parquet), median(day));
    }

    private double serverCopy() throws SQLException {
        execute("truncate public.plain");
        execute("checkpoint");
        long start = System.nanoTime();
        execute("copy public.plain from '" + copyFile + "' (format binary)");
        return secondsSince(start);
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
        return secondsSince(start);
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
        return secondsSince(start);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(List<Double> values) {
        Collections.sort(values);
        int middle = values.size() / 2;
        return values.size() % 2 == 1 ? values.get(middle) : (values.get(middle - 1) + values.get(middle)) / 2;
    }
}
