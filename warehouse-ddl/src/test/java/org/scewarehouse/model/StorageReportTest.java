package org.scewarehouse.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scewarehouse.model.TenPeople.ask;
import static org.scewarehouse.model.TenPeople.askAfter;

import org.junit.jupiter.api.Test;

/** Volumes of ranges in which some are gone, or nothing is loaded. */
class StorageReportTest {

    /** The last day with volumes is of March. */
    @Test
    void ofARangeWithoutALoadedDayNothingIsKnown() {
        assertThat(ask("select pseudonym, used_gb, growth_gb from report.storage_growth('2026-04-01', '2026-05-01')"))
                .isEmpty();
    }

    @Test
    void volumesWhoseUseIsThatOfAnEarlierDayAreThoseOfTheLastDay() {
        assertThat(askAfter(
                        """
                        update mart.fact_volume_day set is_carried_forward = true
                        where volume_key = 2 and day = '2026-03-31' or volume_key = 3 and day in
                            ('2026-02-28', '2026-03-30');
                        """,
                        "select pseudonym, carried_forward_volume_count from report.storage_growth"
                                + "('2026-03-01', '2026-04-01') where user_id > 0 order by 1"))
                .containsExactly("p2|1", "p6|0");
    }

    @Test
    void aVolumeThatIsGoneHasItsCostAndItsPerson() {
        String change = """
                insert into mart.dim_rate
                values (90, '*', 'billed', 'storage_gib_month', 31, '2020-01-01', '9999-12-31', '2020-01-01',
                    '2026-03-31');
                insert into mart.dim_user_now (user_id, pseudonym, is_inferred, is_platform_team, employment_status)
                values (40, 'p40', false, false, 'left');
                insert into mart.dim_user (user_key, user_id, pseudonym, valid_from, valid_to, is_current, is_inferred,
                    is_platform_team, employment_status)
                values (140, 40, 'p40', '1900-01-01', '9999-12-31', true, false, false, 'left');
                insert into mart.dim_volume (
                    volume_key, volume_name, volume_kind, region_name, user_id, compute_system_key,
                    first_seen_on, last_seen_on)
                values (6, '/home', 'home', 'eu-west-1', 40, 0, '2026-03-10', '2026-03-10');
                insert into mart.fact_volume_day (
                    day, volume_key, user_key, user_id, project_key, compute_system_key, source, used_bytes,
                    is_carried_forward)
                values ('2026-03-10', 6, 140, 40, 0, 0, 'home_drive', 1073741824, false);
                select ops.rewrite_months();
                """;
        assertThat(askAfter(
                        change,
                        "select pseudonym, storage_cost_usd, cost_usd, storage_gb from report.user_activity"
                                + "('2026-03-01', '2026-04-01') where user_id = 40"))
                .containsExactly("p40|1.000000|1.000000|-");
    }
}
