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
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.dim.DimUser;
import org.scewarehouse.model.fact.FactCommitDay;

/** The aggregates of people follow what is published, in the same transaction. */
class UserAggregatesTest {

    private static final LocalDate DAY = LocalDate.of(2026, 8, 20);
    private static final Instant NOON = Instant.parse("2026-08-21T12:00:00Z");
    private static final String DAYS =
            "select day, user_id, component_name, commit_count, is_active from mart.agg_user_day order by 1, 2";
    private static final String AUGUST = "select user_id, active_day_count, commit_count, first_active_on"
            + " from mart.agg_user_period where period_name = '2026-08' order by 1";

    private final TestWarehouse warehouse = new TestWarehouse();
    private final Ledger ledger = new Ledger(warehouse.loader(), InstantSource.fixed(NOON));
    private TestZone zone;

    @BeforeEach
    void zone(@TempDir Path folder) {
        zone = new TestZone(folder);
    }

    private void load(LocalDate day, boolean isForced, Record... rows) {
        TestZone.Built built = zone.build("gitlab", day, rows);
        long fence = ledger.begin(built.source(), built.day(), 1, "1.0");
        new WarehouseLoader(
                        new Transactions(warehouse.loader(), Duration.ofMillis(10)),
                        zone.zone(),
                        InstantSource.fixed(NOON))
                .load(built.manifest(), fence, List.of(), isForced);
    }

    private static FactCommitDay commits(LocalDate day, long userId, long count) {
        return new FactCommitDay(day, 0, 0, userId, 0, "gitlab", count, 0, null, null);
    }

    private void assertVerified() {
        assertThat(warehouse.rows("select check_name from ops.verify() where not is_ok and check_name like '%people%'"))
                .isEmpty();
    }

    @Test
    void whatADayNoLongerSaysIsGoneFromDayAndPeriod() {
        DimUser anna = Rows.user(101);
        DimUser ben = Rows.user(102);
        load(DAY, false, anna, ben, commits(DAY, 101, 2), commits(DAY, 102, 1));
        load(DAY.plusDays(1), false, anna, commits(DAY.plusDays(1), 101, 3));
        assertThat(warehouse.rows(DAYS))
                .containsExactly(
                        "2026-08-20 | 101 | gitlab | 2 | t",
                        "2026-08-20 | 102 | gitlab | 1 | t",
                        "2026-08-21 | 101 | gitlab | 3 | t");
        assertThat(warehouse.rows(AUGUST)).containsExactly("101 | 2 | 5 | 2026-08-20", "102 | 1 | 1 | 2026-08-20");
        assertVerified();

        load(DAY, false, ben, commits(DAY, 102, 4));
        assertThat(warehouse.rows(AUGUST)).containsExactly("101 | 1 | 3 | 2026-08-21", "102 | 1 | 4 | 2026-08-20");
        assertThat(warehouse.rows("select distinct from_day, to_day from mart.agg_user_period"
                        + " where period_kind in ('all', 'last_30_days') order by 1"))
                .containsExactly("2026-07-23 | 2026-08-22", "2026-08-20 | 2026-08-22");
        assertVerified();
    }

    @Test
    void anUnchangedDayLeavesThemAlone() {
        load(DAY, false, Rows.user(101), commits(DAY, 101, 2));
        String places =
                "select ctid, xmin from mart.agg_user_month union all select ctid, xmin from mart.agg_user_total";
        List<String> before = warehouse.rows(places);
        load(DAY, false, Rows.user(101), commits(DAY, 101, 2));
        assertThat(warehouse.rows(places)).hasSize(2).isEqualTo(before);
        load(DAY, true, Rows.user(101), commits(DAY, 101, 2));
        assertVerified();
    }

    @Test
    void personsAreAsTheyWereOnTheDay() {
        load(
                DAY,
                false,
                Rows.version(1101, 101, Warehouse.OPEN_START, DAY, false, true),
                Rows.version(1102, 101, DAY, Warehouse.OPEN_END, true, true),
                commits(DAY, 101, 2));
        assertThat(warehouse.rows("select user_key from mart.agg_user_day")).containsExactly("1102");
        assertVerified();
    }
}
