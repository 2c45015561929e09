package org.scewarehouse.etl.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.Finding;
import org.scewarehouse.etl.lake.Manifest;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.dim.DimComputeSystem;
import org.scewarehouse.model.dim.DimUser;
import org.scewarehouse.model.fact.FactVolumeDay;
import org.scewarehouse.model.hr.VolumeName;

class WarehouseLoaderTest {

    private static final LocalDate DAY = LocalDate.of(2026, 8, 20);
    private static final Instant NOON = Instant.parse("2026-08-21T12:00:00Z");
    private static final String FACTS =
            "select day, hour_at at time zone 'UTC', container_key, user_key, user_id, source, cpu_core_seconds"
                    + " from mart.fact_container_hour order by source, day, hour_at, container_key";

    private final TestWarehouse warehouse = new TestWarehouse();
    private final Ledger ledger = new Ledger(warehouse.loader(), InstantSource.fixed(NOON));
    private TestZone zone;

    @BeforeEach
    void zone(@TempDir Path folder) {
        zone = new TestZone(folder);
    }

    private WarehouseLoader loader(DataSource through) {
        return new WarehouseLoader(
                new Transactions(through, Duration.ofMillis(10)), zone.zone(), InstantSource.fixed(NOON));
    }

    private LoadResult load(TestZone.Built built) {
        long fence = ledger.begin(built.source(), built.day(), 1, "1.0");
        return loader(warehouse.loader()).load(built.manifest(), fence, List.of(), false);
    }

    private TestZone.Built oneContainer(double cpu) {
        return zone.build(
                "prometheus",
                DAY,
                Rows.cluster(DAY),
                Rows.user(101),
                Rows.container(DAY, 201, 101),
                Rows.hour("prometheus", DAY, 0, 201, 101, cpu),
                Rows.hour("prometheus", DAY, 1, 201, 101, cpu));
    }

    @Test
    void aDayIsPublishedWithItsPeopleAndItsLedger() {
        TestZone.Built built = zone.build(
                "prometheus",
                DAY,
                List.of(new Finding(
                        "container_io", Finding.Kind.GAP, "container_fs_reads_bytes_total", "no series", 1)),
                Rows.cluster(DAY),
                Rows.user(101),
                Rows.container(DAY, 201, 101),
                Rows.container(DAY, 202, 0),
                Rows.volume(DAY, 401, 101),
                Rows.hour("prometheus", DAY, 0, 201, 101, 12.5),
                Rows.hour("prometheus", DAY, 0, 202, 0, 0.25),
                Rows.volumeDay("prometheus", DAY, 401, 101, 1L << 53));
        EndpointRow endpoint =
                new EndpointRow("container_cpu", "AS_OF", 1, EndpointState.OBSERVED, 5L, NOON.minusSeconds(60));
        long fence = ledger.begin("prometheus", DAY, 1, "1.0");

        LoadResult result = loader(warehouse.loader()).load(built.manifest(), fence, List.of(endpoint), false);

        assertThat(result).isEqualTo(new LoadResult(false, 3));
        assertThat(warehouse.rows(FACTS))
                .containsExactly(
                        "2026-08-20 | 2026-08-20 00:00:00 | 201 | 1101 | 101 | prometheus | 12.5",
                        "2026-08-20 | 2026-08-20 00:00:00 | 202 | 0 | 0 | prometheus | 0.25");
        assertThat(warehouse.rows("select user_key, used_bytes, hard_limit_bytes, is_carried_forward"
                        + " from mart.fact_volume_day"))
                .containsExactly("1101 | 9007199254740992 | null | f");
        assertThat(warehouse.rows("select user_id, pseudonym, is_inferred from mart.dim_user_now where user_id > 0"))
                .containsExactly("101 | pseudonym101 | t");
        assertThat(warehouse.rows("select container_key, pod_uid from mart.dim_container where container_key > 0"))
                .containsExactly("201 | pod-201", "202 | pod-202");
        LoadRow row = ledger.row("prometheus", DAY).orElseThrow();
        assertThat(row.state()).isEqualTo(LoadState.PUBLISHED);
        assertThat(row.publishedAt()).isEqualTo(NOON);
        assertThat(row.rowCount()).isEqualTo(3);
        assertThat(row.settingsFingerprint()).isEqualTo("settings");
        assertThat(ledger.endpoints("prometheus", DAY)).containsExactly(endpoint);
        assertThat(warehouse.rows("select table_name, row_count from ops.load_table where row_count > 0 order by 1"))
                .containsExactly(
                        "dim_compute_system | 1",
                        "dim_container | 2",
                        "dim_user | 1",
                        "dim_volume | 1",
                        "fact_container_hour | 2",
                        "fact_volume_day | 1");
        assertThat(warehouse.rows("select endpoint, kind, subject, reason, finding_count from ops.load_finding"))
                .containsExactly("container_io | GAP | container_fs_reads_bytes_total | no series | 1");
    }

