package org.scewarehouse.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Which homes count where several sources tell of them; asked as bi_reader. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VolumeDayCountedTest {

    private final TestWarehouse warehouse = TestWarehouse.start();

    @BeforeAll
    void migrate() {
        Migrations.migrate(warehouse.dataSource());
        warehouse.runAs("wh_loader", """
                select ops.require_installation('UTC', 'fingerprint', 'salt', '1');
                select ops.ensure_partitions('2026-07-30', '2026-07-31');
                insert into mart.dim_user_now (user_id, pseudonym, is_inferred, is_platform_team, employment_status)
                select person, 'p' || person, true, false, 'unknown' from generate_series(1, 9) person;
                insert into mart.dim_user (
                    user_key, user_id, pseudonym, valid_from, valid_to, is_current, is_inferred, is_platform_team,
                    employment_status)
                select user_id, user_id, pseudonym, '1900-01-01', '9999-12-31', true, true, false, 'unknown'
                from mart.dim_user_now where user_id > 0;
                insert into mart.dim_compute_system (
                    compute_system_key, compute_system_name, cluster_name, scheduler_name, region_name, first_seen_on,
                    last_seen_on)
                values (1, 'eu', 'eu', 'kubernetes', 'eu', '2026-07-30', '2026-07-30'),
                    (2, 'us', 'us', 'kubernetes', 'us', '2026-07-30', '2026-07-30'),
                    (3, 'somewhere', 'somewhere', 'kubernetes', null, '2026-07-30', '2026-07-30');
                """);
    }

    @AfterAll
    void stop() {
        warehouse.close();
    }

    @Test
    void aHomeCountsOnceFromScanThenQuotaThenClaim() {
        assertThat(counted("(1, 'home', 'eu', 1, 0, 'home_drive', 10), (2, 'home', 'eu', 1, 0, 'quota', 20),"
                        + "(3, 'home', null, 1, 1, 'prometheus', 30), (4, 'home', 'eu', 2, 0, 'quota', 20),"
                        + "(5, 'home', null, 2, 1, 'prometheus', 30), (6, 'home', null, 3, 1, 'prometheus', 30)"))
                .containsExactly("1|eu|10", "4|eu|20", "6|eu|30");
    }

    @Test
    void allHomesOfTheBestSourceCount() {
        assertThat(counted("(1, 'home', null, 1, 1, 'prometheus', 10), (2, 'home', null, 1, 1, 'prometheus', 20)"))
                .containsExactly("1|eu|10", "2|eu|20");
    }

    @Test
    void homesInSeveralRegionsAreSeveralHomes() {
        assertThat(counted("(1, 'home', 'eu', 1, 0, 'home_drive', 10), (2, 'home', null, 1, 1, 'prometheus', 20),"
                        + "(3, 'home', null, 1, 2, 'prometheus', 30)"))
                .containsExactly("1|eu|10", "3|us|30");
    }

    @Test
    void anUnknownRegionIsAnyRegion() {
        assertThat(counted("(1, 'home', null, 1, 0, 'home_drive', 10), (2, 'home', null, 1, 1, 'prometheus', 20),"
                        + "(3, 'home', null, 2, 3, 'prometheus', 30), (4, 'home', 'us', 2, 0, 'home_drive', 40)"))
                .containsExactly("1|-|10", "4|us|40");
    }

    @Test
    void whatWasNeverMeasuredHidesNothingThatWas() {
        assertThat(counted("(1, 'home', 'eu', 1, 0, 'quota', null), (2, 'home', 'eu', 1, 1, 'prometheus', 20),"
                        + "(3, 'home', 'eu', 2, 1, 'prometheus', null)"))
                .containsExactly("2|eu|20", "3|eu|-");
    }

    @Test
    void homesOfNobodyAndOtherDrivesAllCountAndFileSystemsNever() {
        assertThat(counted("(1, 'home', 'eu', 0, 0, 'home_drive', 10), (2, 'home', 'eu', 0, 1, 'prometheus', 20),"
                        + "(3, 'project', 'eu', 1, 1, 'prometheus', 30), (4, 'project', 'eu', 1, 0, 'quota', 40),"
                        + "(5, 'filesystem', 'eu', 0, 0, 'cloudwatch', 99)"))
                .containsExactly("1|eu|10", "2|eu|20", "3|eu|30", "4|eu|40");
    }

    /**
     * Volumes that count, with region and bytes.
     *
     * @param volumes key, kind, region, person, cluster, source and bytes of each
     */
    private List<String> counted(String volumes) {
        String change = """
                create temporary table volume (
                    volume_key bigint, volume_kind text, region_name text, user_id bigint, compute_system_key bigint,
                    source text, used_bytes bigint) on commit drop;
                insert into volume values %s;
                insert into mart.dim_volume (
                    volume_key, volume_name, volume_kind, region_name, user_id, compute_system_key, first_seen_on,
                    last_seen_on)
                select volume_key, 'v' || volume_key, volume_kind, region_name, user_id, compute_system_key,
                    '2026-07-30', '2026-07-30'
                from volume;
                insert into mart.fact_volume_day (
                    day, volume_key, user_key, user_id, project_key, compute_system_key, source, used_bytes,
                    is_carried_forward)
                select '2026-07-30', volume_key, user_id, user_id, 0, compute_system_key, source, used_bytes, false
                from volume;
                """.formatted(volumes);
        return warehouse.askAfter(
                change,
                "select volume_key, region_name, used_bytes from mart.volume_day_counted where day = '2026-07-30'"
                        + " order by volume_key");
    }
}
