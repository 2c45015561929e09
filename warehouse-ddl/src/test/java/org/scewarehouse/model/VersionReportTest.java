package org.scewarehouse.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scewarehouse.model.TenPeople.ask;
import static org.scewarehouse.model.TenPeople.askAfter;
import static org.scewarehouse.model.TenPeople.askNames;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Reports of versions against numbers counted by hand; asked as bi_reader. */
class VersionReportTest {

    private static final String IMPACT =
            "select asset_kind, asset_name, place_name, pseudonym, manager_pseudonym, last_used_on";

    @Test
    void theTrendIsTheSplitOfEachMonthByDepartment() {
        assertThat(ask("select period_name, department_name, version_name, running_container_count,"
                        + " active_container_count, running_and_active_container_count, running_owner_count,"
                        + " active_owner_count from report.runtime_version_trend where department_name = 'all'"
                        + " order by 1, version_sort"))
                .containsExactly(
                        "2026-01|all|4.0.5|9|4|3|8|4",
                        "2026-02|all|4.0.5|8|1|1|7|1",
                        "2026-02|all|4.3.1|1|1|1|1|1",
                        "2026-03|all|4.0.5|8|1|1|8|1",
                        "2026-03|all|4.3.1|2|0|0|2|0");
        assertThat(ask("select t.period_name from report.runtime_version_trend t"
                        + " join report.runtime_version_split s using (period_name, language_name, version_name)"
                        + " where t.department_name = 'all' and s.running_container_count = t.running_container_count"
                        + " and s.active_owner_count = t.active_owner_count"))
                .hasSize(5);
    }

    @Test
    void theTrendIsOfTheMonthsThatARangeReachesInto() {
        String months = "select distinct month_name from report.runtime_version_trend('%s', '%s') order by 1";
        assertThat(ask(months.formatted("2026-01-31", "2026-02-02"))).containsExactly("2026-01", "2026-02");
        assertThat(ask(months.formatted("2026-02-01", "2026-03-01"))).containsExactly("2026-02");
        assertThat(ask(months.formatted("2026-02-10", "2026-02-10"))).isEmpty();
        assertThat(ask(months.formatted("2026-02-11", "2026-02-10"))).isEmpty();
    }

    @Test
    void peopleMoveToAVersionFromItsFirstDayOn() {
        assertThat(ask("select version_minor, first_seen_on, population_count, people_count,"
                        + " people_after_7_days_count, people_after_30_days_count, people_after_90_days_count,"
                        + " days_to_25_percent, days_to_50_percent, days_to_75_percent"
                        + " from report.runtime_migration order by version_sort"))
                .as("4.3: person 2 on February 1, person 1 on March 1; 3 and 5 could have moved, 4 and 6 could not")
                .containsExactly("4.0|2026-01-01|6|6|4|5|-|0|0|8", "4.3|2026-02-01|4|2|1|2|-|0|28|-");
        assertThat(ask("select version_minor, people_count from report.runtime_migration('2026-03-01') order by 1"))
                .containsExactly("4.0|5", "4.3|1");
    }

    @Test
    void aVersionLivesFromItsFirstToItsLastActiveDay() {
        assertThat(ask("select version_minor, first_seen_on, last_seen_on, lifetime_days, is_still_used, people_count,"
                        + " people_in_30_days_count, median_days_per_person from report.runtime_lifetime order by 1"))
                .as("4.0 in days: persons 1 to 6 for 90 or 59, 31, 45, 4, 22, 20; 4.3: 15 and 31")
                .containsExactly("4.0|2026-01-01|2026-03-31|90|t|6|2|26.5", "4.3|2026-02-01|2026-03-31|59|t|2|1|23");
    }

    @Test
    void versionsAreAskedForByEnvironment() {
        for (String report : List.of("runtime_migration", "runtime_lifetime")) {
            String asked = "select version_minor, people_count from report." + report + "(date '2026-04-01'";
            assertThat(ask(asked + ", environment => 'workbench') order by 1")).containsExactly("4.0|5", "4.3|2");
            assertThat(ask(asked + ", environment => 'elsewhere')")).isEmpty();
        }
        assertThat(ask("select distinct is_platform_team from report.runtime_impact('4.3')"))
                .containsExactly("f");
    }

    @Test
    void impactNamesWhatRunsOnAVersionAndWhoseItIs() {
        assertThat(ask(IMPACT + " from report.runtime_impact('4.3') order by 1, 2"))
                .containsExactly("container|c1|workbench|p1|-|-", "container|c2|workbench|p2|p1|2026-02-15");
        assertThat(ask("select asset_kind, count(distinct asset_name), count(distinct user_id)"
                        + " from report.runtime_impact('4.0') group by 1 order by 1"))
                .as("containers 11, 3 to 5 and 7 to 10; the item App; the repository")
                .containsExactly("container|8|8", "item|1|1", "repository|1|1");
        assertThat(ask(IMPACT + " from report.runtime_impact('4.0.5') where asset_kind <> 'container' order by 1"))
                .containsExactly("item|App|Connect|p1|-|2026-03-31", "repository|1|GitLab|p4|p1|2026-03-01");
        for (String other : List.of("'4'", "'4.0.5', 'Python'", "'4.00'")) {
            assertThat(ask("select count(*) from report.runtime_impact(" + other + ")"))
                    .containsExactly(other.equals("'4'") ? "12" : "0");
        }
        assertThat(askNames("select identifiers from hr.runtime_impact('4.3') where user_id = 2"))
                .containsExactly("ada");
    }

    @Test
    void impactHasARenamedRepositoryOnceAsItIsCalledNow() {
        String renamed = """
                update mart.dim_repository set repository_path = 'old/fit', valid_to = '2026-03-15', is_current = false;
                insert into mart.dim_repository (
                    repository_key, repository_id, gitlab_project_id, repository_path, valid_from, valid_to, is_current,
                    user_id, first_seen_on, last_seen_on)
                values (2, 1, '1', 'new/fit', '2026-03-15', '9999-12-31', true, 4, '2026-03-15', '2026-03-31');
                """;
        assertThat(askAfter(renamed, IMPACT + " from report.runtime_impact('4.0.5') where asset_kind = 'repository'"))
                .containsExactly("repository|new/fit|GitLab|p4|p1|2026-03-01");
    }

    @Test
    void impactHasJobsOfNinetyDays() {
        assertThat(askAfter(
                        "update mart.fact_batch_job set image_key = 2",
                        IMPACT + " from report.runtime_impact('4.3') where asset_kind = 'job' order by 3"))
                .as("the job of January 1 is 89 days old on the last day, that of January 2 88")
                .containsExactly("job|fit|b1|p2|p1|2026-01-02", "job|fit|c1|p2|p1|2026-01-01");
    }
}
