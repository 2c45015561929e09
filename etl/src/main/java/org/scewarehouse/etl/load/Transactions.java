package org.scewarehouse.etl.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.scewarehouse.etl.DataRejected;

/**
 * Runs work in transactions of its own, each on a fresh connection. Work that fails for a passing reason (deadlock,
 * lock timeout, lost connection, server restart, server out of space) is run again as a whole, after a growing pause
 * with jitter.
 *
 * <p>Work may therefore run more than once, and, when the connection is lost during COMMIT, even after it has taken
 * effect: it must see that for itself.
 */
final class Transactions {

    private static final int ATTEMPTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    /** With five attempts the pauses add up to 20 to 40 seconds: a restart or a failover fits in. */
    private static final int PAUSE_GROWTH = 3;

    /** For a lock that somebody may have forgotten; for those of runs see {@link Turn}. */
    static final String LOCK_LIMIT = "30s";

    /**
     * A lock that does not come is an error; a client that is gone without a word gives its locks back in a minute.
     * What a server sets against forgotten sessions and endless questions is not meant for a load.
     */
    private static final String LIMITS = """
            set local lock_timeout = '%s';
            set local statement_timeout = 0;
            set local idle_in_transaction_session_timeout = 0;
            set local tcp_keepalives_idle = 30;
            set local tcp_keepalives_interval = 10;
            set local tcp_keepalives_count = 3""".formatted(LOCK_LIMIT);

    /** Serialisation failure, deadlock, lock not available, read-only (a standby during failover). */
    private static final Set<String> PASSING_STATES = Set.of("40001", "40P01", "55P03", "25006");

    /** Connection, insufficient resources, system error outside the server. */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "53", "58");

    private final DataSource warehouse;
    private final Duration firstPause;

    Transactions(DataSource warehouse) {
        this(warehouse, FIRST_PAUSE);
    }

    Transactions(DataSource warehouse, Duration firstPause) {
        this.warehouse = warehouse;
        this.firstPause = firstPause;
    }

    /** What happens inside one transaction. */
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /** The same, without a result. */
    interface Task {
        void run(Connection connection) throws SQLException;
    }

    /**
     * Runs the work and commits.
     *
     * @param what names the work in messages, such as "load of prometheus 2026-08-20"
     * @throws WarehouseUnavailable if it still fails for a passing reason at the last attempt
     * @throws DataRejected if the server finds a value or a constraint violated
     */
    <T> T run(String what, Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(work);
            } catch (SQLException e) {
                if (!isPassing(e)) {
                    throw refused(what, e);
                }
                if (attempt == ATTEMPTS) {
                    throw new WarehouseUnavailable(
                            what + ": the warehouse did not answer in " + ATTEMPTS + " attempts (" + e.getMessage()
                                    + "); run again when it is back",
                            e);
                }
                pause(what, attempt, e);
            }
        }
    }

    /** As {@link #run}, for work without a result. */
    void execute(String what, Task task) {
        run(what, connection -> {
            task.run(connection);
            return what;
        });
    }

    private <T> T once(Work<T> work) throws SQLException {
        try (Connection connection = warehouse.getConnection()) {
            connection.setAutoCommit(false);
            try {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(LIMITS);
                }
                T result = work.run(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException | Error e) {
                rollBack(connection, e);
                throw e;
            }
        }
    }

    private static void rollBack(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** Whether the same work may well succeed a moment later. */
    static boolean isPassing(SQLException e) {
        String state = e.getSQLState();
        if (state == null || state.length() != 5) {
            return e instanceof SQLTransientException || e instanceof SQLRecoverableException;
        }
        return PASSING_STATES.contains(state)
                || PASSING_CLASSES.contains(state.substring(0, 2))
                || state.startsWith("57P0");
    }

    private static RuntimeException refused(String what, SQLException e) {
        String state = String.valueOf(e.getSQLState());
        String message = what + ": the warehouse refused it, SQLSTATE " + state + ": " + e.getMessage();
        if (state.startsWith("22") || state.startsWith("23")) {
            return new DataRejected(
                    message + "; nothing of it was kept, correct the transform and build the day again", e);
        }
        return new IllegalStateException(
                message + "; check that it is migrated and that the loader may write to it", e);
    }

    private void pause(String what, int attempt, SQLException cause) {
        long limit = firstPause.toMillis() * (long) Math.pow(PAUSE_GROWTH, attempt - 1);
        try {
            Thread.sleep(limit / 2 + ThreadLocalRandom.current().nextLong(limit / 2 + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cause.addSuppressed(e);
            throw new WarehouseUnavailable(what + ": stopped while waiting for the warehouse; run again", cause);
        }
    }
}
