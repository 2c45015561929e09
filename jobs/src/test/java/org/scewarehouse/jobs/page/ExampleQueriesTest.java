package org.scewarehouse.jobs.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The examples of the documentation, over the warehouse of {@link DemoWarehouse}. */
class ExampleQueriesTest {
    private static final Path EXAMPLES = Path.of("..", "docs", "queries");

    /** On which a demo of eight people has nothing to show. */
    private static final List<String> EMPTY = List.of(
            "07_people_as_they_were",
            "10_drives_of_people_who_left",
            "17_schedules_and_what_weekly_would_cost",
            "18_package_versions");

    @Test
    void everyExampleAnswersWithTheRightsOfBiTools() throws IOException, SQLException {
        List<Path> files = files();
        assertThat(files).hasSizeGreaterThanOrEqualTo(20);
        List<String> silent = new ArrayList<>();
        try (Connection connection = DemoWarehouse.dataSource().getConnection()) {
            Reading.begin(connection);
            for (Path file : files) {
                String query = Files.readString(file);
                assertThat(query).as(file.toString()).startsWith("-- ").doesNotContain("hr.");
                if (!hasRows(connection, query, file)) {
                    silent.add(file.getFileName().toString().replace(".sql", ""));
                }
            }
        }
        assertThat(EMPTY).containsAll(silent);
    }

    @Test
    void aContainerThatWentOnToAnotherImageOfItsVersionIsStillOneOfTheVersion() throws IOException, SQLException {
        String query = Files.readString(EXAMPLES.resolve("04_versions_in_use.sql"));
        try (Connection connection = DemoWarehouse.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            List<String> before = rows(connection, query);
            try (Statement statement = connection.createStatement()) {
                statement.execute("""
                        create temporary table newer on commit drop as select * from mart.dim_image where image_key > 0;
                        update newer set image_key = image_key + 1, tag_name = tag_name || '-new';
                        insert into mart.dim_image select * from newer;
                        update mart.fact_container_day f set image_key = f.image_key + 1
                        where f.image_key > 0 and f.day = (select max(day) from mart.fact_container_day);
                        select ops.rewrite_months();
                        """);
            }
            assertThat(rows(connection, query)).isNotEmpty().isEqualTo(before);
            connection.rollback();
        }
    }

    @Test
    void whatAnEnvironmentOfSeveralClustersNeedsAtOnceIsSummed() throws IOException, SQLException {
        String query = Files.readString(EXAMPLES.resolve("08_demand_in_5_minutes.sql"));
        try (Connection connection = DemoWarehouse.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("""
                        update mart.dim_compute_system set environment_name = 'one' where compute_system_key > 0;
                        delete from mart.fact_demand_5min f where f.user_group = 'all' and f.day > (
                            select min(day) from mart.fact_demand_5min)""");
            }
            String largest = "select sum(running_container_count), 0, 0 from mart.fact_demand_5min"
                    + " where user_group = 'all' group by interval_start_at order by 1 desc limit 1";
            assertThat(rows(connection, query).get(0))
                    .startsWith("one " + rows(connection, largest).get(0).replace(" 0 0", " "));
            connection.rollback();
        }
    }

    /** Containers whose owner nobody knows are a person in no count. */
    @Test
    void nobodyIsNoPersonWhomAWithdrawalHits() throws IOException, SQLException {
        String query = Files.readString(EXAMPLES.resolve("05_who_is_hit_by_a_withdrawal.sql"))
                .replace("r.version_minor = '4.1'", "r.version_minor is not null");
        try (Connection connection = DemoWarehouse.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            assertThat(rows(connection, query)).isNotEmpty().noneMatch(row -> row.endsWith(" 0"));
            try (Statement statement = connection.createStatement()) {
                statement.execute("update mart.fact_container_day set user_id = 0, user_key = 0;"
                        + " select ops.rewrite_months()");
            }
            assertThat(rows(connection, query)).isNotEmpty().allMatch(row -> row.endsWith(" 0"));
            connection.rollback();
        }
    }

    private static List<String> rows(Connection connection, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            while (found.next()) {
                rows.add(found.getString(1) + " " + found.getString(2) + " " + found.getString(3));
            }
        }
        return rows;
    }

    private static boolean hasRows(Connection connection, String query, Path file) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        } catch (SQLException e) {
            throw new SQLException(file + ": " + e.getMessage(), e);
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .toList();
        }
    }
}
