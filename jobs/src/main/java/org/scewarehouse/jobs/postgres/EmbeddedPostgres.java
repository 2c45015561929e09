package org.scewarehouse.jobs.postgres;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One use of the embedded server: while a handle is open, in this process or in another, the server runs. The first
 * user starts it, the last one out stops it, and a server that a killed process left behind is taken over.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    /** The server's superuser. */
    public static final String USER = "sce";
    /** The database that holds the warehouse. */
    public static final String DATABASE = "warehouse";

    private static final long ANSWER_LIMIT_MILLIS = 60_000;

    private final ServerFolder folder;
    private final FolderLocks locks;
    private final PostgresServer server;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private EmbeddedPostgres(ServerFolder folder) {
        this.folder = folder;
        this.locks = new FolderLocks(folder);
        this.server = new PostgresServer(folder);
    }

    /**
     * Returns when the database accepts connections.
     *
     * @param home the product's folder (SCE_HOME); the server lives in its subfolder {@code postgres}
     * @throws ServerUnavailable when a later attempt may succeed
     * @throws ServerImpossible when something must be changed first
     */
    public static EmbeddedPostgres open(Path home) {
        EmbeddedPostgres handle = new EmbeddedPostgres(ServerFolder.under(home));
        handle.locks.exclusively(() -> {
            handle.locks.enter();
            boolean isReady = false;
            try {
                handle.makeReady();
                isReady = true;
                return isReady;
            } finally {
                if (!isReady) {
                    handle.locks.leave();
                }
            }
        });
        if (Thread.currentThread().isInterrupted()) {
            handle.close();
            throw new ServerUnavailable("Stopped while the embedded PostgreSQL started");
        }
        return handle;
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + DATABASE;
    }

    public String user() {
        return USER;
    }

    public String password() {
        return password(USER);
    }

    /** The file that keeps the password of a login, readable by the folder's owner only. */
    public Path passwordFile(String user) {
        return folder.passwordFile(user);
    }

    /** The password of a login, made at first use; the login itself is the caller's to make. */
    public String password(String user) {
        return folder.password(user);
    }

    /** The port on 127.0.0.1: chosen once and kept, so that BI tools stay connected over restarts. */
    public int port() {
        return folder.port().orElseThrow();
    }

    /** Gives the server back, and stops it when nobody else uses it. Closing twice is once. */
    @Override
    public void close() {
        if (isClosed.getAndSet(true)) {
            return;
        }
        Uninterrupted.run(() -> locks.exclusively(() -> {
            if (locks.leave() && server.isAlive()) {
                server.stop();
            }
            return true;
        }));
    }

    private void makeReady() {
        if (!server.isAlive()) {
            start();
            return;
        }
        SQLException[] last = new SQLException[1];
        boolean isAnswering = Waiting.until(ANSWER_LIMIT_MILLIS, () -> {
            try (Connection connection = connect()) {
                return connection.isValid(5);
            } catch (SQLException e) {
                last[0] = e;
            }
            if (server.isAlive()) {
                return false;
            }
            start(); // It was on its way down.
            return true;
        });
        if (!isAnswering) {
            throw new ServerUnavailable(
                    "A PostgreSQL server holds " + folder.data() + " and does not answer on 127.0.0.1:" + port()
                            + ". It is still recovering (see " + folder.log() + "), or it runs in another container "
                            + "that shares this folder. " + ServerImpossible.ELSEWHERE,
                    last[0]);
        }
    }

    /** To its end even when the command is stopped meanwhile: half a start would leave a server that nobody stops. */
    private void start() {
        Uninterrupted.run(server::start);
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", password());
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("loginTimeout", "10");
        properties.setProperty("ApplicationName", "sce");
        return DriverManager.getConnection(jdbcUrl(), properties);
    }
}
