package org.scewarehouse.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scewarehouse.model.TenPeople.ask;
import static org.scewarehouse.model.TenPeople.askAfter;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Reports of how many people use what, and how often, against numbers counted by hand; asked as bi_reader. */
class PeopleReportTest {

    private static final String QUARTER = "('2026-01-01', '2026-04-01')";

    @Test
    void theOverviewCountsWhatThereIsAtThePeriodsEnd() {
        String columns = "select running_container_count, ever_container_count, container_user_count,"
                + " home_drive_count, home_drive_gb, unmeasured_home_drive_count, connect_user_count,"
                + " connect_developer_count, listed_item_count, filtered_item_count, loaded_day_count, as_of_day";
        assertThat(ask(columns + " from report.platform_overview where period_name = '2026-Q1'"))
                .as("homes: 2.89 of person 2 by the scan alone, 0.5 of person 6; Connect: persons 1 and 3")
                .containsExactly("10|12|10|3|3.390000|1|2|1|2|2|90|2026-03-31");
        assertThat(ask(columns + " from report.platform_overview('2026-01-01', '2026-02-01')"))
                .as("container 5 does not yet run, container 6 no more, and one is known of the year before")
                .containsExactly("9|11|9|3|2.800000|1|2|1|2|2|31|2026-01-31");
        assertThat(ask(columns + " from report.platform_overview"
                        + QUARTER.replace(")", ", environment => 'jupyter')")))
                .as("person 5 alone")
                .containsExactly("1|1|1|0|-|0|0|0|2|0|90|2026-03-31");
        assertThat(ask(columns + " from report.platform_overview"
                        + QUARTER.replace(")", ", department => 'Physics', platform_team => false)")))
                .as("containers 1 to 5, 11 and the one of 2025; item 1")
                .containsExactly("6|7|5|1|2.890000|0|2|1|2|1|90|2026-03-31");
        assertThat(ask("select region_name, home_drive_count, home_drive_gb, unmeasured_home_drive_count"
                        + " from report.platform_overview_by_region where period_name = 'all data' order by 1"))
                .containsExactly("eu-west-1|1|2.890000|0", "unknown|1|-|1", "us-east-1|1|0.500000|0");
    }

    @Test
    void whatIsNotLoadedIsUnknownAndNotZero() {
        assertThat(ask("select running_container_count, ever_container_count, container_user_count, home_drive_count,"
                        + " home_drive_gb, connect_user_count, connect_developer_count, listed_item_count"
                        + " from report.platform_overview('2025-01-01', '2025-07-01')"))
                .containsExactly("-|1|-|-|-|-|-|-");
    }

    @Test
    void whoDevelopsIsUnknownWhereNothingTellsOfUploads() {
        assertThat(askAfter(
                        "update mart.dim_content set bundle_bytes = null, last_uploaded_at = null",
                        "select connect_developer_count, listed_item_count from report.platform_overview" + QUARTER))
                .containsExactly("-|2");
    }

    @Test
    void frequencyIsStrictlyAboveItsThresholds() {
        String person = "select user_id, counted_from_day, counted_to_day, counted_day_count, active_day_count,"
                + " frequency from report.person_frequency" + QUARTER + " where component_name = ";
        assertThat(ask(person + "'containers' and user_id < 8 order by 1"))
                .containsExactly(
                        "1|2026-01-01|2026-04-01|90|90|daily",
                        "2|2026-01-01|2026-04-01|90|46|daily",
                        "3|2026-01-01|2026-04-01|90|45|weekly",
                        "4|2026-01-01|2026-04-01|90|4|monthly",
                        "5|2026-03-10|2026-04-01|22|22|too_new",
                        "6|2026-01-01|2026-01-29|28|20|daily",
                        "7|2026-01-01|2026-04-01|90|0|less");
        assertThat(ask(person + "'connect_viewer' and user_id in (1, 3) order by 1"))
                .as("an own item does not count; person 3 began on January 5 and came on 2 of 86 days")
                .containsExactly("1|2026-01-01|2026-04-01|90|0|less", "3|2026-01-05|2026-04-01|86|2|less");
    }

