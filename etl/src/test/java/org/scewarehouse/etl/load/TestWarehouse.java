package org.scewarehouse.etl.load;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.scewarehouse.model.Migrations;

/**
 * A migrated warehouse of a test's own, on one server for all tests; the load gets no more rights than its role has.
 */
final class TestWarehouse {

    /**
     * Emptied by the next start and not at the end: removing tens of thousands of files in a shutdown hook takes longer
     * than the build gives its process to end. Of this process alone, of those that test at once.
     */
    private static final Path DATA = Path.of("target", "test-warehouse-" + System.getProperty("test.fork", "alone"))
            .toAbsolutePath();

    private static final EmbeddedPostgres SERVER = start();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String database = "warehouse_" + COUNT.incrementAndGet();

    TestWarehouse() {
        run(SERVER.getPostgresDatabase(), "create database " + database + " template migrated");
    }

    private static EmbeddedPostgres start() {
        try {
            emptyData();
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setDataDirectory(DATA)
                    .setCleanDataDirectory(false)
                    .start();
            run(server.getPostgresDatabase(), "create database migrated");
            Migrations.migrate(server.getDatabase("postgres", "migrated"));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void emptyData() throws IOException {
        if (Files.exists(DATA)) {
            try (Stream<Path> files = Files.walk(DATA)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(DATA);
    }

    int port() {
        return SERVER.getPort();
    }

    /** Connections with the rights of the loader's role. */
    DataSource loader() {
        return loader(port());
    }

    /** The same, through another port. */
    DataSource loader(int port) {
        PGSimpleDataSource warehouse = new PGSimpleDataSource();
        warehouse.setServerNames(new String[] {"localhost"});
        warehouse.setPortNumbers(new int[] {port});
        warehouse.setDatabaseName(database);
        warehouse.setUser("postgres");
        warehouse.setOptions("-c role=wh_loader");
        return warehouse;
    }

    /** Connections that may do anything. */
    DataSource owner() {
        return SERVER.getDatabase("postgres", database);
    }

    /** The rows of a query, columns joined by " | ", null as "null". */
    List<String> rows(String query) {
        try (Connection connection = owner().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    values.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join(" | ", values));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    void run(String sql) {
        run(owner(), sql);
    }

    private static void run(DataSource database, String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
