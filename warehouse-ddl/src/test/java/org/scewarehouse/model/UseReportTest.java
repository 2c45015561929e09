package org.scewarehouse.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scewarehouse.model.TenPeople.ask;
import static org.scewarehouse.model.TenPeople.askAfter;
import static org.scewarehouse.model.TenPeople.askNames;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Reports of use, cost and storage against numbers counted by hand; asked as bi_reader. */
class UseReportTest {

    private static final String QUARTER = "('2026-01-01', '2026-04-01')";

    @Test
    void aPersonsUseIsOverAllComponents() {
        String columns = "select pseudonym, active_day_count, container_active_day_count, batch_active_day_count,"
                + " gitlab_active_day_count, container_count, cpu_allocated_core_hours, round(cpu_core_hours::numeric,"
                + " 3), cost_usd, submitted_job_count, visit_count, commit_count, content_item_count, storage_gb";
        List<String> expected = List.of(
                "p1|90|90|0|0|2|4320|432.000|86.400000|-|90|-|1|-",
                "p2|46|46|2|0|1|2186|218.400|43.720000|2|-|-|-|2.890000",
                "p4|5|4|0|2|1|2160|216.000|43.200000|-|-|3|-|-");
        assertThat(ask(columns + " from report.user_activity where period_name = '2026-Q1' and user_id in (1, 2, 4)"
                        + " order by user_id"))
                .as("person 2: 90 days and one of a batch pod at 24 core hours, and the 2 of the job elsewhere")
                .isEqualTo(expected);
        assertThat(ask(columns + " from report.user_activity" + QUARTER + " where user_id in (1, 2, 4) order by"
                        + " user_id"))
                .isEqualTo(expected);
        assertThat(ask("select pseudonym from report.user_activity"
                        + QUARTER.replace(")", ", department => 'Physics', environment => 'jupyter')")))
                .containsExactly("p5");
        assertThat(askNames("select identifiers, cost_usd from hr.user_activity where period_name = '2026-Q1'"
                        + " and user_id = 2"))
                .containsExactly("ada|43.720000");
    }

    @Test
    void myStatsAreMyRowsOfUserActivity() {
        String mine = "select period_name, active_day_count, cpu_allocated_core_hours, cost_usd, storage_gb from ";
        assertThat(ask(mine + "report.my_stats('p2') where period_kind = 'month'"))
                .containsExactly(
                        "2026-01|31|770|15.400000|2.300000",
                        "2026-02|15|672|13.440000|2.580000",
                        "2026-03|0|744|14.880000|2.890000");
        assertThat(askNames(mine + "hr.my_stats('Ada') where period_kind = 'month'"))
                .hasSize(3);
        assertThat(ask(mine + "report.my_stats('p3')"))
                .isEqualTo(ask("select period_name, active_day_count, cpu_allocated_core_hours, cost_usd, storage_gb"
                        + " from report.user_activity join mart.dim_period using (period_name) where user_id = 3"
                        + " order by sort_number"));
    }

    @Test
    void heavyUsersAreSortedByWhatTheyKeepFromOthers() {
        assertThat(ask("select rank_number, pseudonym, cpu_allocated_core_hours, round(allocated_share_ratio::numeric,"
                        + " 4), round(cumulative_share_ratio::numeric, 4) from report.heavy_users"
                        + " where period_name = '2026-02' order by 1 limit 3"))
                .as("nine containers at 672 core hours, two of them of person 1")
                .containsExactly("1|p1|1344|0.2222|0.2222", "2|p2|672|0.1111|0.3333", "3|p3|672|0.1111|0.4444");
    }