    @Test
    void frequencyIsPerDepartmentAndByContributorOrManager() {
        String columns = "select role_group, department_name, daily_count, weekly_count, monthly_count, less_count,"
                + " people_count, too_new_count, daily_ratio";
        List<String> expected = List.of(
                "all|Biology|1|0|0|4|5|0|0.2",
                "all|Physics|2|1|1|0|4|1|0.5",
                "contributor|Other|2|1|1|4|8|1|0.25",
                "manager|Other|1|0|0|0|1|0|1");
        String containers = " component_name = 'containers' order by 1, 2";
        assertThat(ask(columns + " from report.department_frequency where period_name = '2026-Q1' and" + containers))
                .isEqualTo(expected);
        assertThat(ask(columns + " from report.department_frequency" + QUARTER + " where" + containers))
                .isEqualTo(expected);
        assertThat(ask(columns + " from report.department_frequency" + QUARTER.replace(")", ", platform_team => true)")
                        + " where" + containers))
                .containsExactly("all|Other|0|0|0|1|1|0|0", "contributor|Other|0|0|0|1|1|0|0");
        assertThat(ask(columns + " from report.department_frequency where period_name = '2026-02' and role_group ="
                        + " 'all' and" + containers))
                .as("persons 5 and 6 had no container in February; 1 has 28 days, 2 has 15, 3 has 14 of 28")
                .containsExactly("all|Other|2|1|0|5|8|0|0.25");
    }

    @Test
    void onWorkingDaysOnlyTheseCount() {
        String change = """
                update ops.report_setting set frequency_days = 'working';
                insert into mart.dim_holiday values ('2026-01-01', '*', '*', 'New Year');
                """;
        assertThat(askAfter(
                        change,
                        "select counted_day_count, active_day_count, frequency from report.person_frequency" + QUARTER
                                + " where component_name = 'containers' and user_id in (2, 4, 5) order by user_id"))
                .as("64 Mondays to Fridays but one holiday; 21 and 10 of person 2; January 2 is person 4's only one")
                .containsExactly("63|31|weekly", "63|1|less", "16|16|too_new");
    }

    @Test
    void activeUsersAreThoseOfTheDaysThatEndWithThePeriod() {
        assertThat(ask("select component_name, active_1_day_count, active_7_days_count, active_30_days_count,"
                        + " active_365_days_count, active_in_period_count, loaded_in_365_days_count"
                        + " from report.active_users where period_name = '2026-03' order by 1"))
                .as("in 30 days persons 1, 3 and 5; the commit of person 4 was on the 31st day")
                .containsExactly(
                        "any|2|2|3|6|4|90",
                        "batch|0|0|0|1|0|90",
                        "connect_publisher|0|0|0|1|0|88", // on two days no bundle was listed
                        "connect_viewer|0|0|1|1|1|90",
                        "containers|2|2|2|6|2|90",
                        "gitlab|0|0|0|1|1|90");
        assertThat(ask("select active_30_days_count, active_in_period_count, as_of_day from report.active_users("
                        + "'2026-03-01', '2026-04-01', department => 'Physics') where component_name = 'any'"))
                .containsExactly("3|4|2026-03-31");
    }

