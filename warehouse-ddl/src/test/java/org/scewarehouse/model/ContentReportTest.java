package org.scewarehouse.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the reports of content choose and count; asked as bi_reader. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContentReportTest {

    private final TestWarehouse warehouse = TestWarehouse.start();

    @BeforeAll
    void migrate() {
        Migrations.migrate(warehouse.dataSource());
        warehouse.runAs("wh_loader", """
                select ops.require_installation('UTC', 'fingerprint', 'salt', '1');
                select ops.ensure_partitions('2026-07-30', '2026-07-31');
                insert into mart.dim_user_now (user_id, pseudonym, is_inferred, is_platform_team, employment_status)
                select person, 'p' || person, true, false, 'unknown' from generate_series(1, 3) person;
                insert into mart.dim_user (
                    user_key, user_id, pseudonym, valid_from, valid_to, is_current, is_inferred, is_platform_team,
                    employment_status)
                select user_id, user_id, pseudonym, '1900-01-01', '9999-12-31', true, true, false, 'unknown'
                from mart.dim_user_now where user_id > 0;
                insert into mart.dim_content (
                    content_key, content_guid, app_mode, content_type, user_id, deployment_state, created_at,
                    r_version, r_version_minor, r_version_sort, first_seen_on, last_seen_on)
                select key, 'c' || key, 'shiny', 'application', owner, state, '2025-01-01', version, '4.3', 4003000,
                    '2026-07-30', '2026-07-30'
                from (values
                    (1, 1, 'deployed', '4.3.0'), (2, 1, 'deployed', '4.3.0'), (3, 2, 'redeploy_failing', '4.3.9'),
                    (4, 2, 'created_only', null), (5, 3, 'never_succeeded', null), (6, 3, 'never_deployed', null)
                ) item(key, owner, state, version);
                insert into mart.fact_content_day (
                    day, content_key, user_key, user_id, project_key, source, visit_count, owner_visit_count,
                    anonymous_visit_count, visitor_count, is_listed, deployment_state)
                select '2026-07-30', content_key, user_id, user_id, 0, 'connect', (content_key = 1)::int, 0, 0,
                    (content_key = 1)::int, true, deployment_state
                from mart.dim_content where content_key > 0;
                insert into mart.dim_runtime (
                    runtime_key, language_name, runtime_version, cluster_name, image_name, first_seen_on,
                    last_seen_on)
                values (7, 'r', '4.3.0', 'Local', 'Local', '2026-07-01', '2026-07-30'),
                    (8, 'r', '4.3.9', 'Local', 'Local', '2026-07-01', '2026-07-29');
                """);
    }

    @AfterAll
    void stop() {
        warehouse.close();
    }

    @Test
    void whatNeverWorkedIsListedAlsoWhereTheKindIsNotKnown() {
        assertThat(warehouse.askAfter(
                        "select 1",
                        "select content_key, deployment_state from report.content_never_deployed order by 1"))
                .containsExactly("4|created_only", "5|never_succeeded", "6|never_deployed");
    }

    @Test
    void contentWhoseOwnerHasLeftIsToldInEachReport() {
        String left = """
                update mart.dim_user_now set employment_status = 'left', is_inferred = false, left_on = '2026-07-01',
                    manager_user_id = 2
                where user_id = 1;
                update mart.dim_user_now set employment_status = 'employed', is_inferred = false where user_id = 2;
                insert into mart.dim_schedule (
                    schedule_key, content_key, variant_key, schedule_type, sends_mail, first_seen_on, last_seen_on)
                values (1, 1, 'v', 'day', false, '2026-07-30', '2026-07-30'),
                    (2, 3, 'v', 'day', false, '2026-07-30', '2026-07-30');
                insert into mart.fact_schedule_day (
                    day, schedule_key, content_key, user_key, user_id, project_key, source, run_count, failed_run_count,
                    run_seconds, is_failing, is_dead, failures_in_row_count)
                values ('2026-07-30', 1, 1, 1, 1, 0, 'connect', 1, 1, 9, true, false, 3),
                    ('2026-07-30', 2, 3, 2, 2, 0, 'connect', 1, 1, 9, true, false, 1)""";
        assertThat(warehouse.askAfter(
                        left,
                        "select content_key, owner_employment_status, owner_manager_user_id from report.content_item"
                                + " where owner_employment_status is distinct from 'unknown' order by 1"))
                .containsExactly("1|left|2", "2|left|2", "3|employed|-", "4|employed|-");
        assertThat(warehouse.askAfter(
                        left,
                        "select content_key, failures_in_row_count, owner_manager_pseudonym"
                                + " from report.schedules_failing where owner_employment_status = 'left'"))
                .containsExactly("1|3|p2");
        assertThat(warehouse.askAfter(
                        left + "; update mart.dim_content set user_id = 1 where content_key = 5",
                        "select content_key from report.content_never_deployed where owner_employment_status = 'left'"))
                .containsExactly("5");
    }

    @Test
    void anItemIsInTheWorstStateOfItsSchedules() {
        String schedules = """
                insert into mart.dim_schedule (
                    schedule_key, content_key, variant_key, schedule_type, sends_mail, first_seen_on, last_seen_on)
                select key, content, 'v' || key, 'day', true, '2026-07-30', '2026-07-30'
                from (values (1, 1), (2, 1), (3, 1), (4, 3)) schedule(key, content);
                insert into mart.fact_schedule_day (
                    day, schedule_key, content_key, user_key, user_id, project_key, source, run_count, failed_run_count,
                    run_seconds, is_failing, is_dead, failures_in_row_count)
                select '2026-07-30', key, content, 1, 1, 0, 'connect', 1, 0, 9, is_failing, is_dead, 0
                from (values (1, 1, false, false), (2, 1, false, true), (3, 1, true, true), (4, 3, false, false))
                    schedule(key, content, is_failing, is_dead)""";
        assertThat(warehouse.askAfter(
                        schedules,
                        "select schedule_key, schedule_state, item_state from report.schedule_state order by 1"))
                .containsExactly("1|ok|failing", "2|dead|failing", "3|failing|failing", "4|ok|ok");
    }

    @Test
    void aVersionThatIsNoLongerInstalledIsToldApart() {
        assertThat(warehouse.askAfter(
                        "select 1",
                        "select runtime_version, item_count, viewed_item_count, owner_count, is_installed"
                                + " from report.content_runtime order by 1"))
                .containsExactly("4.3.0|2|1|1|t", "4.3.9|1|0|1|f");
    }

    @Test
    void daysBeforeTheOldestVisitThatTheServerHasProveNothing() {
        String loaded = "insert into ops.load (source, day, state, published_at)"
                + " select 'connect', day, 'PUBLISHED', now()"
                + " from generate_series(date '2025-07-31', '2026-07-30', '1 day') day;"
                + " insert into ops.load_table select 'connect', day, 'fact_content_visit', 0, ''"
                + " from generate_series(date '2025-07-31', '2026-07-30', '1 day') day";
        String question = "select is_history_sufficient, loaded_day_count from report.content_item limit 1";
        assertThat(warehouse.askAfter(loaded, question)).containsExactly("t|365");
        String gap = loaded + "; insert into ops.load_finding values"
                + " ('connect', '2025-08-01', 'visits', 'GAP', 'history', 'before the oldest visit', 1)";
        assertThat(warehouse.askAfter(gap, question)).containsExactly("f|364");
    }

    @Test
    void theAgeOfAnItemDoesNotDependOnTheZoneOfWhoeverAsks() {
        String created = "update mart.dim_content set created_at = '2025-07-31T02:00Z' where content_key = 3";
        String question = "select is_not_viewed from report.content_item where content_key = 3";
        assertThat(warehouse.askAfter(created, question)).containsExactly("f");
        assertThat(warehouse.askAfter("set local timezone = 'America/New_York'; " + created, question))
                .containsExactly("f");
    }

    @Test
    void aScheduleThatRunsLessThanWeeklySavesWhatItCosts() {
        String monthly = """
                insert into mart.dim_schedule (
                    schedule_key, content_key, variant_key, schedule_type, sends_mail, first_seen_on, last_seen_on)
                values (1, 2, 'v', 'month', false, '2026-07-01', '2026-07-30');
                select ops.ensure_partitions('2026-07-01', '2026-07-01');
                insert into mart.fact_schedule_day (
                    day, schedule_key, content_key, user_key, user_id, project_key, source, run_count, failed_run_count,
                    run_seconds, is_failing, is_dead, failures_in_row_count)
                select day, 1, 2, 1, 1, 0, 'connect', (day = '2026-07-30')::int, 0,
                    case when day = '2026-07-30' then 36000 else 0 end, false, false, 0
                from generate_series(date '2026-07-01', '2026-07-30', '1 day') day;
                """;
        String saved = "select usd_per_month, evidence from report.actions where target_kind = 'schedule'";
        assertThat(warehouse.askAfter(monthly, saved))
                .as("36,000 s x 365 / 30 / 3600 x 0.02 USD / 12")
                .containsExactly("0.202778|works, and was viewed by nobody in 365 days; saved if stopped");
        assertThat(warehouse.askAfter(
                        monthly + "update mart.fact_schedule_day set run_count = 1, run_seconds = 36000", saved))
                .as("(365 - 52) x 10 h x 0.02 USD / 12")
                .containsExactly("5.216667|works, and was viewed by nobody in 365 days; saved if run weekly");
    }
}
