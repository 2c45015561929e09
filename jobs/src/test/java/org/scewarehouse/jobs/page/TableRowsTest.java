package org.scewarehouse.jobs.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the tables of the page, and Metabase's cards, say of reports with these rows. */
class TableRowsTest {

    /** Metabase sums the rows of one label, and on the page nobody could tell the bars apart. */
    @Test
    void whatIsCalledAlikeHasBarsOfItsOwn() throws SQLException {
        String items = """
            (values
                ('last 30 days', 'report', 'n', '0a1b2c3d-4', 'app', 9, 1, 0, now(), now()),
                ('last 30 days', null, 'report', '1a1b2c3d-4', 'app', 5, 1, 0, now(), now()),
                ('last 30 days', 'other', 'n', '2a1b2c3d-4', 'app', 1, 1, 0, now(), now()))
            report(period_name, content_title, content_name, content_guid, content_type, visit_count, visitor_count,
                anonymous_visit_count, last_visit_at, modified_at)""";
        assertThat(labels("content_popular", items, "item_title"))
                .containsExactly("report (0a1b2c3d)", "report (1a1b2c3d)", "other");
        String schedules = """
            (values
                (7, 'a', 'a', 'g', 'p', 'm', now(), 20, now(), 1.0, 2.0, 0.3),
                (8, 'a', 'a', 'g', 'p', 'm', now(), 19, now(), 1.0, 1.0, 0.3))
            report(schedule_key, content_title, content_name, content_guid, pseudonym, owner_manager_pseudonym,
                failing_since_at, failures_in_row_count, last_success_at, runs_per_day, cost_year_usd,
                cost_year_if_weekly_usd)""";
        assertThat(labels("schedules_failing", schedules, "item_title")).containsExactly("a (1)", "a (2)");
        String copies = """
            (values
                (7, 1, 'report', '0123456789', 3, 1, 9, now()), (8, 1, 'report', '1123456789', 2, 0, 9, now()),
                (8, 2, 'report', '1123456789', 2, 0, 9, now()), (8, 1, 'item', '1123456789', 2, 0, 9, now()))
            report(user_id, group_number, copy_name, pseudonym, copy_count, dead_copy_count, bundle_bytes,
                created_at)""";
        assertThat(labels("content_copies", copies, "title"))
                .containsExactlyInAnyOrder(
                        "report of user-01234567",
                        "report of user-11234567 (1)",
                        "report of user-11234567 (2)",
                        "item of user-11234567");
        String packages = """
            (values
                ('last 30 days', 'r', 'arrow', '1.0', 1, 'CRAN', 5, 5, 2, now()),
                ('last 30 days', 'python', 'arrow', '1.0', 1, 'PyPI', 4, 4, 2, now()),
                ('last 30 days', 'python', 'numpy', '2.0', 2, 'PyPI', 3, 3, 2, now()))
            report(period_name, ecosystem_name, package_name, package_version, package_version_sort, origin_name,
                repository_count, package_repository_count, author_count, first_used_on)""";
        assertThat(labels("package_adoption", packages, "package"))
                .containsExactly("arrow 1.0 (r)", "arrow 1.0 (python)", "numpy 2.0");
    }

    /** Else what is Other in one table of the page could be read in another, beside the same pseudonym. */
    @Test
    void whoeverCopiesIsOfADepartmentThatIsLargeEnough() throws SQLException {
        String people = "select distinct department_name from report.user_activity where period_name = 'all data'";
        assertThat(values(people, "department_name"))
                .containsAll(labels("content_copies", "report.content_copies", "department_name"))
                .contains("Other");
    }

    private static List<String> labels(String section, String rows, String column) throws SQLException {
        String query = SectionQuery.resource(section).rows();
        return values(query.replace("report." + section, rows).replace(Question.PERIOD, "'last 30 days'"), column);
    }

    private static List<String> values(String query, String column) throws SQLException {
        try (Connection connection = DemoWarehouse.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (found.next()) {
                values.add(found.getString(column));
            }
            return values;
        }
    }
}
