package org.scewarehouse.etl.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sums of months go with the day that changes, come back at the end of the run, and are never asked for in vain. */
class MonthSumsTest {

    private static final LocalDate DAY = LocalDate.of(2026, 8, 20);
    private static final Instant NOON = Instant.parse("2026-09-21T12:00:00Z");
    private static final String SUMS =
            "select month, first_seen_on, last_seen_on, used_byte_days from mart.agg_storage_month order by 1";
    private static final String ASKED =
            "select month, used_byte_days from report.storage_month('2026-08-01', '2026-10-01') order by 1";

    private final TestWarehouse warehouse = new TestWarehouse();
    private final Ledger ledger = new Ledger(warehouse.loader(), InstantSource.fixed(NOON));
    private TestZone zone;
    private WarehouseLoader loader;

    @BeforeEach
    void zone(@TempDir Path folder) {
        zone = new TestZone(folder);
        loader = new WarehouseLoader(
                new Transactions(warehouse.loader(), Duration.ofMillis(10)), zone.zone(), InstantSource.fixed(NOON));
    }

    private void load(LocalDate day, Record... rows) {
        TestZone.Built built = zone.build("prometheus", day, rows);
        long fence = ledger.begin(built.source(), built.day(), 1, "1.0");
        loader.load(built.manifest(), fence, List.of(), false);
    }

    private void volume(LocalDate day, long bytes) {
        load(
                day,
                Rows.cluster(day),
                Rows.user(101),
                Rows.volume(day, 401, 101),
                Rows.volumeDay("prometheus", day, 401, 101, bytes));
    }

    @Test
    void aMonthIsForgottenWithItsDayAndReadFromItsDaysUntilTheRunEnds() {
        volume(DAY, 10);
        volume(DAY.plusMonths(1), 7);
        loader.sumMonths();
        assertThat(warehouse.rows(SUMS))
                .containsExactly(
                        "2026-08-01 | 2026-08-20 | 2026-08-20 | 10", "2026-09-01 | 2026-09-20 | 2026-09-20 | 7");

        volume(DAY.plusDays(1), 5);
        assertThat(warehouse.rows(SUMS)).containsExactly("2026-09-01 | 2026-09-20 | 2026-09-20 | 7");
        assertThat(warehouse.rows(ASKED)).containsExactly("2026-08-01 | 15", "2026-09-01 | 7");

        loader.sumMonths();
        assertThat(warehouse.rows(SUMS))
                .containsExactly(
                        "2026-08-01 | 2026-08-20 | 2026-08-21 | 15", "2026-09-01 | 2026-09-20 | 2026-09-20 | 7");
        assertThat(warehouse.rows(ASKED)).containsExactly("2026-08-01 | 15", "2026-09-01 | 7");
        assertThat(warehouse.rows("select used_byte_days from report.storage_month('2026-08-21', '2026-09-01')"))
                .as("a part of a month is summed from its days")
                .containsExactly("5");
        assertThat(warehouse.rows("select used_byte_days from report.storage_month('2026-08-01', '2026-08-21')"))
                .as("which the day after it is none of")
                .containsExactly("10");
        assertThat(warehouse.rows("select check_name from ops.verify() where not is_ok and check_name like 'months%'"))
                .isEmpty();
    }

    @Test
    void onlyASourceThatWritesVolumesTakesThemAway() {
        volume(DAY, 10);
        loader.sumMonths();
        warehouse.run("select ops.forget_month('hr', '2026-08-20')");
        assertThat(warehouse.rows(SUMS)).hasSize(1);
        warehouse.run("select ops.forget_month('prometheus', '2026-08-20')");
        assertThat(warehouse.rows(SUMS)).isEmpty();
    }

    @Test
    void whatIsNotTheSumOfItsDaysIsTold() {
        volume(DAY, 10);
        loader.sumMonths();
        warehouse.run("update mart.agg_storage_month set used_byte_days = 9");
        assertThat(warehouse.rows("select check_name, is_ok from ops.verify() where check_name like 'months%'"))
                .containsExactly(
                        "months of containers are the sums of their days | t",
                        "months of storage are the sums of their days | f");
    }

    @Test
    void aMeasureThatIsNotWhatItsManifestSaysIsTold() {
        volume(DAY, 10);
        volume(DAY.plusDays(1), 5_000_000_000_000L);
        String check = "select is_ok, detail from ops.verify() where check_name like 'measures%'";
        assertThat(warehouse.rows(check)).containsExactly("t | ok");

        warehouse.run("update mart.fact_volume_day set used_bytes = used_bytes + 1 where day = '2026-08-21'");
        assertThat(warehouse.rows(check))
                .containsExactly(
                        "f | 1 wrong, such as fact_volume_day of prometheus 2026-08-21, used_bytes: manifest says"
                                + " 5000000000000 in 1 rows, table has 5000000000001 in 1");
    }
}