    /** Persons 8, 9 and 10 are active on the first day of 7, the day before, and the first of 30. */
    @Test
    void activeDaysAreCountedBackFromTheLastLoadedDay() {
        String change = """
                update mart.fact_container_day set active_seconds = 600, idle_seconds = 400
                where container_key = 8 and day = '2026-03-25' or container_key = 9 and day = '2026-03-24'
                    or container_key = 10 and day = '2026-03-02';
                select ops.ensure_partitions('2025-02-28', '2025-04-01');
                insert into mart.fact_commit_day
                select on_day, 1, 100 + person, person, 0, 'gitlab', 1, 0, 1, 0
                from (values
                    (date '2025-04-01', 7), ('2025-03-31', 8), ('2025-03-01', 9), ('2025-02-28', 10)
                ) committed(on_day, person);
                insert into ops.load (source, day, state, published_at)
                select 'gitlab', day, 'PUBLISHED', now() from mart.fact_commit_day where day < '2026-01-01';
                insert into ops.load_table
                select 'gitlab', day, 'fact_commit_day', 1, '' from mart.fact_commit_day where day < '2026-01-01';
                select ops.rewrite_user_aggregates();
                """;
        String active = "select active_7_days_count, active_30_days_count, active_365_days_count,"
                + " loaded_in_365_days_count from report.active_users";
        assertThat(askAfter(change, active + " where period_name = '2026-03' and component_name = 'containers'"))
                .containsExactly("3|5|9|90");
        assertThat(askAfter(change, active + " where period_name = '2026-03' and component_name = 'gitlab'"))
                .as("persons 4 and 7; April 1 was 364 days before")
                .containsExactly("0|0|2|91");
        assertThat(askAfter(change, active + " where period_name = '2026-02' and component_name = 'gitlab'"))
                .as("and persons 8 and 9; a range that does not end with all that is loaded is counted by the day")
                .containsExactly("0|0|4|62");
    }

    @Test
    void anOpenRangeReachesOverAllDaysThereAre() {
        String overview = "select container_user_count, as_of_day from report.platform_overview";
        assertThat(ask(overview + "('-infinity', 'infinity')"))
                .isEqualTo(ask(overview + " where period_name = 'all data'"));
        String idleness = "select sum(container_count), round(sum(observed_seconds)) from report.container_idleness";
        assertThat(ask(idleness + "('-infinity', 'infinity')"))
                .isEqualTo(ask(idleness + " where period_name = 'all data'"));
        String mix = "select component_names, people_count from report.component_mix";
        assertThat(ask(mix + "('2026-01-01', 'infinity') order by 1"))
                .isEqualTo(ask(mix + "('2026-01-01', '2027-01-01') order by 1"))
                .isNotEmpty();
        String trend = "select component_name, active_count, new_count, lost_count from report.adoption_trend";
        assertThat(ask(trend + "('-infinity', 'infinity') order by 1"))
                .isEqualTo(ask(trend + "('2026-01-01', '9999-12-31') order by 1"))
                .isNotEmpty();
    }

    @Test
    void everybodyActiveIsInOneCombinationOfComponents() {
        assertThat(ask("select component_names, people_count from report.component_mix where period_name = '2026-Q1'"
                        + " order by 1"))
                .containsExactly(
                        "batch + containers|1",
                        "connect_publisher + containers|1",
                        "connect_viewer + containers|1",
                        "containers|2",
                        "containers + gitlab|1");
    }

    @Test
    void coreHoursThatPrometheusShowsAreNotCountedTwice() {
        assertThat(ask("select day, component_name, source, cpu_allocated_core_seconds, submitted_job_count, is_active"
                        + " from mart.agg_user_day where user_id = 2 and component_name = 'batch' order by 1, 3"))
                .as("job 1 ran in the cluster, where its container has a row; job 2 elsewhere")
                .containsExactly(
                        "2026-01-01|batch|aws_batch|-|1|t",
                        "2026-01-01|batch|prometheus|86400|-|f",
                        "2026-01-02|batch|aws_batch|7200|1|t");
    }

    @Test
    void verifyHoldsAggregatesAgainstTheirFacts() {
        String wrong = "select check_name from ops.verify() where not is_ok order by 1";
        assertThat(askAfter("select 1", wrong)).isEmpty();
        assertThat(askAfter("update mart.agg_user_day set active_seconds = 1 where user_id = 1", wrong))
                .containsExactly(
                        "days of people are the sums of their facts", "periods of people are the sums of their days");
        assertThat(askAfter("delete from mart.agg_user_day where user_id = 7", wrong))
                .containsExactly(
                        "days of people are the sums of their facts", "periods of people are the sums of their days");
        for (String sums : List.of("mart.agg_user_month", "mart.agg_user_total")) {
            for (String change : List.of(
                    "delete from %s where user_id = 7",
                    "update %s set active_seconds = active_seconds + 1 where user_id = 1",
                    "insert into %1$s select (json_populate_record(a, '{\"user_id\": -1}')).* from %1$s a"
                            + " where user_id = 7")) {
                assertThat(askAfter(change.formatted(sums), wrong))
                        .as(change + " of " + sums)
                        .containsExactly("periods of people are the sums of their days");
            }
        }
    }