    @Test
    void costsAddUpToTheCapacity() {
        String columns = "select department_name, component_name, is_platform_team, cpu_allocated_core_hours,"
                + " unallocated_core_hours, core_cost_usd, round(energy_kwh::numeric, 6), is_utilisation_assumed";
        assertThat(ask(columns + " from report.cost_and_carbon_month where period_name = '2026-02'"
                        + " and component_name <> 'storage' order by 2, 3, 1"))
                .as("16 cores x 24 hours x 28 days = 10752; (0.74 W x 672 h + 2.76 W x 67.2 h) x 1.135 = 774.92352 Wh")
                .containsExactly(
                        "Other|containers|f|5376|-|107.520000|6.199388|f",
                        "Other|containers|t|672|-|13.440000|0.774924|f",
                        "Unallocated|platform|f|672|-|13.440000|0.774924|f",
                        "Unallocated|unallocated|f|-|4032|80.640000|-|f");
        assertThat(ask("select component_name, cpu_allocated_core_hours, cpu_unknown_allocated_core_hours,"
                        + " round(energy_kwh::numeric, 8), is_utilisation_assumed, is_region_known"
                        + " from report.cost_and_carbon_month" + QUARTER
                        + " where component_name = 'batch' order by 2"))
                .as("what the job elsewhere used is not known: (0.74 W x 2 h + 2.76 W x 1 h) x 1.135")
                .containsExactly("batch|2|2|0.00481240|t|f", "batch|24|0|0.02767584|f|f");
        assertThat(ask("select round(sum(storage_gib_months)::numeric, 6), sum(storage_cost_usd)"
                        + " from report.cost_and_carbon_month where period_name = '2026-02'"))
                .as("mean of 2.31 to 2.58 GB, and 0.5 GB, in GiB")
                .containsExactly("2.742745|-");
    }

    @Test
    void pricesAndFactorsAreThoseOfTheDay() {
        String change = """
                insert into mart.dim_rate values
                    (1, '*', 'billed', 'core_hour', 0.1, '2026-02-15', '9999-12-31', '2026-02-01', '2026-02-01'),
                    (2, '*', 'billed', 'storage_gib_month', 2, '2026-01-01', '9999-12-31', '2026-02-01', '2026-02-01');
                insert into mart.dim_carbon_factor values
                    (1, 'eu-west-1', 'ours', 0.2, 1, 2, 1, '2026-01-01', '9999-12-31', '2026-02-01', '2026-02-01');
                """;
        String shown = "select core_cost_usd, core_hour_rates, round(energy_kwh::numeric, 6),"
                + " round(co2e_kg::numeric, 6),"
                + " carbon_factor_sets, is_region_known from report.cost_and_carbon_month where period_name = '2026-02'"
                + " and component_name = 'platform'";
        assertThat(askAfter(change, shown))
                .as("336 core hours at 0.02 and 336 at 0.1; 1 W x 672 h + 1 W x 67.2 h")
                .containsExactly("40.320000|billed 0.1, illustrative 0.02|0.739200|0.147840|ours|t");
        assertThat(askAfter(
                        change,
                        "select sum(storage_cost_usd) from report.cost_and_carbon_month where period_name = '2026-02'"))
                .containsExactly("5.485490");
        assertThat(askAfter(
                        change, "select storage_cost_usd from report.user_activity" + QUARTER + " where user_id = 6"))
                .containsExactly("2.793968");
    }

    @Test
    void pricesAndFactorsThatEndAreInForceUntilTheDayBefore() {
        String change = """
                insert into mart.dim_rate values
                    (1, '*', 'billed', 'core_hour', 0.1, '2026-01-01', '2026-02-15', '2026-02-01', '2026-02-01'),
                    (2, '*', 'billed', 'storage_gib_month', 2, '2026-01-01', '2026-02-15', '2026-02-01', '2026-02-01');
                insert into mart.dim_carbon_factor values
                    (1, 'eu-west-1', 'ours', 0.2, 1, 2, 1, '2026-01-01', '2026-02-15', '2026-02-01', '2026-02-01');
                """;
        String february = " from report.cost_and_carbon_month where period_name = '2026-02'";
        assertThat(askAfter(
                        change,
                        "select core_cost_usd, core_hour_rates, round(energy_kwh::numeric, 6),"
                                + " round(co2e_kg::numeric, 6)" + february + " and component_name = 'platform'"))
                .as("336 core hours each; 1 W x 336 h + 1 W x 33.6 h at 0.2, then"
                        + " (0.74 W x 336 h + 2.76 W x 33.6 h) x 1.135 at 0.393")
                .containsExactly("40.320000|billed 0.1, illustrative 0.02|0.757062|0.226192");
        assertThat(askAfter(change, "select sum(storage_cost_usd)" + february))
                .as("14 of 28 days at 2.875 GB on average")
                .containsExactly("2.677552");
    }

