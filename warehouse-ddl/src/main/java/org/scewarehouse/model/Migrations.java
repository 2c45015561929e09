package org.scewarehouse.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/** Brings a PostgreSQL database (15 to 18) to the schema of this version: roles, schemas, tables, views, comments. */
public final class Migrations {

    private static final String BOOTSTRAP = "/db/bootstrap/roles_and_schemas.sql";

    private Migrations() {}

    /**
     * Runs what {@link #pending} names, and nothing if that is empty. Everything made belongs to role wh_owner,
     * whoever migrates.
     *
     * @return how many migrations ran
     * @throws MigrationRefused if the server is away, or the user lacks a right; then the message holds the statements
     *     that an administrator must run
     */
    public static int migrate(DataSource warehouse) {
        prepare(warehouse);
        try {
            return flyway(warehouse).migrate().migrationsExecuted;
        } catch (FlywayException e) {
            throw refused(e);
        }
    }

    /**
     * The migrations that {@link #migrate} would run, oldest first, such as {@code "005 facts"}.
     *
     * @throws MigrationRefused if the server is away
     */
    public static List<String> pending(DataSource warehouse) {
        try {
            return Arrays.stream(flyway(warehouse).info().pending())
                    .map(Migrations::describe)
                    .toList();
        } catch (FlywayException e) {
            throw refused(e);
        }
    }

    private static void prepare(DataSource warehouse) {
        try (InputStream script = Objects.requireNonNull(Migrations.class.getResourceAsStream(BOOTSTRAP));
                Connection connection = warehouse.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        } catch (SQLException e) {
            throw refused(e);
        } catch (IOException e) {
            throw new IllegalStateException(BOOTSTRAP + " cannot be read from the program's own archive", e);
        }
    }

    private static Flyway flyway(DataSource warehouse) {
        return Flyway.configure()
                .dataSource(warehouse)
                .defaultSchema("ops")
                .createSchemas(false)
                .table("schema_history")
                .locations("classpath:db/migration")
                .placeholderReplacement(false)
                .outputQueryResults(false)
                .loggers("slf4j")
                .load();
    }

    private static String describe(MigrationInfo migration) {
        return migration.getVersion() == null
                ? migration.getDescription()
                : migration.getVersion() + " " + migration.getDescription();
    }

    private static MigrationRefused refused(Exception cause) {
        return new MigrationRefused(
                "The warehouse could not be migrated: "
                        + Objects.requireNonNullElse(cause.getMessage(), cause.toString()),
                cause);
    }
}
