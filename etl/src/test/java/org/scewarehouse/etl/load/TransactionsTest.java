package org.scewarehouse.etl.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scewarehouse.etl.DataRejected;

class TransactionsTest {

    private final TestWarehouse warehouse = new TestWarehouse();
    private final Transactions transactions = new Transactions(warehouse.owner(), Duration.ofMillis(1));
    private final AtomicInteger runs = new AtomicInteger();

    @BeforeEach
    void table() {
        warehouse.run("create table note (text text primary key)");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01", "55P03", "57P01", "08006", "53100", "25006"})
    void whatPassesIsRunAgainAsAWhole(String state) {
        transactions.execute("note", connection -> {
            execute(connection, "insert into note values ('" + runs.incrementAndGet() + "')");
            if (runs.get() < 3) {
                execute(connection, "do $$ begin raise exception using errcode = '" + state + "'; end $$");
            }
        });

        assertThat(warehouse.rows("select text from note")).containsExactly("3");
    }

    @Test
    void limitsThatTheServerSetsOthersDoNotEndALoad() {
        for (String limit : List.of("statement_timeout", "idle_in_transaction_session_timeout")) {
            warehouse.run("do $$ begin execute format('alter database %I set " + limit
                    + " = 100', current_database()); end $$");
        }
        transactions.execute("note", connection -> {
            runs.incrementAndGet();
            execute(connection, "select pg_sleep(0.3)");
            LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
            execute(connection, "insert into note values ('late')");
        });
        assertThat(runs).hasValue(1);
        assertThat(warehouse.rows("select text from note")).containsExactly("late");
    }

    @Test
    void whatDoesNotPassIsUnavailableAfterFiveRuns() {
        assertThatThrownBy(() -> transactions.execute("note", connection -> {
                    runs.incrementAndGet();
                    execute(connection, "do $$ begin raise exception using errcode = '40P01'; end $$");
                }))
                .isInstanceOf(WarehouseUnavailable.class)
                .hasMessageContaining("note: the warehouse");
        assertThat(runs).hasValue(5);
    }

    @Test
    void aBrokenRuleIsRejectedAtOnceAndLeavesNothing() {
        assertThatThrownBy(() -> transactions.execute("note", connection -> {
                    runs.incrementAndGet();
                    execute(connection, "insert into note values ('twice'), ('twice')");
                }))
                .isInstanceOf(DataRejected.class)
                .hasMessageContainingAll("note", "23505");
        assertThat(runs).hasValue(1);
        assertThat(warehouse.rows("select text from note")).isEmpty();
    }

    @Test
    void aMissingTableIsNoPassingFault() {
        assertThatThrownBy(() -> transactions.execute("note", connection -> {
                    runs.incrementAndGet();
                    execute(connection, "insert into nowhere values (1)");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("migrated");
        assertThat(runs).hasValue(1);
    }
}
