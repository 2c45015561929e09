package org.scewarehouse.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the reports of content choose and count; asked as bi_reader. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContentReportTest {

    /** Visits are loaded of the 365 days that end with the last listing's. */
    private static final String A_YEAR_OF_VISITS = """
            insert into ops.load (source, day, state, published_at)
            select 'connect', day, 'PUBLISHED', now()
            from generate_series(date '2025-07-31', '2026-07-30', '1 day') day;
            insert into ops.load_table select 'connect', day, 'fact_content_visit', 0, ''
            from generate_series(date '2025-07-31', '2026-07-30', '1 day') day;
            """;

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
    void aScheduleOfWhichNotAllFailuresAreKnownIsAThingToDo() {
        String failing = """
                insert into mart.dim_schedule (
                    schedule_key, content_key, variant_key, schedule_type, sends_mail, first_seen_on, last_seen_on)
                select key, 1, 'v' || key, 'day', true, '2026-07-30', '2026-07-30' from generate_series(1, 2) key;
                insert into mart.fact_schedule_day (
                    day, schedule_key, content_key, user_key, user_id, project_key, source, run_count, failed_run_count,
                    run_seconds, is_failing, is_dead, failures_in_row_count)
                values ('2026-07-30', 1, 1, 1, 1, 0, 'connect', 0, 0, 0, true, false, null),
                    ('2026-07-30', 2, 1, 1, 1, 0, 'connect', 1, 1, 9, true, false, 3)""";
        assertThat(warehouse.askAfter(
                        failing, "select evidence from report.actions where target_kind = 'schedule' order by 1"))
                .containsExactly("its last 3 runs failed", "its last run failed, and maybe more");
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
    void whereTheLastScheduleIsGoneNoneIsReported() {
        String schedule = """
                insert into mart.dim_schedule (
                    schedule_key, content_key, variant_key, schedule_type, sends_mail, first_seen_on, last_seen_on)
                values (1, 1, 'v', 'day', true, '2026-07-30', '2026-07-30');
                insert into mart.fact_schedule_day (
                    day, schedule_key, content_key, user_key, user_id, project_key, source, run_count, failed_run_count,
                    run_seconds, is_failing, is_dead, failures_in_row_count)
                values ('2026-07-30', 1, 1, 1, 1, 0, 'connect', 1, 1, 9, true, false, 3);
                """;
        String loaded = "insert into ops.load (source, day, state, published_at)"
                + " values ('connect', '2026-07-%1$s', 'PUBLISHED', now());"
                + "insert into ops.load_table values ('connect', '2026-07-%1$s', 'fact_schedule_day', 0, '');";
        String asked = "insert into ops.load_endpoint (source, day, endpoint, kind, state)"
                + " values ('connect', '2026-07-31', 'jobs', 'EVENT', 'OBSERVED')";
        String failing = "select schedule_key from report.schedules_failing";
        assertThat(warehouse.askAfter(schedule + loaded.formatted(30), failing)).containsExactly("1");
        assertThat(warehouse.askAfter(schedule + loaded.formatted(31), failing))
                .as("a day that does not tell of jobs")
                .containsExactly("1");
        assertThat(warehouse.askAfter(schedule + loaded.formatted(31) + asked, failing))
                .isEmpty();
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
        String question = "select is_history_sufficient, loaded_day_count from report.content_item limit 1";
        assertThat(warehouse.askAfter(A_YEAR_OF_VISITS, question)).containsExactly("t|365");
        String gap = A_YEAR_OF_VISITS + "insert into ops.load_finding values"
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
                .as("that nobody viewed it in a year is not proven")
                .isEmpty();
        assertThat(warehouse.askAfter(A_YEAR_OF_VISITS + monthly, saved))
                .as("36,000 s x 365 / 30 / 3600 x 0.02 USD / 12")
                .containsExactly("0.202778|works, and was viewed by nobody in 365 days; saved if stopped");
        assertThat(warehouse.askAfter(
                        A_YEAR_OF_VISITS + monthly
                                + "update mart.fact_schedule_day set run_count = 1, run_seconds = 36000",
                        saved))
                .as("(365 - 52) x 10 h x 0.02 USD / 12")
                .containsExactly("5.216667|works, and was viewed by nobody in 365 days; saved if run weekly");
    }

    /**
     * Of the last listing's day, 2026-07-30, 2025-07-30 is 365 days ago. Items 1 and 2 were made on either side of its
     * end; item 3 was viewed on it, items 7 by its owner and 8 by others too the day after; item 9 is no longer listed.
     */
    private static final String AGES = """
            select ops.ensure_partitions('2025-07-30', '2025-07-31');
            insert into mart.dim_content
            select (jsonb_populate_record(null::mart.dim_content, to_jsonb(c) || jsonb_build_object(
                'content_key', key, 'content_guid', 'c' || key))).*
            from mart.dim_content c
            cross join unnest(array[7, 8, 9]) key
            where c.content_key = 2;
            update mart.dim_content set created_at = '2025-07-30T23:59Z' where content_key in (1, 9);
            update mart.dim_content set created_at = '2025-07-31T00:00Z' where content_key = 2;
            update mart.fact_content_day set visit_count = 0 where content_key = 1;
            insert into mart.fact_content_day
            select (jsonb_populate_record(null::mart.fact_content_day, to_jsonb(f) || jsonb_build_object(
                'day', on_day, 'content_key', key, 'visit_count', visits, 'owner_visit_count', own, 'is_listed',
                key <> 9))).*
            from mart.fact_content_day f
            cross join (values
                (date '2026-07-30', 7, 0, 0), ('2026-07-30', 8, 0, 0), ('2026-07-30', 9, 0, 0),
                ('2025-07-30', 3, 1, 0), ('2025-07-31', 7, 1, 1), ('2025-07-31', 8, 2, 1)
            ) viewed(on_day, key, visits, own)
            where f.content_key = 2 and f.day = '2026-07-30';
            """;

    @Test
    void anItemIsNotViewedWhoseAgeAndLastVisitAre365Days() {
        assertThat(warehouse.askAfter(
                        AGES,
                        "select content_key, is_not_viewed, is_not_viewed_by_others, last_viewed_on,"
                                + " last_viewed_by_others_on from report.content_item order by 1"))
                .containsExactly(
                        "1|t|t|-|-",
                        "2|f|f|-|-",
                        "3|t|t|2025-07-30|2025-07-30",
                        "4|f|f|-|-",
                        "5|f|f|-|-",
                        "6|f|f|-|-",
                        "7|f|t|2025-07-31|-",
                        "8|f|f|2025-07-31|2025-07-31");
        assertThat(warehouse.askAfter(AGES, "select content_key from report.content_not_viewed order by 1"))
                .containsExactly("1", "3");
        assertThat(warehouse.askAfter(AGES, "select content_key from report.content_not_viewed_by_others order by 1"))
                .containsExactly("1", "3", "7");
    }

    @Test
    void aScheduleIsForgottenThatMailsNothingOfAnItemThatNobodyViewed() {
        String schedules = AGES + """
                insert into mart.dim_schedule (
                    schedule_key, content_key, variant_key, schedule_type, sends_mail, first_seen_on, last_seen_on)
                select key, content, 'v' || key, 'day', mails, '2026-07-30', '2026-07-30'
                from (values (1, 1, null), (2, 2, false), (3, 3, false), (4, 7, false), (5, 1, true))
                    schedule(key, content, mails);
                insert into mart.fact_schedule_day (
                    day, schedule_key, content_key, user_key, user_id, project_key, source, run_count, failed_run_count,
                    run_seconds, is_failing, is_dead, failures_in_row_count)
                select '2026-07-30', schedule_key, content_key, 1, 1, 0, 'connect', 1, 0, 9, false, false, 0
                from mart.dim_schedule where schedule_key > 0""";
        assertThat(warehouse.askAfter(
                        schedules, "select schedule_key, schedule_state from report.schedule_state order by 1"))
                .containsExactly("1|forgotten", "2|ok", "3|forgotten", "4|ok", "5|ok");
        assertThat(warehouse.askAfter(schedules, "select schedule_key from report.schedules_forgotten order by 1"))
                .containsExactly("1", "3");
    }

    @Test
    void whatNeverWorkedIsOldThirtyDaysAfterItsLastUpload() {
        String change = """
                update mart.dim_content set created_at = '2026-06-30T23:59Z' where content_key = 4;
                update mart.dim_content set created_at = '2026-07-01T00:00Z' where content_key = 5;
                update mart.dim_content set last_uploaded_at = '2026-07-01T00:00Z' where content_key = 6""";
        assertThat(warehouse.askAfter(
                        change,
                        "select content_key, is_older_than_30_days from report.content_never_deployed order by 1"))
                .containsExactly("4|t", "5|f", "6|f");
    }

    @Test
    void copiesAreOfOneOwnerAndOneTitleAndFollowEachOtherWithinThirtyDays() {
        String copies = """
                insert into mart.dim_content
                select (jsonb_populate_record(null::mart.dim_content, to_jsonb(c) || jsonb_build_object(
                    'content_key', key, 'content_guid', 'c' || key, 'user_id', owner, 'content_title', title,
                    'content_name', name, 'created_at', made))).*
                from mart.dim_content c
                cross join (values
                    (10, 2, 'Sales App', 'x', timestamptz '2026-01-01'), (11, 2, 'sales app 2', 'y', '2026-01-31'),
                    (12, 2, 'Sales App (3)', 'z', '2026-03-03'), (13, 2, null, 'SALES APP_4', '2026-03-04'),
                    (14, 3, 'Sales App', 'x', '2026-01-01'), (15, 0, 'Sales App', 'x', '2026-01-01'),
                    (16, 0, 'Sales App', 'x', '2026-01-02'), (17, 2, '2024', 'x', '2026-01-01'),
                    (18, 2, '2025', 'x', '2026-01-02')
                ) item(key, owner, title, name, made)
                where c.content_key = 2;
                insert into mart.fact_content_day
                select (jsonb_populate_record(null::mart.fact_content_day, to_jsonb(f) || jsonb_build_object(
                    'content_key', key, 'deployment_state', case when key = 11 then 'never_succeeded' else 'deployed'
                    end))).*
                from mart.fact_content_day f
                cross join generate_series(10, 18) key
                where f.content_key = 2;
                """;
        assertThat(warehouse.askAfter(
                        copies,
                        "select content_key, copy_name, group_number, copy_count, dead_copy_count, is_dead_copy"
                                + " from report.content_copies order by 1"))
                .containsExactly(
                        "10|sales app|1|2|1|f", "11|sales app|1|2|1|t", "12|sales app|2|2|0|f", "13|sales app|2|2|0|f");
    }

    @Test
    void aVisitIsOfItsDayAndAMonitorIsNoVisitor() {
        String visits = """
                insert into mart.fact_content_visit (
                    day, visit_key, content_key, user_key, user_id, project_key, source, started_at, session_seconds,
                    hit_count, is_anonymous, is_owner, is_monitor)
                select on_day, row_number() over (), 1, person, person, 0, 'connect', on_day + time '09:00', 900, 1,
                    person = 0, person = 1, is_monitor
                from (values
                    (date '2026-07-30', 1, false), ('2026-07-30', 2, false), ('2026-07-30', 2, false),
                    ('2026-07-30', 0, false), ('2026-07-30', 3, true), ('2026-07-31', 3, false)
                ) visit(on_day, person, is_monitor);
                """;
        String popular = "select content_key, visit_count, visit_by_others_count, anonymous_visit_count, visitor_count,"
                + " session_hours, last_visit_at at time zone 'UTC' from report.content_popular";
        assertThat(warehouse.askAfter(visits, popular + "('2026-07-30', '2026-07-31')"))
                .containsExactly("1|4|3|1|2|1|2026-07-30 09:00:00");
        assertThat(warehouse.askAfter(visits, popular + "('2026-07-31', '2026-08-01')"))
                .containsExactly("1|1|1|0|1|0.25|2026-07-31 09:00:00");
    }
}
