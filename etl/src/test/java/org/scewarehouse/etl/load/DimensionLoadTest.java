package org.scewarehouse.etl.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.star.Keys;
import org.scewarehouse.etl.star.PackageVersion;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.bridge.BridgeUserGroup;
import org.scewarehouse.model.dim.DimHoliday;
import org.scewarehouse.model.dim.DimPackage;
import org.scewarehouse.model.dim.DimRate;

class DimensionLoadTest {

    private static final LocalDate DAY = LocalDate.of(2026, 8, 20);
    private static final String CLUSTERS =
            "select region_name, first_seen_on, last_seen_on from mart.dim_compute_system where compute_system_key > 0";

    private TestZone zone;

    @BeforeEach
    void zone(@TempDir Path folder) {
        zone = new TestZone(folder);
    }

    private static List<String> clustersAfter(TestWarehouse warehouse, TestZone zone, List<TestZone.Built> order) {
        warehouse.run("truncate ops.load, ops.load_table;"
                + " delete from mart.dim_compute_system where compute_system_key > 0");
        order.forEach(built -> fold(warehouse, zone, built));
        return warehouse.rows(CLUSTERS);
    }

    private static Members fold(TestWarehouse warehouse, TestZone zone, TestZone.Built built) {
        return fold(warehouse, zone.zone(), built);
    }

    static Members fold(TestWarehouse warehouse, CuratedZone zone, TestZone.Built built) {
        Ledger ledger = new Ledger(warehouse.loader(), InstantSource.fixed(Instant.EPOCH));
        long fence = ledger.begin(built.source(), built.day(), 1, "1.0");
        return new DimensionLoad(zone, built.manifest(), fence).load(new Transactions(warehouse.loader()));
    }

    @Test
    void theFoldIsTheSameInEveryOrderOfDaysAndSources() {
        LocalDate next = DAY.plusDays(1);
        List<TestZone.Built> slices = List.of(
                zone.build("alpha", DAY, Rows.cluster(DAY, DAY, "alpha first")),
                zone.build("alpha", next, Rows.cluster(next, next, "alpha second")),
                zone.build("beta", DAY, Rows.cluster(DAY, DAY, "beta first")),
                zone.build("beta", next, Rows.cluster(next, next, "beta second")));
        Set<List<String>> results = new HashSet<>();
        TestWarehouse warehouse = new TestWarehouse();

        for (List<TestZone.Built> order : orders(slices)) {
            results.add(clustersAfter(warehouse, zone, order));
        }

        assertThat(results).containsExactly(List.of("beta second | 2026-08-20 | 2026-08-21"));
    }

    @Test
    void aSliceThatIsLoadedAgainCorrectsItsOwnAttributesButNotThoseOfAGreaterSource() {
        TestWarehouse warehouse = new TestWarehouse();
        fold(warehouse, zone, zone.build("alpha", DAY, Rows.cluster(DAY, DAY, "wrong")));
        fold(warehouse, zone, zone.build("alpha", DAY, Rows.cluster(DAY, DAY, "right")));
        assertThat(warehouse.rows(CLUSTERS)).containsExactly("right | 2026-08-20 | 2026-08-20");

        fold(warehouse, zone, zone.build("beta", DAY, Rows.cluster(DAY, DAY, "beta")));
        fold(warehouse, zone, zone.build("alpha", DAY, Rows.cluster(DAY, DAY, "late")));
        assertThat(warehouse.rows(CLUSTERS)).containsExactly("beta | 2026-08-20 | 2026-08-20");
    }

    @Test
    void aPastContainerGivesWayToTheOneThatASourceShowsWhicheverComesFirst() {
        TestZone.Built known = zone.build("prometheus", DAY, Rows.cluster(DAY), Rows.container(DAY, 201, 0, "p", DAY));
        TestZone.Built past = zone.build(
                "reference",
                DAY,
                Rows.cluster(DAY),
                Rows.pastContainer(DAY, 7, "workload-201"),
                Rows.pastContainer(DAY, 8, "old"));
        for (List<TestZone.Built> order : List.of(List.of(known, past), List.of(past, known))) {
            TestWarehouse warehouse = new TestWarehouse();
            order.forEach(built -> fold(warehouse, zone, built));
            assertThat(warehouse.rows("select container_key, container_id from mart.dim_container"
                            + " where container_key > 0 order by 1"))
                    .containsExactly("8 | old", "201 | workload-201");
        }
    }

    @Test
    void aPastContainerThatTheFileNoLongerListsIsNoneWhicheverDayIsLoadedLast() {
        LocalDate next = DAY.plusDays(1);
        TestZone.Built wrong = zone.build(
                "reference",
                DAY,
                Rows.cluster(DAY),
                Rows.pastContainer(DAY, 7, "wrongly"),
                Rows.pastContainer(DAY, 8, "old"));
        TestZone.Built right = zone.build("reference", next, Rows.cluster(next), Rows.pastContainer(next, 8, "old"));
        for (List<TestZone.Built> order : List.of(List.of(wrong, right), List.of(right, wrong))) {
            TestWarehouse warehouse = new TestWarehouse();
            order.forEach(built -> fold(warehouse, zone, built));
            assertThat(warehouse.rows("select container_id from mart.dim_container where container_key > 0"))
                    .containsExactly("old");
        }
    }

