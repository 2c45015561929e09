package org.scewarehouse.etl.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.scewarehouse.etl.load.SourceLocks.Held;

class SourceLocksTest {

    private static final LocalDate DAY = LocalDate.of(2026, 8, 20);

    /** Sessions whose last statement is one of ours, in this test's database. */
    private static final String LOCKING = "datname = current_database() and query like 'select pg_advisory_unlock%'";

    private final TestWarehouse warehouse = new TestWarehouse();
    private final SourceLocks locks = new SourceLocks(warehouse.loader());

    @Test
    void aSourceDayIsHeldOnceUntilItIsClosed() {
        try (Held held = locks.day("prometheus", DAY).orElseThrow()) {
            assertThat(held.isHeld()).isTrue();
            assertThat(locks.day("prometheus", DAY)).isEmpty();
            locks.day("gitlab", DAY).orElseThrow().close();
            locks.day("prometheus", DAY.plusDays(1)).orElseThrow().close();
        }
        locks.day("prometheus", DAY).orElseThrow().close();
    }

    @Test
    void aSourceHasAsManyHoldersAsSlots() {
        try (Held first = locks.slot("prometheus", 2).orElseThrow();
                Held second = locks.slot("prometheus", 2).orElseThrow()) {
            assertThat(first.toString()).isNotEqualTo(second.toString());
            assertThat(locks.slot("prometheus", 2)).isEmpty();
            assertThat(locks.slot("prometheus", 1)).isEmpty();
            locks.slot("gitlab", 1).orElseThrow().close();
        }
    }

    @Test
    void locksOneAfterTheOtherTakeOneSession() throws InterruptedException {
        for (int day = 0; day < 5; day++) {
            locks.day("prometheus", DAY.plusDays(day)).orElseThrow().close();
        }
        assertThat(sessions()).isEqualTo(1);
        locks.close();
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (sessions() > 0) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    @Test
    void aSessionThatEndedBetweenTwoLocksIsReplaced() throws InterruptedException {
        locks.day("prometheus", DAY).orElseThrow().close();
        warehouse.run("select pg_terminate_backend(pid) from pg_stat_activity where " + LOCKING);

        try (Held held = locks.day("prometheus", DAY).orElseThrow()) {
            assertThat(held.isHeld()).isTrue();
            assertThat(locks.day("prometheus", DAY)).isEmpty();
        }
    }

    private int sessions() {
        return Integer.parseInt(warehouse
                .rows("select count(*) from pg_stat_activity where " + LOCKING)
                .get(0));
    }

    @Test
    void aHolderWhoseConnectionIsLostHoldsNothing() throws InterruptedException {
        try (Held held = locks.day("prometheus", DAY).orElseThrow()) {
            warehouse.run("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'"
                    + " and database = (select oid from pg_database where datname = current_database())");
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (locks.day("prometheus", DAY).isEmpty()) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                Thread.sleep(20);
            }
            assertThat(held.isHeld()).isFalse();
        }
    }

    @Test
    void anUnreachableWarehouseIsSaidToBe() {
        SourceLocks nowhere = new SourceLocks(warehouse.loader(1));

        assertThatThrownBy(() -> nowhere.day("prometheus", DAY)).isInstanceOf(WarehouseUnavailable.class);
    }
}
