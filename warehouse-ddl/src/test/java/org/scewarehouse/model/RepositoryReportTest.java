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

/** The reports of packages and languages over five repositories, against numbers worked out by hand; as bi_reader. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RepositoryReportTest {

    private final TestWarehouse warehouse = TestWarehouse.start();

    @BeforeAll
    void fill() throws IOException {
        Migrations.migrate(warehouse.dataSource());
        warehouse.runAs(
                "wh_loader", new ClassPathResource("five_repositories.sql").getContentAsString(StandardCharsets.UTF_8));
    }

    @AfterAll
    void stop() {
        warehouse.close();
    }

    private List<String> ask(String sql) {
        return warehouse.askAs("bi_reader", sql);
    }

    @Test
    void versionsCountWhereRepositoriesInUseNameThem() {
        String columns = "select package_name, package_version, repository_count, package_repository_count,"
                + " author_count, first_used_on, repository_count_after_7_days, repository_count_after_30_days";
        assertThat(ask(columns + " from report.package_adoption where period_name = '2026-07'"
                        + " order by package_name, package_version_sort"))
                .containsExactly(
                        "dplyr|1.1.4|2|2|6|2026-07-01|3|3",
                        "dplyr|1.2.0|1|2|6|2026-07-10|1|-",
                        "sitetools|0.2.1|1|1|6|2026-07-01|1|1");
        assertThat(ask(columns + " from report.package_adoption('2026-07-01', '2026-07-06')"
                        + " order by package_name, package_version_sort"))
                .as("before the upgrade; the days after the first are not over")
                .containsExactly("dplyr|1.1.4|3|3|6|2026-07-01|-|-", "sitetools|0.2.1|1|1|6|2026-07-01|-|-");
    }

    @Test
    void repositoriesCanBeAskedByDepartmentAndTeam() {
        String counts = "select package_version, repository_count, author_count from report.package_adoption("
                + "'2026-07-01', '2026-08-01', ";
        assertThat(ask(counts + "department => 'Physics') where package_name = 'dplyr' order by 1"))
                .containsExactly("1.1.4|1|5", "1.2.0|1|5");
        assertThat(ask(counts + "department => 'Law')"))
                .as("too few people to be shown")
                .isEmpty();
        assertThat(ask(counts + "platform_team => true) where package_name = 'dplyr' order by 1"))
                .containsExactly("1.1.4|1|1", "1.2.0|1|1");
        assertThat(ask("select package_version, repository_count, first_used_on, repository_count_after_7_days,"
                        + " repository_count_after_30_days from report.package_adoption('2026-07-01', '2026-08-01',"
                        + " platform_team => true) where package_name = 'dplyr' order by 1"))
                .as("repositories of others spread nothing here")
                .containsExactly("1.1.4|1|2026-07-01|1|1", "1.2.0|1|2026-07-10|1|-");
    }

    @Test
    void languagesCountByTheirRepositories() {
        String columns = "select language_name, repository_count, main_repository_count, mean_share_percent,"
                + " author_count, loaded_day_count, as_of_day";
        assertThat(ask(columns + " from report.language_split where period_name = '2026-07' order by 1"))
                .containsExactly("Python|2|1|60|1|3|2026-07-31", "R|1|1|70|6|3|2026-07-31");
    }

    @Test
    void internalPackagesShowWhetherTheirLatestVersionIsUsed() {
        assertThat(ask("select package_name, latest_version, version_count, repository_count, latest_repository_count,"
                        + " author_count, content_count, first_used_on from report.internal_package_use"
                        + " where period_name = '2026-07'"))
                .containsExactly("sitetools|0.10.0|1|1|0|6|1|2026-07-01");
    }

    @Test
    void theLatestVersionIsTheLastThatWasReleased() {
        String add = "insert into mart.dim_package (package_key, ecosystem_name, package_name, package_version,"
                + " package_version_sort, is_internal, first_seen_on, last_seen_on) values"
                + " (7, 'r', 'sitetools', '%s', %s, true, '2026-07-01', '2026-07-01'),"
                + " (8, 'r', 'sitetools', '%s', %s, true, '2026-07-01', '2026-07-01')";
        String latest = "select latest_version from report.internal_package_use where period_name = '2026-07'";
        assertThat(warehouse.askAfter(add.formatted("1.0.0rc1", 1_000_000, "1.0.0", 1_000_000), latest))
                .as("a candidate comes before its release")
                .containsExactly("1.0.0");
        assertThat(warehouse.askAfter(add.formatted("1.0.0.9", 1_000_000, "1.0.0.10", 1_000_000), latest))
                .as("a fourth number is one too")
                .containsExactly("1.0.0.10");
        assertThat(warehouse.askAfter(add.formatted("2024.1015.1", "null", "unpinned", "null"), latest))
                .as("a number of more digits than package_version_sort has")
                .containsExactly("2024.1015.1");
        assertThat(ask("select version from unnest(array['1.0', 'unpinned', '1.0.dev3', '1.0.post1', '1.0rc2',"
                        + " '1.0-10', '1.0-9', '1.0b1', '1.0a1', '1.0rc10', '12', '1.0+cu118']) version"
                        + " order by report.version_order(version) nulls last, version"))
                .containsExactly(
                        "1.0.dev3",
                        "1.0a1",
                        "1.0b1",
                        "1.0rc2",
                        "1.0rc10",
                        "1.0",
                        "1.0+cu118",
                        "1.0.post1",
                        "1.0-9",
                        "1.0-10",
                        "12",
                        "unpinned");
    }

    @Test
    void aRepositoryThatCameBackIsInUseAgain() {
        String back = "update mart.dim_repository set deleted_observed_on = '2026-07-03', valid_to = '2026-07-05',"
                + " is_current = false where repository_id = 2;"
                + " insert into mart.dim_repository (repository_key, repository_id, gitlab_project_id, valid_from,"
                + " valid_to, is_current, user_id, first_seen_on, last_seen_on)"
                + " values (22, 2, '2', '2026-07-05', '9999-12-31', true, 1, '2026-07-05', '2026-07-31')";
        String counts = "select package_version, repository_count from report.package_adoption('2026-07-01',"
                + " '2026-08-01') where package_name = 'dplyr' order by 1";
        assertThat(warehouse.askAfter(back, counts))
                .as("renamed before it was seen again")
                .containsExactly("1.1.4|2", "1.2.0|1");
        assertThat(warehouse.askAfter(
                        back,
                        "select repository_id from report.repository_author('2026-07-04') where"
                                + " repository_id = 2"))
                .isEmpty();
    }

    @Test
    void aLockFileThatNamesAPackageLaterDoesNotDoSoYet() {
        assertThat(warehouse.askAfter(
                        "update mart.bridge_repository_package set valid_from = '2026-07-10' where package_key = 3",
                        "select package_name, repository_count, content_count, first_used_on"
                                + " from report.internal_package_use('2026-07-01', '2026-07-06')"))
                .as("known by the item that uses it")
                .containsExactly("sitetools|0|1|-");
    }

    @Test
    void itemsThatUseAPackageAreOfTheLastDayOnWhichTheirPackagesWereListed() {
        String late = "update ops.load set state = 'FAILED', published_at = null"
                + " where source = 'connect' and day > '%s';"
                + " update mart.bridge_content_package set last_seen_on = '2026-07-05'";
        String items = "select content_count, as_of_day from report.internal_package_use('%s', '2026-08-01')";
        assertThat(warehouse.askAfter(late.formatted("2026-07-05"), items.formatted("2026-07-01")))
                .as("of the server the last day is not loaded")
                .containsExactly("1|2026-07-31");
        assertThat(warehouse.askAfter(late.formatted("2026-07-05"), items.formatted("2026-07-06")))
                .as("nothing is known of a range without a day of it")
                .containsExactly("-|2026-07-31");
        assertThat(warehouse.askAfter(late.formatted("2026-06-30"), items.formatted("2026-07-01")))
                .containsExactly("-|2026-07-31");
    }

    @Test
    void whatIsRightIsVerified() {
        warehouse.run("select ops.rewrite_user_aggregates()"); // which the load does
        assertThat(warehouse.ask("select check_name, detail from ops.verify() where not is_ok"))
                .isEmpty();
        for (String column : List.of(
                "commit_count", "merge_commit_count", "pipeline_count", "failed_pipeline_count", "job_seconds")) {
            assertThat(warehouse.askAfter(
                            "update mart.fact_repository_day set " + column + " = " + column + " + 1",
                            "select check_name from ops.verify() where not is_ok"))
                    .as(column)
                    .containsExactly("commits and pipelines sum to their repositories");
        }
    }
}