    @Test
    void ofSeveralPricesTheNearestAndThenTheLatestIsInForce() {
        String rates = """
                insert into mart.dim_rate
                select row_number() over (), system, 'illustrative', resource, usd, since, '9999-12-31', '2026-02-01',
                    '2026-02-01'
                from (values
                    ('*', 'core_hour', 0.01, '1900-01-01'::date), (%s)) given(system, resource, usd, since);
                insert into mart.dim_carbon_factor values
                    (1, '*', 'a', 0.4, 1, 2, 1, '1900-01-01', '9999-12-31', '2026-02-01', '2026-02-01'),
                    (2, '*', 'b', 0.2, 1, 2, 1, '2026-01-01', '9999-12-31', '2026-02-01', '2026-02-01');
                """;
        String inForce = "select distinct core_hour_rates, carbon_factor_sets from report.cost_and_carbon_month"
                + " where period_name = '2026-02' and component_name = 'platform'";
        assertThat(askAfter(rates.formatted("'*', 'core_hour', 0.05, '2026-01-01'"), inForce))
                .as("a price that rose, though the lower one was left open")
                .containsExactly("illustrative 0.05|b");
        String own = "'c1', 'core_hour', 0.02, '2026-01-01'), ('c1/workbench', 'core_hour', 0.09, '1900-01-01'";
        assertThat(askAfter(
                        rates.formatted(own),
                        "select trim_scale(amount_usd) from mart.dim_compute_system s,"
                                + " report.core_hour_rate('2026-02-01', s.compute_system_key)"
                                + " where s.compute_system_key in (1, 2, 4) order by s.compute_system_key"))
                .as("the environment's own, though its cluster's is lower and newer; the cluster's; that of any")
                .containsExactly("0.09", "0.02", "0.01");
    }

    @Test
    void whatLeftTheListOfPricesAndFactorsIsNoLongerInForce() {
        assertThat(askAfter(
                        """
                        insert into mart.dim_rate values
                            (1, '*', 'illustrative', 'core_hour', 0.01, '1900-01-01', '9999-12-31', '2026-01-01',
                                '2026-01-31'),
                            (2, '*', 'illustrative', 'core_hour', 0.05, '2026-01-01', '9999-12-31', '2026-02-01',
                                '2026-02-01');
                        insert into mart.dim_carbon_factor values
                            (1, '*', 'default', 0.393, 0.74, 3.5, 1.135, '1900-01-01', '9999-12-31', '2026-01-01',
                                '2026-01-31'),
                            (2, '*', 'site', 0.05, 1, 2, 1, '2026-01-01', '9999-12-31', '2026-02-01', '2026-02-01');
                        """,
                        "select core_hour_rates, carbon_factor_sets from report.cost_and_carbon_month"
                                + " where period_name = '2026-02' and component_name = 'platform'"))
                .containsExactly("illustrative 0.05|site");
    }