    @Test
    void unchangedFactsAreLeftAloneUnlessForced() {
        TestZone.Built built = oneContainer(12.5);
        load(built);
        List<String> before = warehouse.rows("select ctid, xmin from mart.fact_container_hour");
        TestZone.Built rebuilt = oneContainer(12.5);

        assertThat(load(rebuilt)).isEqualTo(new LoadResult(true, 2));

        assertThat(warehouse.rows("select ctid, xmin from mart.fact_container_hour"))
                .isEqualTo(before);
        assertThat(ledger.row("prometheus", DAY).orElseThrow().state()).isEqualTo(LoadState.PUBLISHED);
        long fence = ledger.begin("prometheus", DAY, 2, "1.0");
        assertThat(loader(warehouse.loader()).load(rebuilt.manifest(), fence, List.of(), true))
                .isEqualTo(new LoadResult(false, 2));
        assertThat(warehouse.rows("select ctid, xmin from mart.fact_container_hour"))
                .hasSize(2)
                .doesNotContainAnyElementsOf(before);
    }

    @Test
    void aChangedDayReplacesItsOwnRowsOnly() {
        load(oneContainer(12.5));
        LocalDate next = DAY.plusDays(1);
        load(zone.build(
                "prometheus",
                next,
                Rows.cluster(next),
                Rows.user(101),
                Rows.container(next, 201, 101),
                Rows.hour("prometheus", next, 0, 201, 101, 7)));
        load(zone.build(
                "other",
                DAY,
                Rows.cluster(DAY),
                Rows.user(101),
                Rows.container(DAY, 201, 101),
                Rows.hour("other", DAY, 5, 201, 101, 9)));

        assertThat(load(oneContainer(1.5))).isEqualTo(new LoadResult(false, 2));

        assertThat(warehouse.rows("select source, day, cpu_core_seconds from mart.fact_container_hour order by 1, 2"))
                .containsExactly(
                        "other | 2026-08-20 | 9",
                        "prometheus | 2026-08-20 | 1.5",
                        "prometheus | 2026-08-20 | 1.5",
                        "prometheus | 2026-08-21 | 7");
    }

    @Test
    void anEmptyDayIsPublishedAndTakesOldRowsAway() {
        load(oneContainer(12.5));

        assertThat(load(zone.build("prometheus", DAY))).isEqualTo(new LoadResult(false, 0));

        assertThat(warehouse.rows(FACTS)).isEmpty();
        LoadRow row = ledger.row("prometheus", DAY).orElseThrow();
        assertThat(row.state()).isEqualTo(LoadState.PUBLISHED);
        assertThat(row.rowCount()).isZero();
    }

    @Test
    void aTableThatTheSourceNoLongerHasLosesItsRows() throws IOException {
        load(oneContainer(12.5));
        List<TableSpec<?>> without = List.of(
                Warehouse.table(DimComputeSystem.class),
                Warehouse.table(DimUser.class),
                Warehouse.table(FactVolumeDay.class));
        Manifest manifest;
        try (CuratedZone.Writer writer = zone.zone().writer("prometheus", DAY, without)) {
            writer.add(Rows.cluster(DAY));
            manifest = writer.commit(new Manifest.Inputs("raw", "settings", null, "2.0", 9));
        }

        load(new TestZone.Built("prometheus", DAY, manifest));

        assertThat(warehouse.rows(FACTS)).isEmpty();
        assertThat(warehouse.rows("select table_name from ops.load_table where table_name like 'fact%'"))
                .containsExactly("fact_volume_day");
    }

