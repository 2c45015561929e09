package org.scewarehouse.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.core.io.ClassPathResource;

/** The reports over three days of twelve people, against numbers worked out by hand; asked as bi_reader. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ReportContract {

    private static final String COUNTS = "running_container_count, active_container_count,"
            + " running_and_active_container_count, running_owner_count, active_owner_count,"
            + " running_and_active_owner_count";

    private final TestWarehouse warehouse;

    ReportContract(TestWarehouse warehouse) {
        this.warehouse = warehouse;
    }

    @BeforeAll
    void fill() throws IOException {
        Migrations.migrate(warehouse.dataSource());
        warehouse.runAs(
                "wh_loader",
                new ClassPathResource("three_days_of_twelve_people.sql").getContentAsString(StandardCharsets.UTF_8));
    }

    @AfterAll
    void stop() {
        warehouse.close();
    }

    private List<String> ask(String sql) {
        return warehouse.askAs("bi_reader", sql);
    }

    @Test
    void periodsEndWithTheLastPublishedDay() {
        assertThat(ask("select period_name, from_day, to_day, is_complete, as_of_day from mart.dim_period"
                        + " order by sort_number"))
                .containsExactly(
                        "all data|2026-07-30|2026-08-02|t|2026-08-01",
                        "last 30 days|2026-07-03|2026-08-02|f|2026-08-01",
                        "last 6 months|2026-02-02|2026-08-02|f|2026-08-01",
                        "last 12 months|2025-08-02|2026-08-02|f|2026-08-01",
                        "2026-07|2026-07-01|2026-08-01|f|2026-08-01",
                        "2026-08|2026-08-01|2026-09-01|f|2026-08-01",
                        "2026-Q3|2026-07-01|2026-10-01|f|2026-08-01",
                        "2026|2026-01-01|2027-01-01|f|2026-08-01");
    }

    @Test
    void versionsAreSplitIntoRunningActiveAndBoth() {
        String columns = "select language_name, version_name, repository_name, tag_name, " + COUNTS;
        assertThat(ask(columns + " from report.runtime_version_split where period_name = 'all data'"
                        + " order by language_name desc, version_sort"))
                .containsExactly(
                        "R|4.3.1|workbench|old|10|11|9|10|11|9",
                        "R|4.10.0|workbench|new|1|1|1|1|1|1",
                        "Python|3.11.4|workbench|old|10|11|9|10|11|9");
        assertThat(ask(columns + " from report.runtime_version_split where period_name = '2026-07'"
                        + " and language_name = 'R'"))
                .containsExactly("R|4.3.1|workbench|old|12|11|11|12|11|11");
        assertThat(ask(columns + ", active_minutes, idle_threshold_cores, loaded_day_count, as_of_day"
                        + " from report.runtime_version_split('2026-08-01', '2026-08-02') where language_name = 'R'"))
                .containsExactly(
                        "R|4.3.1|workbench|old|10|11|9|10|11|9|10|0.05|1|2026-08-01",
                        "R|4.10.0|workbench|new|1|1|1|1|1|1|10|0.05|1|2026-08-01");
    }

    @Test
    void versionsCanBeAskedByEnvironmentDepartmentAndTeam() {
        String counts = "select " + COUNTS + " from report.runtime_version_split('2026-07-30', '2026-08-01', ";
        assertThat(ask(counts + "environment => 'jupyter') where language_name = 'R'"))
                .containsExactly("1|0|0|1|0|0");
        assertThat(ask(counts + "department => 'Physics', platform_team => true) where language_name = 'R'"))
                .containsExactly("1|1|1|1|1|1");
        assertThat(ask("select environment_name, department_name, is_platform_team, " + COUNTS
                        + " from report.runtime_version_split_by_group"
                        + " where period_name = '2026-07' and language_name = 'R' order by 1, 2, 3"))
                .containsExactly(
                        "jupyter|Other|f|1|0|0|1|0|0",
                        "workbench|Other|f|5|5|5|5|5|5",
                        "workbench|Physics|f|5|5|5|5|5|5",
                        "workbench|Physics|t|1|1|1|1|1|1");
    }

    @Test
    void idlenessIsPerPersonWithSmallDepartmentsFolded() {
        String columns = "select environment_name, department_name, pseudonym, container_count,"
                + " running_seconds, observed_seconds, idle_seconds, active_seconds, band_0_seconds, band_1_seconds,"
                + " idle_ratio, cpu_allocated_core_hours, cpu_idle_allocated_core_hours, cpu_unknown_hours_count,"
                + " idle_cost_usd, core_hour_rates from report.container_idleness where period_name = 'all data'";
        assertThat(ask(columns + " and user_id in (1, 2, 5, 12) order by user_id"))
                .containsExactly(
                        "workbench|Physics|p1|1|345600|320000|318200|1800|318200|1800|0.994375|12|8|0|0.200000"
                                + "|illustrative 0.02, illustrative 0.03",
                        "workbench|Physics|p2|1|259200|240000|238200|1800|238200|1800|0.9925|9|6|0|0.140000"
                                + "|illustrative 0.02, illustrative 0.03",
                        "workbench|Physics|p5|1|259200|240000|238200|1800|238200|1800|0.9925|6|4|24|0.080000"
                                + "|illustrative 0.02, illustrative 0.03",
                        "jupyter|Other|p12|1|259200|240000|238203|1797|238203|1797|0.9925125|9|6|0|0.140000"
                                + "|illustrative 0.02, illustrative 0.03");
        assertThat(ask("select department_name, count(distinct pseudonym) from report.container_idleness"
                        + " where period_name = 'all data' group by 1 order by 1"))
                .containsExactly("Other|6", "Physics|6");
        assertThat(warehouse.askAs(
                        "bi_hr",
                        "select pseudonym, identifiers, idle_cost_usd from hr.container_idleness"
                                + " where period_name = 'all data' and user_id = 2"))
                .containsExactly("p2|ada|0.140000");
    }

    @Test
    void aBilledPriceOfTheSystemWinsOverAnyOther() {
        String since = "'core_hour', %s, '2026-08-01', '9999-12-31', '2026-08-01', '2026-08-01')";
        String prices = "insert into mart.dim_rate values (3, '*', 'billed', " + since.formatted("0.5")
                + ", (4, 'c1', 'billed', " + since.formatted("0.4");
        assertThat(warehouse.askAfter(prices, """
                        select idle_cost_usd, core_hour_rates
                        from report.container_idleness('2026-08-01', '2026-08-02')
                        where user_id = 2
                        """)).containsExactly("0.800000|billed 0.4");
    }

    @Test
    void groupsAreFoldedUntilFivePeopleAreInOther() {
        assertThat(ask("select label from report.small_group(array['a','a','a','a','a','b','b','b','b','b'])"))
                .isEmpty();
        assertThat(ask("select label from report.small_group(array['a','a','a','a','a','a','b','b','c','c','c'])"
                        + " order by 1"))
                .containsExactly("b", "c");
        assertThat(ask("select label from report.small_group(array['a','a','a','a','a','a','b','d','d','d','d','d'])"
                        + " order by 1"))
                .containsExactly("b", "d");
    }

    @Test
    void freshnessSaysHowFarEachEndpointReaches() {
        assertThat(ask("select source, endpoint, kind, last_complete_day, first_observed_day, observed_day_count,"
                        + " complete_day_count, pending_day_count, missing_day_count - lag_days, last_state,"
                        + " reporting_zone from report.data_freshness order by endpoint"))
                .containsExactly(
                        "prometheus|container_cpu|AS_OF|2026-08-01|2026-07-30|3|3|1|1|PUBLISHED|UTC",
                        "prometheus|pod|AS_OF|2026-08-01|2026-07-30|3|3|1|1|PUBLISHED|UTC");
    }

    @Test
    void aHoleIsCountedThoughTheLastDaysAreNotDueYet() {
        String holes = "select distinct hole_day_count from report.data_freshness";
        assertThat(ask(holes)).as("the failed day before the first").containsExactly("1");
        String notDue = "insert into ops.source values"
                + " ('prometheus', '2026-07-30', 86400::bigint * 36500, null, null, 'test', now());";
        assertThat(warehouse.askAfter(notDue, holes)).containsExactly("1");
        assertThat(warehouse.askAfter("delete from ops.load where state = 'FAILED';", holes))
                .containsExactly("0");
    }

    @Test
    void qualityNamesWhatIsMissing() {
        assertThat(ask("select endpoint, kind, subject, finding_count, day_count, first_day, last_day"
                        + " from report.data_quality where period_name = '2026-07' order by kind, endpoint"))
                .containsExactly(
                        "all|COVERAGE|CPU gaps|4|2|2026-07-30|2026-07-31",
                        "all|COVERAGE|container seconds|166400|2|2026-07-30|2026-07-31",
                        "pod|DROP|kube_pod_info|5|2|2026-07-30|2026-07-31",
                        "all|FAILED_DAY|source|1|1|2026-07-29|2026-07-29",
                        "container_cpu|PENDING_DAY|endpoint|1|1|2026-07-29|2026-07-29",
                        "pod|PENDING_DAY|endpoint|1|1|2026-07-29|2026-07-29");
    }

    /** Such as the labels of the series that could not be read. */
    @Test
    void qualityDoesNotQuoteWhatADayFailedOf() {
        String reason = "select reason from report.data_quality where kind = 'FAILED_DAY' and period_name = '2026-07'";
        assertThat(warehouse.askAfter(
                        "update ops.load set message = 'got {pod=\"jupyter-anna\"}' where state = 'FAILED'", reason))
                .containsExactly("failed; ./sce status says of what");
    }

    @Test
    void reportsReadOnlyThePartitionsOfTheirDays() {
        List<String> plan =
                warehouse.ask("explain select * from report.container_idleness(date '2026-07-30', date '2026-07-31')");
        assertThat(String.join("\n", plan))
                .contains("fact_container_day_y2026m07")
                .doesNotContain("fact_container_day_y2026m08")
                .doesNotContain("fact_container_hour");
    }

    @Test
    void runningContainersHaveTheDaysLeftThatTheirPlatformGivesThem() {
        String change = """
                insert into mart.dim_platform_rule values (1, 604800, '2026-07-30', '2026-08-01');
                update mart.dim_container set last_active_on = '2026-07-30' where container_key = 4;
                update mart.dim_container set started_at = '2026-08-01T10:00:00Z', first_seen_on = '2026-08-01'
                where container_key = 5;
                update mart.dim_container set last_active_on = '2026-07-20' where container_key = 6;
                """;
        assertThat(warehouse.askAfter(
                        change,
                        "select container_id, environment_name, pseudonym, days_until_auto_deletion, as_of_day"
                                + " from report.container_time_left where container_key in (3, 4, 5, 6, 7, 12)"
                                + " order by container_key"))
                .containsExactly(
                        "c4|workbench|p4|5|2026-08-01",
                        "c5|workbench|p5|7|2026-08-01",
                        "c6|workbench|p6|0|2026-08-01",
                        "c7|workbench|p7|-|2026-08-01",
                        "c12|jupyter|p12|-|2026-08-01");
    }

    @Test
    void whateverCountsWhoOrWhatIsActivePrintsTheMinutesThatMakeADayActive() {
        assertThat(warehouse.askAs("bi_reader", """
                        select table_name from information_schema.columns
                        where table_schema = 'report' and table_name not like 'fact%'
                        group by table_name
                        having bool_or(column_name ~ '(^|_)active_.*count$')
                          and not bool_or(column_name = 'active_minutes')
                        """)).isEmpty();
    }

    @Test
    void verifyFindsNothingWrong() {
        assertThat(warehouse.askAs("wh_loader", "select * from ops.verify() where not is_ok"))
                .isEmpty();
        long facts = Warehouse.tables().stream()
                .filter(TableSpec::isPartitionedByDay)
                .count();
        assertThat(warehouse.askAs("wh_loader", "select count(*) from ops.verify('2026-07-31', '2026-08-01')"))
                .containsExactly(Long.toString(facts + 21));
    }

    @Test
    void verifyFindsEachBrokenRule() {
        breaks(
                "update mart.fact_container_hour set cpu_core_seconds = 1001 where container_key = 4",
                "hours sum to days");
        breaks(
                "insert into mart.fact_container_hour select * from mart.fact_container_hour where container_key = 4",
                "fact_container_hour has its rows",
                "hours have no duplicates",
                "hours sum to days");
        breaks(
                "update mart.fact_container_day set band_6_seconds = 1 where container_key = 4",
                "bands sum to observed",
                "months of containers are the sums of their days");
        breaks(
                "update mart.agg_container_month set gpu_request_seconds = 1 where container_key = 4",
                "months of containers are the sums of their days");
        breaks(
                "update mart.fact_container_hour set band_6_seconds = 1 where container_key = 4",
                "bands of hours sum to observed");
        breaks("update mart.fact_capacity_day set container_cpu_core_seconds = 1", "kinds sum to the cluster's CPU");
        breaks(
                "update mart.dim_user set is_current = false where user_id = 4",
                "each person has one current version",
                "people as they are now are their current versions");
        breaks(
                "update mart.dim_user_now set department_name = 'Law' where user_id = 4",
                "people as they are now are their current versions");
        breaks(
                "update mart.dim_user set valid_to = '2027-01-01' where user_id = 4",
                "each person has one current version");
        breaks(
                "update mart.fact_container_hour set user_key = 0 where user_id > 0",
                "people of facts are as they were that day");
        breaks(
                "insert into mart.fact_content_visit (day, visit_key, content_key, user_key, user_id, project_key,"
                        + " source, started_at, hit_count, is_anonymous, is_owner, is_monitor)"
                        + " values ('2026-08-01', 1, 0, 0, 0, 0, 'connect', '2026-08-01', 1, true, false, true)",
                "fact_content_visit has its rows",
                "visits sum to their items");
        breaks("delete from mart.fact_capacity_day where day = '2026-08-01'", "fact_capacity_day has its rows");
        breaks(
                "update ops.load_table set row_count = 2 where table_name = 'fact_capacity_day'",
                "fact_capacity_day has its rows");
    }

    TestWarehouse warehouse() {
        return warehouse;
    }

    void breaks(String change, String... checks) {
        assertThat(warehouse.askAfter(change, "select check_name from ops.verify() where not is_ok"))
                .as(change)
                .containsExactlyInAnyOrder(checks);
    }
}