    @Test
    void aDayThatChangesIsBroughtIntoTheAggregatesOfItsPeriods() {
        String change = """
                delete from mart.fact_container_hour where day = '2026-02-10' and container_key = 1;
                delete from mart.fact_container_day where day = '2026-02-10' and container_key = 1;
                update ops.load_table set row_count = row_count - 1
                where day = '2026-02-10' and table_name in ('fact_container_day', 'fact_container_hour');
                update mart.fact_capacity_day set container_cpu_core_seconds = container_cpu_core_seconds - 8640
                where day = '2026-02-10';
                select ops.rewrite_user_aggregates('prometheus', '2026-02-10');
                """;
        assertThat(askAfter(change, "select check_name, detail from ops.verify() where not is_ok"))
                .isEmpty();
        assertThat(askAfter(
                        change,
                        "select period_name, active_day_count from mart.agg_user_period where user_id = 1"
                                + " and component_name = 'containers' order by 2, 1"))
                .containsExactly(
                        "2026-02|27",
                        "last 30 days|30",
                        "2026-01|31",
                        "2026-03|31",
                        "2026|89",
                        "2026-Q1|89",
                        "all data|89",
                        "last 12 months|89",
                        "last 6 months|89");
    }

    @Test
    void aPeriodIsTheSumOfItsDays() {
        String inTheMiddleOfAMonth = """
                delete from mart.fact_container_day where day > '2026-03-11';
                delete from mart.fact_batch_job_day where day > '2026-03-11';
                delete from mart.fact_content_visit where day > '2026-03-11';
                delete from mart.fact_content_day where day > '2026-03-11';
                delete from mart.fact_commit_day where day > '2026-03-11';
                delete from ops.load where day > '2026-03-11';
                select ops.rewrite_user_aggregates();
                """;
        String different = """
                with summed as (
                    select p.period_name, p.period_kind, p.from_day, p.to_day, d.user_id, d.component_name, d.source,
                        min(d.day), max(d.day), count(*) filter (where d.is_active),
                        min(d.day) filter (where d.is_active), max(d.day) filter (where d.is_active),
                        sum(d.running_seconds), sum(d.observed_seconds), sum(d.active_seconds), sum(d.idle_seconds),
                        sum(d.cpu_core_seconds), sum(d.cpu_allocated_core_seconds), sum(d.submitted_job_count)::bigint,
                        sum(d.visit_count)::bigint, sum(d.upload_count)::bigint, sum(d.commit_count)::bigint
                    from mart.dim_period p
                    join mart.agg_user_day d on d.day >= p.from_day and d.day < p.to_day
                    group by 1, 2, 3, 4, 5, 6, 7
                ), kept as (
                    select * from mart.agg_user_period
                )
                select 'more', m.* from (table kept except table summed) m
                union all
                select 'less', l.* from (table summed except table kept) l
                """;
        String kinds = "select distinct period_kind from mart.agg_user_period order by 1";
        for (String change : List.of("select 1", inTheMiddleOfAMonth)) {
            assertThat(askAfter(change, different)).isEmpty();
            assertThat(askAfter(change, kinds))
                    .containsExactly(
                            "all", "last_12_months", "last_30_days", "last_6_months", "month", "quarter", "year");
        }
        assertThat(askAfter(inTheMiddleOfAMonth, "select to_day from mart.dim_period where period_kind = 'all'"))
                .containsExactly("2026-03-12");
    }

    @Test
    void verifyHoldsEachKindOfVisitAgainstItsItem() {
        for (String kind : List.of("", "owner_", "anonymous_", "monitor_")) {
            String column = kind + "visit_count";
            assertThat(askAfter(
                            "update mart.fact_content_day set " + column + " = " + column
                                    + " + 1 where content_key = 1",
                            "select check_name from ops.verify() where not is_ok"))
                    .as(column)
                    .containsExactly("visits sum to their items");
        }
    }