    @Test
    void hoursOfUnknownUseCountAsTheAssumedShareAlsoWhereOthersOfTheDayAreKnown() {
        assertThat(askAfter(
                        """
                        update mart.fact_container_day
                        set cpu_core_seconds = 4320, cpu_idle_allocated_core_seconds = 38880,
                            cpu_unknown_hours_count = 12
                        where container_key = 50 and day = '2026-02-01';
                        select ops.rewrite_months();
                        """,
                        "select round(energy_kwh::numeric, 6), is_utilisation_assumed,"
                                + " cpu_unknown_allocated_core_hours from report.cost_and_carbon_month"
                                + " where period_name = '2026-02' and component_name = 'platform'"))
                .as("672 hours at 0.74 W, 66 of them used and half of 12 more at 2.76 W, x 1.135")
                .containsExactly("0.789960|t|12");
    }

    @Test
    void gpusTakeEnergyWhereTheirPowerIsKnown() {
        String gpus = """
                update mart.fact_container_day set gpu_request_seconds = 36000
                where container_key = 50 and day = '2026-02-01';
                select ops.rewrite_months();
                """;
        String factors = """
                insert into mart.dim_carbon_factor values
                    (1, '*', 'ours', 0.2, 1, 1, 2, '2026-01-01', '9999-12-31', '2026-02-01', '2026-02-01', %s);
                """;
        String energy = "select round(energy_kwh::numeric, 6) from report.cost_and_carbon_month"
                + " where period_name = '2026-02' and component_name = 'platform'";
        assertThat(askAfter(gpus + factors.formatted("null"), energy)).containsExactly("1.344000");
        assertThat(askAfter(gpus + factors.formatted("300"), energy))
                .as("10 hours at 300 W x 2 more")
                .containsExactly("7.344000");
    }

    @Test
    void volumesAreThoseOfTheLastDayOnWhichAllSourcesHaveTold() {
        String claims = """
                select ops.ensure_partitions('2026-04-01', '2026-04-01');
                insert into mart.fact_volume_day (
                    day, volume_key, user_key, user_id, project_key, compute_system_key, source, used_bytes,
                    is_carried_forward)
                values ('2026-04-01', 1, 102, 2, 0, 1, 'prometheus', 9e9, false);
                insert into ops.load (source, day, state, published_at)
                values ('prometheus', '2026-04-01', 'PUBLISHED', now());
                insert into ops.load_table values ('prometheus', '2026-04-01', 'fact_volume_day', 1, '');
                """;
        String homes = "select home_drive_count, home_drive_as_of_day from report.platform_overview"
                + "('2026-03-01', '2026-04-02')";
        assertThat(askAfter(claims, homes))
                .as("the scan of April 1 is not in yet")
                .containsExactly("3|2026-03-31");
        assertThat(askAfter(
                        claims + "delete from ops.load_table where source = 'home_drive' and day > '2026-03-24'",
                        homes))
                .as("a scan that has not been seen for a week is not waited for")
                .containsExactly("1|2026-04-01");
    }

    @Test
    void storageGrowsByVolumesThatComeAndShrinksByThoseThatGo() {
        assertThat(askAfter(
                        """
                        insert into mart.dim_volume (
                            volume_key, volume_name, volume_kind, region_name, user_id, compute_system_key,
                            first_seen_on, last_seen_on)
                        values (5, '/home', 'home', 'eu-west-1', 3, 0, '2026-03-31', '2026-03-31');
                        insert into mart.fact_volume_day (
                            day, volume_key, user_key, user_id, project_key, compute_system_key, source, used_bytes,
                            is_carried_forward)
                        values ('2026-03-31', 5, 103, 3, 0, 0, 'home_drive', 5e9, false);
                        delete from mart.fact_volume_day where volume_key = 3 and day = '2026-03-31';
                        """,
                        "select pseudonym, volume_count, used_gb, used_before_gb, growth_gb from report.storage_growth"
                                + " where period_name = '2026-03' and user_id in (3, 6) order by 1"))
                .containsExactly("p3|1|5.000000|0.000000|5.000000", "p6|0|0.000000|0.500000|-0.500000");
    }