    @Test
    void whatACorrectedListOfADayNoLongerHasIsNoneAtOnce() {
        TestWarehouse warehouse = new TestWarehouse();
        fold(
                warehouse,
                zone,
                zone.build(
                        "reference",
                        DAY,
                        Rows.cluster(DAY),
                        rate(5, "billed"),
                        rate(6, "illustrative"),
                        Rows.pastContainer(DAY, 7, "wrongly"),
                        Rows.pastContainer(DAY, 8, "old")));
        fold(
                warehouse,
                zone,
                zone.build(
                        "reference",
                        DAY,
                        Rows.cluster(DAY),
                        rate(6, "illustrative"),
                        Rows.pastContainer(DAY, 8, "old")));
        assertThat(warehouse.rows("select rate_kind from report.listed_rate()")).containsExactly("illustrative");
        assertThat(warehouse.rows("select container_id from mart.dim_container where container_key > 0"))
                .containsExactly("old");
    }

    private static DimRate rate(long key, String kind) {
        return new DimRate(
                key, "*", kind, "core_hour", BigDecimal.ONE, Warehouse.OPEN_START, Warehouse.OPEN_END, DAY, DAY);
    }

    @Test
    void whereAPackageComesFromOutlivesWhoDoesNotKnowIt() {
        LocalDate next = DAY.plusDays(1);
        List<TestZone.Built> slices = List.of(
                zone.build("gitlab", DAY, lintr(DAY, "CRAN", false)),
                zone.build("gitlab", next, lintr(next, "GitLab", true)),
                zone.build("connect", next.plusDays(1), lintr(next.plusDays(1), null, null)));
        TestWarehouse warehouse = new TestWarehouse();
        for (List<TestZone.Built> order : orders(slices)) {
            warehouse.run("truncate ops.load, ops.load_table; delete from mart.dim_package where package_key > 0");
            order.forEach(built -> fold(warehouse, zone, built));
            assertThat(warehouse.rows("select origin_name, is_internal, first_seen_on, last_seen_on"
                            + " from mart.dim_package where package_key > 0"))
                    .containsExactly("CRAN | t | 2026-08-20 | 2026-08-22");
        }
    }

    private static DimPackage lintr(LocalDate day, @Nullable String origin, @Nullable Boolean isInternal) {
        return new PackageVersion("r", "lintr", "3.1.0").row(new Keys(""), origin, isInternal, day);
    }

    @Test
    void theLastActiveDayOutlivesIdleDays() {
        TestWarehouse warehouse = new TestWarehouse();
        LocalDate next = DAY.plusDays(1);
        fold(warehouse, zone, zone.build("prometheus", DAY, Rows.cluster(DAY), Rows.container(DAY, 201, 0, "p", DAY)));
        fold(
                warehouse,
                zone,
                zone.build("prometheus", next, Rows.cluster(next), Rows.container(next, 201, 0, "p", null)));

        assertThat(warehouse.rows("select last_active_on, first_seen_on, last_seen_on from mart.dim_container"
                        + " where container_key = 201"))
                .containsExactly("2026-08-20 | 2026-08-20 | 2026-08-21");
    }

    @Test
    void theFirstStartOutlivesARestart() {
        Instant started = Instant.parse("2026-08-20T09:00:00Z");
        LocalDate next = DAY.plusDays(1);
        TestZone.Built first =
                zone.build("prometheus", DAY, Rows.cluster(DAY), Rows.container(DAY, 201, 0, "p", DAY, started));
        TestZone.Built second = zone.build(
                "prometheus",
                next,
                Rows.cluster(next),
                Rows.container(next, 201, 0, "p", next, started.plusSeconds(86_400)));
        for (List<TestZone.Built> order : List.of(List.of(first, second), List.of(second, first))) {
            TestWarehouse warehouse = new TestWarehouse();
            order.forEach(built -> fold(warehouse, zone, built));
            assertThat(warehouse.rows("select started_at at time zone 'UTC' from mart.dim_container"
                            + " where container_key = 201"))
                    .containsExactly("2026-08-20 09:00:00");
        }
    }

    @Test
    void aMemberMayOnlyReferToMembersOfTheSameDay() {
        TestZone.Built built = zone.build("prometheus", DAY, Rows.container(DAY, 201, 0));

        assertThatThrownBy(() -> fold(new TestWarehouse(), zone, built))
                .isInstanceOf(DataRejected.class)
                .hasMessageContainingAll("prometheus 2026-08-20, dim_container", "container_key=201", "301");
    }