    @Test
    void whatBelongsToNobodyIsActiveInNothing() {
        String change = """
                update mart.fact_container_day set user_id = 0, user_key = 0;
                update mart.fact_batch_job_day set user_id = 0, user_key = 0;
                update mart.fact_content_visit set user_id = 0, user_key = 0;
                update mart.fact_content_day set user_id = 0, user_key = 0;
                update mart.fact_commit_day set user_id = 0, user_key = 0;
                select ops.rewrite_user_aggregates();
                """;
        assertThat(askAfter(
                        change,
                        "select component_name, count(*) > 0, bool_or(is_active) from mart.agg_user_day"
                                + " where component_name not in ('platform') group by 1 order by 1"))
                .containsExactly(
                        "batch|t|f", "connect_publisher|t|f", "connect_viewer|t|f", "containers|t|f", "gitlab|t|f");
    }

    @Test
    void aPartOfAMonthIsSummedFromItsDays() {
        String days = "select sum(running_seconds) / 86400 from report.container_month(%s) where container_key = 1";
        assertThat(ask(days.formatted("'2026-03-01', '2026-04-01'"))).containsExactly("31");
        assertThat(ask(days.formatted("'2026-03-01', '2026-03-31'"))).containsExactly("30");
        assertThat(ask(days.formatted("'2026-03-02', '2026-04-01'"))).containsExactly("30");
    }

    @Test
    void aDayThatShowsNoContainersAnyMoreGivesJobsTheirCoreTimeBack() {
        String change = """
                delete from mart.fact_container_day where day = '2026-01-01';
                select ops.rewrite_user_aggregates('prometheus', '2026-01-01');
                """;
        String batch = "select source, cpu_allocated_core_seconds from mart.agg_user_";
        assertThat(askAfter(change, batch + "day where day = '2026-01-01' and user_id = 2"))
                .containsExactly("aws_batch|7200");
        assertThat(askAfter(
                        change,
                        batch + "period where period_name = '2026-01' and user_id = 2 and component_name = 'batch'"))
                .containsExactly("aws_batch|14400");
    }

    @Test
    void whoLeftAnEnvironmentIsLostToIt() {
        assertThat(ask("select active_count, lost_count, previous_active_count from report.adoption_trend"
                        + "('2026-02-01', '2026-03-01', 'workbench') where component_name = 'containers'"))
                .as("person 4 is no longer active, person 6 has no container any more")
                .containsExactly("3|2|5");
    }

    @Test
    void anEnvironmentHasItsOwnContainersAndTheScannedHomesOfItsPeople() {
        String counts = "select running_container_count, ever_container_count, home_drive_count, home_drive_gb"
                + " from report.platform_overview('2026-03-01', '2026-04-01', ";
        assertThat(ask(counts + "'workbench')")).containsExactly("9|11|1|2.890000");
        assertThat(ask(counts + "'jupyter')")).containsExactly("1|1|0|-");
        assertThat(ask("select pseudonym, used_gb from report.storage_growth('2026-03-01', '2026-04-01', 'workbench')"))
                .containsExactly("p2|2.890000");
    }

    @Test
    void aContainerIsOfTheEnvironmentThatItRanIn() {
        String laterRule = "update mart.dim_container set compute_system_key = 2 where container_key = 1;";
        assertThat(askAfter(
                        laterRule,
                        "select running_container_count from report.platform_overview"
                                + "('2026-03-01', '2026-04-01', 'workbench')"))
                .containsExactly("9");
    }

    @Test
    void visitsCountedByTheDaySayNothingOfPeople() {
        String chronicle =
                "insert into ops.load_finding select source, day, '', 'GAP', 'fact_content_visit', 'by day', 1"
                        + " from ops.load where source = 'connect'";
        String march = "('2026-03-01', '2026-04-01')";
        assertThat(askAfter(chronicle, "select connect_user_count from report.platform_overview" + march))
                .containsExactly("-");
        assertThat(askAfter(
                        chronicle,
                        "select count(*) from report.active_users" + march
                                + " where component_name = 'connect_viewer'"))
                .containsExactly("0");
    }
}