    @Test
    void waitsAndSizesOfJobsCanBeAskedByDepartmentAndTeam() {
        String ranges = QUARTER.replace(")", ", ");
        for (String report : List.of("queue_wait", "job_size")) {
            String count =
                    "select coalesce(sum(" + (report.equals("queue_wait") ? "started_count" : "running_job_count")
                            + "), 0) from report." + report;
            List<String> all = ask(count + QUARTER);
            assertThat(all).as(report).doesNotContain("0");
            assertThat(ask(count + ranges + "platform_team => false)")).isEqualTo(all);
            assertThat(ask(count + ranges + "platform_team => true)")).containsExactly("0");
            assertThat(ask(count + ranges + "department => 'No such')")).containsExactly("0");
        }
    }

    @Test
    void utilisationLeavesOutDaysWithoutCapacity() {
        assertThat(ask("select day, cluster_name, capacity_core_hours, cpu_allocated_core_hours,"
                        + " unallocated_core_hours, allocated_ratio, is_capacity_known from report.utilisation_day"
                        + " where day between '2026-01-01' and '2026-01-02' order by 1, 2"))
                .as("twelve containers of 24 core hours on the first day, eleven and a job elsewhere on the second")
                .containsExactly(
                        "2026-01-01|c1|384|288|96|0.75|t",
                        "2026-01-02|b1|-|2|-|-|f",
                        "2026-01-02|c1|384|264|120|0.6875|t");
    }

    @Test
    void storageIsComparedWithTheDayBeforeThePeriod() {
        assertThat(ask("select region_name, pseudonym, employment_status, used_gb, used_before_gb, growth_gb,"
                        + " soft_limit_gb, utilisation_ratio, near_limit_volume_count, unmeasured_volume_count"
                        + " from report.storage_growth where period_name = '2026-03' order by 1"))
                .containsExactly(
                        "eu-west-1|p2|employed|2.890000|2.580000|0.310000|3.000000|0.9633333333333334|1|0",
                        "unknown|unknown|unknown|-|-|-|-|-|-|1",
                        "us-east-1|p6|left|0.500000|0.500000|0.000000|1.000000|0.5|0|0");
        assertThat(ask("select growth_gb from report.storage_growth" + QUARTER + " where user_id = 2"))
                .containsExactly("0.890000");
    }

    @Test
    void containersComeAndGo() {
        String columns = "select environment_name, department_name, is_platform_team, created_count, ended_count,"
                + " ended_by_user_count, mean_days_alive, ran_count, active_count, active_container_day_count,"
                + " never_used_again_count, kept_alive_count";
        assertThat(ask(columns + " from report.container_lifecycle where period_name = '2026-Q1' order by 1, 2, 3"))
                .as("neither of person 1's two is active by itself; 2, 3 and 4 were, a month and more ago")
                .containsExactly(
                        "jupyter|Physics|f|1|0|0|-|1|1|22|0|0",
                        "workbench|Biology|f|4|1|1|28|4|1|20|3|3",
                        "workbench|Biology|t|1|0|0|-|1|0|0|1|1",
                        "workbench|Physics|f|5|0|0|-|5|3|95|2|5");
        String reopened = """
                insert into mart.dim_container
                select 61, 'c6', 'other', container_kind, container_name, namespace_name, pod_name, workload_kind,
                    workload_name, ide_name, user_id, compute_system_key, '2026-02-05', '2026-02-05', '2026-02-06',
                    'platform_rule', null, '2026-02-05', '2026-02-05'
                from mart.dim_container where container_key = 6
                """;
        assertThat(askAfter(
                        reopened,
                        "select life_number, began_on, ended_on, ended_by, days_alive from report.container_life()"
                                + " where container_id = 'c6' order by 1"))
                .containsExactly("1|2026-01-01|2026-01-29|user|28", "2|2026-02-05|2026-02-06|platform_rule|1");
        assertThat(askAfter(
                        reopened,
                        "select sum(created_count), sum(reopened_count), sum(ended_count)"
                                + " from report.container_lifecycle('2026-02-01', '2026-03-01')"))
                .as("a return after more than a day is no creation")
                .containsExactly("0|1|1");
        assertThat(askAfter(
                        reopened.replace("2026-02-05'", "2026-01-29'"),
                        "select life_number, began_on, ended_on from report.container_life()"
                                + " where container_id = 'c6'"))
                .as("a pod after a pod within a day is the same life")
                .containsExactly("1|2026-01-01|2026-02-06");
    }

