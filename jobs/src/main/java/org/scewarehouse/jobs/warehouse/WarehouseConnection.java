package org.scewarehouse.jobs.warehouse;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;
import org.scewarehouse.jobs.Build;
import org.scewarehouse.jobs.postgres.EmbeddedPostgres;
import org.scewarehouse.jobs.postgres.ServerUnavailable;
import org.scewarehouse.jobs.settings.Secret;
import org.scewarehouse.jobs.settings.Settings;
import org.scewarehouse.jobs.settings.SettingsRejected;
import org.scewarehouse.jobs.settings.WarehouseSettings;

/** The warehouse's server, embedded or given by {@code sce.warehouse.url}; an embedded one runs while this is open. */
public final class WarehouseConnection implements AutoCloseable {
    private static final int OLDEST_SERVER = 150_000;

    private static final String LEDGER = """
            select exists (
                select from pg_class r join pg_namespace s on s.oid = r.relnamespace
                where s.nspname = 'ops' and r.relname = 'load')""";

    private final @Nullable EmbeddedPostgres embedded;
    private final String jdbcUrl;
    private final PGSimpleDataSource dataSource;
    private final int serverVersion;

    private WarehouseConnection(
            @Nullable EmbeddedPostgres embedded, String jdbcUrl, PGSimpleDataSource dataSource, int serverVersion) {
        this.embedded = embedded;
        this.jdbcUrl = jdbcUrl;
        this.dataSource = dataSource;
        this.serverVersion = serverVersion;
    }

    /**
     * Connects, after starting the embedded server if need be.
     *
     * @throws ServerUnavailable when a later attempt may succeed
     * @throws SettingsRejected when the address, the user or the server's version will not do
     */
    public static WarehouseConnection open(Settings settings) {
        WarehouseSettings given = settings.warehouse();
        if (given.url() != null) {
            Secret password = given.password();
            return connect(null, given.url(), given.user(), password == null ? null : password.reveal());
        }
        EmbeddedPostgres embedded = EmbeddedPostgres.open(settings.home());
        try {
            return connect(embedded, embedded.jdbcUrl(), embedded.user(), embedded.password());
        } catch (RuntimeException e) {
            embedded.close();
            throw e;
        }
    }

    /**
     * Whether there is anything to connect to: an embedded warehouse comes into being at first use. One of another
     * user, into which we may not look, is there.
     */
    public static boolean exists(Settings settings) {
        return !settings.warehouse().isEmbedded()
                || !Files.notExists(settings.home().resolve("postgres/data/PG_VERSION"));
    }

    /** Gives unpooled connections. */
    public DataSource dataSource() {
        return dataSource;
    }

    /** As given by the operator, who may have put a user and a password into it; not to be printed. */
    public String jdbcUrl() {
        return jdbcUrl;
    }

    /** The address as it may be printed. */
    public String shownUrl() {
        return WarehouseSettings.shown(jdbcUrl);
    }

    public @Nullable String user() {
        return dataSource.getUser();
    }

    /** The embedded server; null if the warehouse is another one. */
    public @Nullable EmbeddedPostgres embedded() {
        return embedded;
    }

    public boolean isEmbedded() {
        return embedded != null;
    }

    /** Whether the address asks for a server that proves who it is. */
    public boolean isServerVerified() {
        return AddressFaults.isServerVerified(Driver.parseURL(jdbcUrl, null));
    }

    /** As the server numbers itself: 180006 is version 18.6. */
    public int serverVersion() {
        return serverVersion;
    }

    /** Whether the ledger is there, so that questions make sense, also those of whoever may not read it. */
    public static boolean isMigrated(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(LEDGER)) {
            return found.next() && found.getBoolean(1);
        }
    }

    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
    }

    private static WarehouseConnection connect(
            @Nullable EmbeddedPostgres embedded, String url, @Nullable String user, @Nullable String password) {
        PGSimpleDataSource source = dataSource(url);
        if (user != null) {
            source.setUser(user);
        }
        if (password != null) {
            source.setPassword(password);
        }
        source.setApplicationName("sce");
        source.setTcpKeepAlive(true);
        source.setConnectTimeout(10);
        source.setLoginTimeout(20);
        return new WarehouseConnection(embedded, url, source, embedded == null ? version(source) : ownVersion());
    }

    /** Has what the address says and no more: with its defaults each connection's address is kilobytes to parse. */
    private static PGSimpleDataSource dataSource(String url) {
        Properties given = Driver.parseURL(url, null);
        if (given == null) {
            throw new SettingsRejected(List.of("sce.warehouse.url is no JDBC address of PostgreSQL; expected one such "
                    + "as jdbc:postgresql://host:5432/warehouse"));
        }
        AddressFaults.check(given);
        PGSimpleDataSource source = new PGSimpleDataSource();
        for (PGProperty property : PGProperty.values()) {
            if (property.isPresent(given)) {
                source.setProperty(property, property.getOrDefault(given));
            }
        }
        return source;
    }

    /** The embedded server is the one we bring: asking it would cost every command a connection. */
    private static int ownVersion() {
        String[] parts = Build.postgresVersion().split("\\.", -1);
        return Integer.parseInt(parts[0]) * 10_000 + Integer.parseInt(parts[1]);
    }

    private static int version(PGSimpleDataSource source) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select current_setting('server_version_num')::integer")) {
            row.next();
            int version = row.getInt(1);
            if (version < OLDEST_SERVER) {
                throw new SettingsRejected(List.of("sce.warehouse.url: the server is PostgreSQL " + version / 10_000
                        + "; expected version 15 to 18"));
            }
            return version;
        } catch (SQLException e) {
            throw AddressFaults.refused(e);
        }
    }
}