    @Test
    void aRunThatLostTheDayPublishesNothing() {
        load(oneContainer(12.5));
        TestZone.Built changed = oneContainer(1.5);
        long lost = ledger.begin("prometheus", DAY, 2, "1.0");
        ledger.begin("prometheus", DAY, 3, "1.0");

        assertThatThrownBy(() -> loader(warehouse.loader()).load(changed.manifest(), lost, List.of(), false))
                .isInstanceOf(FenceLost.class)
                .hasMessageContaining("prometheus 2026-08-20");

        assertThat(warehouse.rows("select distinct cpu_core_seconds from mart.fact_container_hour"))
                .containsExactly("12.5");
        assertThat(ledger.row("prometheus", DAY).orElseThrow().state()).isEqualTo(LoadState.RUNNING);
    }

    @Test
    void aFactWithoutItsMemberIsRejectedAndTheDayStaysAsItWas() {
        load(oneContainer(12.5));
        TestZone.Built dangling = zone.build(
                "prometheus",
                DAY,
                Rows.cluster(DAY),
                Rows.user(101),
                Rows.container(DAY, 201, 101),
                Rows.hour("prometheus", DAY, 0, 201, 101, 1.5),
                Rows.hour("prometheus", DAY, 0, 202, 101, 1.5));

        assertThatThrownBy(() -> load(dangling))
                .isInstanceOf(DataRejected.class)
                .hasMessageContainingAll(
                        "prometheus 2026-08-20, fact_container_hour",
                        "hour_at=2026-08-20T00:00:00Z, container_key=202",
                        "dim_container");

        assertThat(warehouse.rows("select distinct cpu_core_seconds from mart.fact_container_hour"))
                .containsExactly("12.5");
        LoadRow row = ledger.row("prometheus", DAY).orElseThrow();
        assertThat(row.state()).isEqualTo(LoadState.RUNNING);
        assertThat(row.rowCount()).isEqualTo(2);
    }

    @Test
    void aFileThatIsDamagedIsRejectedAndTheDayStaysAsItWas() throws IOException {
        load(oneContainer(12.5));
        TestZone.Built built = oneContainer(1.5);
        Path file = zone.file(built.manifest().table("fact_container_hour").file());
        byte[] content = Files.readAllBytes(file);
        content[40] ^= 1;
        Files.write(file, content);

        assertThatThrownBy(() -> load(built)).isInstanceOf(DataRejected.class);

        assertThat(warehouse.rows("select distinct cpu_core_seconds from mart.fact_container_hour"))
                .containsExactly("12.5");
    }

    @Test
    void aTextOfAMegabytePasses() {
        String name = "x".repeat(1 << 20);
        load(zone.build("prometheus", DAY, Rows.cluster(DAY), Rows.container(DAY, 201, 0, name, null)));

        assertThat(warehouse.rows("select length(pod_uid) from mart.dim_container where container_key = 201"))
                .containsExactly("1048576");
    }

    @Test
    void statisticsAreGatheredWithTheLoadersRights() {
        load(oneContainer(12.5));

        loader(warehouse.loader()).analyze(Warehouse.tables(), DAY, DAY);
        loader(warehouse.loader()).analyzeMembers();

        assertThat(warehouse.rows("select relname, reltuples from pg_class where relname in"
                        + " ('fact_container_hour_y2026m08', 'dim_container') order by 1"))
                .containsExactly("dim_container | 2", "fact_container_hour_y2026m08 | 2");
    }

    @Test
    void twoMembersWithOneKeyAreACollision() {
        load(oneContainer(12.5));
        LocalDate next = DAY.plusDays(1);
        TestZone.Built collision = zone.build(
                "prometheus",
                next,
                Rows.cluster(next),
                Rows.user(101),
                Rows.container(next, 201, 101, "another-pod", null));

        assertThatThrownBy(() -> load(collision))
                .isInstanceOf(DataRejected.class)
                .hasMessageContainingAll("dim_container", "201", "pod-201", "another-pod", "sce.keys.salt");

        assertThat(warehouse.rows("select pod_uid from mart.dim_container where container_key = 201"))
                .containsExactly("pod-201");
    }