    @Test
    void aPersonIsWhoTheyWereOnTheDayAndNeverInferredBesideWhatHrSays() {
        TestWarehouse warehouse = new TestWarehouse();
        LocalDate hired = DAY.minusDays(9);
        LocalDate moved = DAY.plusDays(1);
        TestZone.Built hr = zone.build(
                "directory",
                DAY,
                Rows.version(1, 101, hired, moved, false, false),
                Rows.version(2, 101, moved, Warehouse.OPEN_END, true, false));
        fold(warehouse, zone, hr);

        List<Long> keys = new ArrayList<>();
        for (LocalDate day : List.of(hired.minusDays(1), DAY, moved)) {
            Members members = fold(warehouse, zone, zone.build("prometheus", day, Rows.user(101), Rows.user(102)));
            keys.add(members.userKeyByUserId().value(101, Warehouse.UNKNOWN));
            assertThat(members.userKeyByUserId().value(102, Warehouse.UNKNOWN)).isEqualTo(1102);
        }

        assertThat(keys).containsExactly(1L, 1L, 2L);
        assertThat(warehouse.rows("select user_key, user_id from mart.dim_user where user_key > 0 order by 1"))
                .containsExactly("1 | 101", "2 | 101", "1102 | 102");
        assertThat(warehouse.rows("select user_id, is_inferred from mart.dim_user_now where user_id > 0 order by 1"))
                .containsExactly("101 | f", "102 | t");
    }

    @Test
    void aListIsThatOfItsLastDayWhicheverIsLoadedLast() {
        TestWarehouse warehouse = new TestWarehouse();
        String groups = "select user_id, group_name, valid_from, valid_to from mart.bridge_user_group order by 1, 2";
        LocalDate next = DAY.plusDays(1);
        TestZone.Built first = zone.build(
                "reference",
                DAY,
                Rows.user(101),
                new BridgeUserGroup(101, "chemists", DAY, Warehouse.OPEN_END),
                new BridgeUserGroup(101, "gone", DAY, Warehouse.OPEN_END));
        TestZone.Built second = zone.build(
                "reference", next, Rows.user(101), new BridgeUserGroup(101, "chemists", DAY, DAY.plusDays(9)));
        fold(warehouse, zone, first);
        assertThat(warehouse.rows(groups))
                .containsExactly("101 | chemists | 2026-08-20 | 9999-12-31", "101 | gone | 2026-08-20 | 9999-12-31");
        fold(warehouse, zone, second);
        assertThat(warehouse.rows(groups)).containsExactly("101 | chemists | 2026-08-20 | 2026-08-29");

        String version = "select xmin from mart.bridge_user_group";
        List<String> before = warehouse.rows(version);
        fold(warehouse, zone, second);
        fold(warehouse, zone, first);
        assertThat(warehouse.rows(version)).isEqualTo(before);

        fold(warehouse, zone, zone.build("reference", next.plusDays(1), Rows.user(101)));
        assertThat(warehouse.rows(groups)).isEmpty();
    }

    @Test
    void holidaysMarkTheCalendarAndLeaveItAgain() {
        TestWarehouse warehouse = new TestWarehouse();
        LocalDate monday = LocalDate.of(2026, 8, 24);
        String marked = "select day, holiday_name, is_working_day from mart.dim_date where is_holiday";
        fold(
                warehouse,
                zone,
                zone.build(
                        "reference",
                        DAY,
                        new DimHoliday(monday, "*", "*", "Founders' Day"),
                        new DimHoliday(monday.plusDays(1), "Ireland", "*", "Bank Holiday")));
        assertThat(warehouse.rows(marked)).containsExactly("2026-08-24 | Founders' Day | f");
        assertThat(warehouse.rows("select report.is_working_day(day, 'Ireland', 'Cork'),"
                        + " report.is_working_day(day, null, null) from mart.dim_date"
                        + " where day between '2026-08-23' and '2026-08-26' order by day"))
                .containsExactly("f | f", "f | f", "f | t", "t | t");

        fold(warehouse, zone, zone.build("reference", DAY.plusDays(1), Rows.cluster(DAY.plusDays(1))));
        assertThat(warehouse.rows(marked)).isEmpty();
        assertThat(warehouse.rows("select is_working_day from mart.dim_date where day = '2026-08-24'"))
                .containsExactly("t");
    }

    private static <T> List<List<T>> orders(List<T> things) {
        if (things.isEmpty()) {
            return List.of(List.of());
        }
        List<List<T>> orders = new ArrayList<>();
        for (T first : things) {
            List<T> others = things.stream().filter(thing -> thing != first).toList();
            for (List<T> rest : orders(others)) {
                List<T> order = new ArrayList<>(List.of(first));
                order.addAll(rest);
                orders.add(order);
            }
        }
        return orders;
    }
}
