package org.scewarehouse.etl.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import javax.sql.DataSource;

/**
 * Locks that keep two runs from working at the same source or source-day. Each is a session advisory lock on a
 * connection of its own, so the server gives it up when the process or its connection dies. A lock is a courtesy that
 * saves work; what protects the data of a run that lost its lock unnoticed is the fence.
 */
public final class SourceLocks implements AutoCloseable {

    /**
     * Keeps the server from ending a session that waits for a long extraction, and lets it notice within about a minute
     * that the machine at the other end is gone, and stop a statement whose client has gone.
     */
    private static final List<String> SESSION_SETTINGS = List.of(
            "set idle_session_timeout = 0",
            "set tcp_keepalives_idle = 30",
            "set tcp_keepalives_interval = 10",
            "set tcp_keepalives_count = 3",
            "set client_connection_check_interval = '10s'");

    private final DataSource warehouse;

    /** Sessions that hold no lock now: a new one costs as much as many a small day's rows. */
    private final Deque<Connection> free = new ConcurrentLinkedDeque<>();

    /** @param warehouse gives direct connections: a lock does not survive a pooler that hands sessions around */
    public SourceLocks(DataSource warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * One of the source's slots {@code [0, slots)}: as many runs as there are slots work at a source at once.
     *
     * @return empty if all are taken
     * @throws WarehouseUnavailable if the warehouse cannot be reached
     */
    public Optional<Held> slot(String source, int slots) {
        for (int slot = 0; slot < slots; slot++) {
            Optional<Held> held = tryAcquire("slot " + slot + " of source " + source);
            if (held.isPresent()) {
                return held;
            }
        }
        return Optional.empty();
    }

    /**
     * The source-day.
     *
     * @return empty if another run holds it
     * @throws WarehouseUnavailable if the warehouse cannot be reached
     */
    public Optional<Held> day(String source, LocalDate day) {
        return tryAcquire("day " + day + " of source " + source);
    }

    private Optional<Held> tryAcquire(String name) {
        for (Connection session = free.poll(); session != null; session = free.poll()) {
            try {
                return tryAcquire(session, name);
            } catch (SQLException e) {
                // It has ended since its last lock; another may not have, and a new one tells what is wrong.
            }
        }
        try {
            return tryAcquire(open(), name);
        } catch (SQLException e) {
            throw new WarehouseUnavailable("lock " + name + ": the warehouse did not give it: " + e.getMessage(), e);
        }
    }

    /** A session that fails is closed, so that it holds nothing. */
    private Optional<Held> tryAcquire(Connection session, String name) throws SQLException {
        try {
            if (call(session, "select pg_try_advisory_lock(?, ?)", name)) {
                return Optional.of(new Held(session, name));
            }
            free.push(session);
            return Optional.empty();
        } catch (SQLException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private Connection open() throws SQLException {
        Connection session = warehouse.getConnection();
        try {
            session.setAutoCommit(true);
            prepare(session);
            return session;
        } catch (SQLException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** Ends the sessions that hold no lock; the others end with their locks. */
    @Override
    public void close() {
        for (Connection session = free.poll(); session != null; session = free.poll()) {
            end(session);
        }
    }

    private static void end(Connection session) {
        try {
            session.close();
        } catch (SQLException e) {
            // Gone already, and its locks with it.
            return;
        }
    }

    private static void prepare(Connection connection) throws SQLException {
        for (String setting : SESSION_SETTINGS) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(setting);
            } catch (SQLException e) {
                // A server on a platform that lacks the setting refuses it; the lock works without.
                if (Transactions.isPassing(e)) {
                    throw e;
                }
            }
        }
    }

    private static boolean call(Connection connection, String sql, String name) throws SQLException {
        ByteBuffer hash = hash(name);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, hash.getInt());
            statement.setInt(2, hash.getInt());
            try (ResultSet result = statement.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }

    /** Of the name only, so that every version and machine means the same lock. */
    private static ByteBuffer hash(String name) {
        try {
            byte[] text = ("sce warehouse: " + name).getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A lock that is held until closed, or until its connection is lost. */
    public final class Held implements AutoCloseable {

        private final Connection session;
        private final String name;

        private Held(Connection session, String name) {
            this.session = session;
            this.name = name;
        }

        /** Whether the server still knows the lock as ours; waits at most five seconds for its answer. */
        public boolean isHeld() {
            try {
                return session.isValid(5);
            } catch (SQLException e) {
                return false;
            }
        }

        /** Gives the lock back; closing one whose connection is lost is fine, the server has given it back then. */
        @Override
        public void close() {
            try {
                if (call(session, "select pg_advisory_unlock(?, ?)", name)) {
                    free.push(session);
                    return;
                }
            } catch (SQLException e) {
                // The session is gone or of no use, and what it holds ends with it.
            }
            end(session);
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