    @Test
    void churnCountsContainersOfOneImage() {
        assertThat(ask("select pseudonym, repository_name, created_count, ran_count, active_count,"
                        + " most_active_at_once_count from report.container_churn where period_name = '2026-Q1'"
                        + " and user_id in (1, 3) order by user_id"))
                .containsExactly("p1|workbench|2|2|0|0", "p3|workbench|1|1|1|1");
        assertThat(askAfter(
                        "update mart.fact_container_day set active_seconds = 600 where user_id = 1 and day ="
                                + " '2026-02-03'",
                        "select active_count, most_active_at_once_of_all_images_count from report.container_churn"
                                + QUARTER + " where user_id = 1"))
                .containsExactly("2|2");
    }

    @Test
    void itemsAreDueWhenNobodyModifiedThemForTheRetentionTime() {
        assertThat(ask("select count(*) from report.content_retention_due")).containsExactly("0");
        assertThat(askAfter(
                        "update ops.report_setting set retention_days = 89;"
                                + " update mart.dim_content set created_at = '2026-01-20' where content_key = 2",
                        "select content_title, due_on, is_due, days_overdue, bundle_bytes"
                                + " from report.content_retention_due order by content_key"))
                .as("the upload of January 1 counts, not the deployment of 2022")
                .containsExactly("App|2026-03-31|t|0|3000000000", "Try|2026-04-19|f|-19|1000000000");
    }

    @Test
    void actionsAreSortedByWhatTheySave() {
        assertThat(ask("select effect_rank, action_name, target_name, pseudonym, manager_pseudonym, usd_per_month,"
                        + " gb_freed, evidence, since_on from report.actions where user_id in (2, 6)"))
                .as("720 core hours of a container that was last active on February 15; what person 6 left behind")
                .containsExactly(
                        "4|end_idle_container|c2|p2|p1|14.400000|-|runs; in 30 days 0 minutes active, on no day 10"
                                + "|2026-02-15",
                        "10|remove_never_deployed|Try|p6|p1|-|1.000000|never successfully deployed (created_only)"
                                + "|2026-01-01",
                        "11|archive_drive_of_leaver|/home|p6|p1|-|0.500000|its owner has left|2026-01-28");
        assertThat(ask("select count(*) from report.actions(platform_team => true)"))
                .containsExactly("1");
        String jobs = """
                insert into mart.fact_batch_job (
                    day, batch_job_key, queue_key, job_definition_key, image_key, user_key, user_id, project_key,
                    compute_system_key, source, job_id, attempt_number, job_name, ended_at, job_state, is_started,
                    cpu_allocated_core_seconds)
                select '2026-03-20', 100 + number, 1, 0, 0, 103, 3, 0, 4, 'aws_batch', 'x' || number, 1, 'nightly',
                    '2026-03-20', case when number = 6 then 'succeeded' else 'failed' end, true, 36000
                from generate_series(1, 6) number
                """;
        assertThat(askAfter(
                        jobs,
                        "select usd_per_month, evidence, since_on from report.actions where target_name = 'nightly'"))
                .containsExactly("1.000000|5 of 6 attempts in 30 days did not succeed|2026-03-20");
        assertThat(askNames("select identifiers from hr.actions where user_id = 2"))
                .containsExactly("ada");
    }
}
