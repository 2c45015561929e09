package org.scewarehouse.model;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL server of its own for a test class, and short ways to ask it. */
final class TestWarehouse implements AutoCloseable {

    /** Where Debian and Ubuntu install PostgreSQL 15. */
    static final Path POSTGRESQL_15 = Path.of("/usr/lib/postgresql/15");

    private final int port;
    private final Closeable server;

    private TestWarehouse(int port, Closeable server) {
        this.port = port;
        this.server = server;
    }

    /** The version that is the embedded default. */
    static TestWarehouse start() {
        try {
            // Whether it had come by chance decides about plans, and some tests look at these.
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setServerConfig("autovacuum", "off")
                    .start();
            return new TestWarehouse(server.getPort(), server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The oldest version supported, where {@link #hasPostgresql15}. */
    static TestWarehouse startPostgresql15() {
        InstalledPostgres server = InstalledPostgres.start(POSTGRESQL_15);
        return new TestWarehouse(server.port(), server);
    }

    static boolean hasPostgresql15() {
        return Files.isExecutable(POSTGRESQL_15.resolve("bin/initdb"));
    }

    DataSource dataSource() {
        return database("postgres", "postgres");
    }

    DataSource database(String user, String name) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setServerNames(new String[] {"localhost"});
        database.setPortNumbers(new int[] {port});
        database.setUser(user);
        database.setDatabaseName(name);
        return database;
    }

    void run(String sql) {
        runAs("postgres", sql);
    }

    /** Runs statements with the rights of a role. */
    void runAs(String role, String sql) {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set role " + role);
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    static void run(DataSource database, String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    List<String> ask(String sql) {
        return askAs("postgres", sql);
    }

    /** Each row as its columns joined by {@code |}; null as {@code -}. */
    List<String> askAs(String role, String sql) {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set role " + role);
            return rows(statement, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** What the question answers after a change that is then undone. */
    List<String> askAfter(String change, String sql) {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(change);
            List<String> answers = rows(statement, sql);
            connection.rollback();
            return answers;
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static List<String> rows(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            List<String> answers = new ArrayList<>();
            while (rows.next()) {
                StringJoiner row = new StringJoiner("|");
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    String value = rows.getString(column);
                    row.add(value == null ? "-" : value);
                }
                answers.add(row.toString());
            }
            return answers;
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
