package org.scewarehouse.etl.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.dim.DimUser;

/** A run waits for another that is at work. */
class TurnTest {

    private final TestWarehouse warehouse = new TestWarehouse();

    /** What waits for a lock of the load. */
    private interface Waiting {
        void take(Connection connection) throws SQLException;
    }

    @Test
    void whoIsAtWorkIsWaitedForLongerThanAForgottenSession() throws Exception {
        List<Waiting> all = List.of(PeopleLock::change, PeopleLock::use, TurnTest::foldUsers);
        for (Waiting lock : all) {
            try (Connection worker = transaction();
                    Connection waiter = transaction()) {
                PeopleLock.change(worker);
                foldUsers(worker);
                Sql.call(waiter, "set local lock_timeout = '10ms'");
                CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> take(lock, waiter));
                Thread.sleep(300);
                assertThat(waiting).isNotDone();
                worker.commit();
                waiting.get(1, TimeUnit.MINUTES);
                assertThat(limit(waiter)).isEqualTo(Transactions.LOCK_LIMIT);
            }
        }
    }

    private Connection transaction() throws SQLException {
        Connection connection = warehouse.loader().getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private static void foldUsers(Connection connection) throws SQLException {
        DimensionLoad.takeTurn(connection, Warehouse.table(DimUser.class));
    }

    private static void take(Waiting lock, Connection connection) {
        try {
            lock.take(connection);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static String limit(Connection connection) throws SQLException {
        try (ResultSet result = connection.createStatement().executeQuery("show lock_timeout")) {
            result.next();
            return result.getString(1);
        }
    }
}