    @Test
    void aCollisionOfNamesNamesNobody() {
        load(zone.build("home_drive", DAY, new VolumeName(401, "/home/anna", null, DAY, DAY)));
        TestZone.Built collision = zone.build("home_drive", DAY, new VolumeName(401, "/home/ben", null, DAY, DAY));
        assertThatThrownBy(() -> load(collision))
                .isInstanceOf(DataRejected.class)
                .hasMessageContainingAll("volume_name", "401", "two members have one key", "(withheld)")
                .hasMessageNotContainingAny("anna", "ben");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aConnectionLostInCommitDoublesAndLosesNothing(boolean isHeard) throws IOException {
        TestZone.Built built = oneContainer(12.5);
        long fence = ledger.begin("prometheus", DAY, 1, "1.0");
        try (CutWire wire = new CutWire(warehouse.port(), "state = 'PUBLISHED'", "COMMIT", isHeard, 1)) {
            LoadResult result = loader(warehouse.loader(wire.port())).load(built.manifest(), fence, List.of(), false);

            assertThat(result).isEqualTo(new LoadResult(false, 2));
            assertThat(wire.cutsLeft()).isZero();
        }
        assertThat(warehouse.rows(FACTS)).hasSize(2);
        assertThat(ledger.row("prometheus", DAY).orElseThrow().state()).isEqualTo(LoadState.PUBLISHED);
    }

    @Test
    void aConnectionLostInCopyIsTriedAgainUntilItIsTooMuch() throws IOException {
        TestZone.Built built = oneContainer(12.5);
        long fence = ledger.begin("prometheus", DAY, 1, "1.0");
        try (CutWire wire = new CutWire(warehouse.port(), "copy mart.fact", "PGCOPY", true, 5 + 4)) {
            WarehouseLoader loader = loader(warehouse.loader(wire.port()));
            assertThatThrownBy(() -> loader.load(built.manifest(), fence, List.of(), false))
                    .isInstanceOf(WarehouseUnavailable.class)
                    .hasMessageContainingAll("load of prometheus 2026-08-20", "run again");
            assertThat(warehouse.rows(FACTS)).isEmpty();

            assertThat(loader.load(built.manifest(), fence, List.of(), false)).isEqualTo(new LoadResult(false, 2));

            assertThat(wire.cutsLeft()).isZero();
        }
        assertThat(warehouse.rows(FACTS)).hasSize(2);
    }

    @Test
    void aLoadKilledAfterItsDimensionsIsDoneAgain() {
        TestZone.Built built = oneContainer(12.5);
        long fence = ledger.begin("prometheus", DAY, 1, "1.0");
        new DimensionLoad(zone.zone(), built.manifest(), fence).load(new Transactions(warehouse.loader()));
        assertThat(warehouse.rows(FACTS)).isEmpty();

        assertThat(load(built)).isEqualTo(new LoadResult(false, 2));

        assertThat(warehouse.rows(FACTS)).hasSize(2);
        assertThat(warehouse.rows("select count(*) from mart.dim_container where container_key > 0"))
                .containsExactly("1");
    }

    @Test
    void readersSeeTheOldDayAndWaitForNothing() throws SQLException {
        load(oneContainer(12.5));
        try (Connection reader = warehouse.owner().getConnection();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            assertThat(sum(statement)).isEqualTo(25);

            load(oneContainer(1.5));
            LocalDate nextMonth = DAY.plusMonths(1);
            load(zone.build(
                    "prometheus",
                    nextMonth,
                    Rows.cluster(nextMonth),
                    Rows.container(nextMonth, 201, 0),
                    Rows.hour("prometheus", nextMonth, 0, 201, 0, 100)));

            assertThat(sum(statement)).isEqualTo(25);
            reader.commit();
            assertThat(sum(statement)).isEqualTo(103);
        }
    }

    private static double sum(Statement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery("select sum(cpu_core_seconds) from mart.fact_container_hour")) {
            result.next();
            return result.getDouble(1);
        }
    }
}
