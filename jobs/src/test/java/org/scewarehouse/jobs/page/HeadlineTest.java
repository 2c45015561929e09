package org.scewarehouse.jobs.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the figures of sentences say of reports with these rows. */
class HeadlineTest {

    @Test
    void aReservationThatLacksMemoryIsNotSmallEnough() throws SQLException {
        String report = """
            (values
                ('last 30 days', 'all', 'Ocean', 4, 0.0, 0.0, 3, date '2026-08-20', 'node 20'),
                ('last 30 days', 'all', 'Ocean', 2, 0.0, 0.002, 3, date '2026-08-20', 'node 20'),
                ('last 30 days', 'all', 'Ocean', 1, 0.0001, 0.88, 3, date '2026-08-20', 'node 20')
            ) report(period_name, user_group, environment_name, reservation_cores, drawn_above_node_ratio,
                drawn_above_memory_ratio, loaded_day_count, as_of_day, node_day_rate)""";
        assertThat(answer("container_rightsizing", "report.container_rightsizing", report, "smallest_reservation"))
                .isEqualTo("2 cores");
    }

    @Test
    void whereNoReservationIsEnoughThatIsSaid() throws SQLException {
        assertThat(smallestReservation("(8, 0.02, 0.0), (4, 0.3, 0.1)")).isEqualTo("none of those tried");
        assertThat(smallestReservation("(8, 0.02, null::numeric), (4, 0.3, 0.1)"))
                .isEqualTo("none of those tried");
        assertThat(smallestReservation("(8, 0.0, null::numeric), (4, 0.3, 0.1)"))
                .as("nobody knows of its memory")
                .isNull();
        assertThat(smallestReservation("(8, 0.0, 0.0), (8, 0.02, 0.0), (4, 0.0, 0.02)"))
                .as("too small for one of the environments")
                .isEqualTo("none of those tried");
    }

    private static @Nullable String smallestReservation(String ratios) throws SQLException {
        String report = "(select 'last 30 days' as period_name, 'all' as user_group, 'Ocean' as environment_name,"
                + " ratio.*, 3 as loaded_day_count, date '2026-08-20' as as_of_day, 'node 20' as node_day_rate from"
                + " (values " + ratios + ") ratio(reservation_cores, drawn_above_node_ratio,"
                + " drawn_above_memory_ratio)) report";
        return answer("container_rightsizing", "report.container_rightsizing", report, "smallest_reservation");
    }

    @Test
    void anOldVersionThatIsTakenUpLateIsNotTheNewest() throws SQLException {
        String report = """
            (values
                ('R', '4.4', 4004, date '2026-03-01', 0.5, 10, date '2025-01-01', date '2026-08-20'),
                ('R', '3.6', 3006, date '2026-08-01', 0.05, 10, date '2025-01-01', date '2026-08-20'),
                ('Python', '3.12', 3012, date '2026-02-01', 0.25, 10, date '2025-01-01', date '2026-08-20')
            ) report(language_name, version_minor, version_sort, first_seen_on, share_ratio, active_minutes,
                history_from_day, as_of_day)""";
        assertThat(answer("runtime_migration", "report.runtime_migration", report, "newest_version"))
                .isEqualTo("R 4.4");
    }

    @Test
    void noneIsNotUnknown() throws SQLException {
        String mix = """
            (values ('last 30 days', 'batch', 1, 8, 10, 30, date '2026-08-20'))
            report(period_name, component_names, component_count, people_count, active_minutes, loaded_day_count,
                as_of_day)""";
        assertThat(answer("component_mix", "report.component_mix", mix, "several_count"))
                .isEqualTo("0");
        String due = """
            (values (false, 512, 1095, date '2026-08-20'))
            report(is_due, bundle_bytes, retention_days, as_of_day)""";
        assertThat(answer("content_retention_due", "report.content_retention_due", due, "bundle_bytes"))
                .isEqualTo("0");
    }

    @Test
    void unknownIsNotNone() throws SQLException {
        String outcomes = """
            (values
                ('last 30 days', 'succeeded', 7, 0, 0, 1.5, 'illustrative 0.02', 30, date '2026-08-20'),
                ('last 30 days', 'failed', 3, %d, %d, null, 'illustrative 0.02', 30, date '2026-08-20')
            ) report(period_name, job_state, ended_count, never_started_count, unknown_time_count, cost_usd,
                core_hour_rates, loaded_day_count, as_of_day)""";
        assertThat(answer("job_outcomes", "report.job_outcomes", outcomes.formatted(0, 3), "wasted_cost_usd"))
                .as("three took core time that nobody knows")
                .isNull();
        assertThat(answer("job_outcomes", "report.job_outcomes", outcomes.formatted(3, 0), "wasted_cost_usd"))
                .as("none of the three began")
                .isEqualTo("0");
        String drives = """
            (values
                ('last 30 days', 'home', 0.5, 2.0, 0, 'employed', date '2026-07-20', 30, date '2026-08-20'),
                ('last 30 days', 'home', 0.5, %s, 0, '%s', '2026-07-20', 30, '2026-08-20')
            ) report(period_name, volume_kind, growth_gb, used_gb, near_limit_volume_count, employment_status,
                before_day, loaded_day_count, as_of_day)""";
        assertThat(answer("storage_growth", "report.storage_growth", drives.formatted("null", "left"), "left_gb"))
                .as("what nobody has measured")
                .isNull();
        assertThat(answer("storage_growth", "report.storage_growth", drives.formatted("1.0", "employed"), "left_gb"))
                .as("nobody left")
                .isEqualTo("0");
    }

    @Test
    void whoUsesSeveralComponentsIsUnknownWhereOnlyOneIsLoaded() throws SQLException {
        String beforeContainers = "(select 'last 30 days' as period_name, date '2024-08-04' as from_day,"
                + " date '2024-08-05' as to_day)";
        assertThat(answer("component_mix", "mart.dim_period", beforeContainers, "several_count"))
                .isNull();
    }

    @Test
    void capacityOfDaysWhoseUseIsUnknownIsNotTakenForUnused() throws SQLException {
        String days = """
            (values
                (date '2026-08-01', 'c1', 100.0, 80.0, 50.0, true), ('2026-08-02', 'c1', 100.0, 80.0, %s, true),
                ('2026-08-02', 'b1', null, 30.0, 20.0, false)
            ) report(day, cluster_name, capacity_core_hours, cpu_allocated_core_hours, cpu_core_hours,
                is_capacity_known)""";
        String nothingRan = days.formatted("null").replace("80.0, null", "null, null");
        for (String[] expected : new String[][] {
            {days.formatted("30.0"), "0.4", "0.8"}, {days.formatted("null"), "0.5", "0.8"}, {nothingRan, "0.25", "0.4"}
        }) {
            String periods = "(values ('last 30 days', date '2026-08-01', date '2026-08-31')) p(period_name, from_day,"
                    + " to_day)";
            String query = SectionQuery.resource("utilisation_day")
                    .answer()
                    .replace("mart.dim_period", periods)
                    .replace("report.utilisation_day", expected[0])
                    .replace(Question.PERIOD, "'last 30 days'");
            try (Connection connection = DemoWarehouse.dataSource().getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet answer = statement.executeQuery(query)) {
                assertThat(answer.next()).isTrue();
                assertThat(answer.getDouble("used_share")).isEqualTo(Double.parseDouble(expected[1]));
                assertThat(answer.getDouble("taken_share")).isEqualTo(Double.parseDouble(expected[2]));
            }
        }
    }

    @Test
    void aQueueIsToldInWhichSomethingStartedAndByItsCluster() throws SQLException {
        String queues = """
            (values
                ('last 30 days', 'c1', 'q', 0, 0, null::double precision, null::double precision,
                    null::double precision, null::double precision, 0, 0, 0, 0, 0),
                ('last 30 days', 'c1', 'p', 9, 0, 900, 100, 100, 100, 0, 0, 0, 0, 0),
                ('last 30 days', 'c1', 'default', 3, 0, 300, 100, 100, 100, 0, 0, 0, 0, 0),
                ('last 30 days', 'c2', 'default', 1, 0, 100, 100, 100, 100, 0, 0, 0, 0, 0))
            report(period_name, cluster_name, queue_name, started_count, unknown_wait_count, wait_seconds,
                wait_seconds_median, wait_seconds_p95, wait_seconds_max, wait_band_3_count, wait_band_4_count,
                wait_band_5_count, wait_band_6_count, wait_band_7_count)""";
        String rows = SectionQuery.resource("queue_wait")
                .rows()
                .replace("report.queue_wait", queues)
                .replace(Question.PERIOD, "'last 30 days'");
        try (Connection connection = DemoWarehouse.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(rows)) {
            List<String> names = new ArrayList<>();
            while (found.next()) {
                names.add(found.getString("queue"));
            }
            assertThat(names).as("of one name on two clusters").containsExactly("p", "default on c1", "default on c2");
        }
    }

    @Test
    void versionsThatRunAreOfTheLastDayOfContainersInThePeriod() throws SQLException {
        String loaded = "(select 'last 30 days' as period_name, min(day) as from_day, max(day) + %d as to_day,"
                + " max(day) + 5 as as_of_day, max(day) from report.loaded_day where table_name ="
                + " 'fact_container_day') p(period_name, from_day, to_day, as_of_day, last_day)";
        String section = "runtime_version_split";
        String to = answer(section, "mart.dim_period", loaded.formatted(9), "as_of_day");
        String before = answer(section, "mart.dim_period", loaded.formatted(0), "as_of_day");
        assertThat(LocalDate.parse(to))
                .as("though something else is loaded for five days more")
                .isEqualTo(LocalDate.parse(before).plusDays(1))
                .isEqualTo(lastLoaded());
        assertThat(answer(section, "mart.dim_period", loaded.formatted(0), "loaded_day_count"))
                .as("to the day before the last")
                .isEqualTo(String.valueOf(DemoWarehouse.DAYS - 1));
    }

    @Test
    void aMonthOfWhichOnlySomethingElseIsLoadedIsNotTheLastOne() throws SQLException {
        String months = "(select period_name, period_kind, from_day from mart.dim_period"
                + " union all select '2024-09', 'month', date '2024-09-01') p";
        for (String section : List.of("runtime_version_trend", "cost_and_carbon_month")) {
            assertThat(answer(section, "mart.dim_period", months, "period_name"))
                    .as(section)
                    .isEqualTo("2024-08");
            assertThat(answer(section, "mart.dim_period", months, "loaded_day_count"))
                    .as(section)
                    .isEqualTo(String.valueOf(DemoWarehouse.DAYS));
        }
        assertThat(sentence("runtime_version_trend", "language_version_count,period_name", 1, "2024-08"))
                .isEqualTo("1 version of R and Python was in use in 2024-08.");
    }

    /** The bands do not move where a site sets another threshold. */
    @Test
    void theLowestBandIsNotWhatIsIdle() {
        assertThat(SectionQuery.resource("container_idleness").meanings())
                .containsEntry(
                        "nearly_nothing_share",
                        "Time below 0.05 cores, whatever the idle threshold is, as a share of the observed time");
    }

    /** What nobody is known for is in no share. */
    @Test
    void theHeaviestAreHeldAgainstPeopleAndNotAgainstThePlatform() {
        assertThat(sentence("heavy_users", "top_person_count,person_count,top_ten_share", 10, 30, 0.5))
                .isEqualTo("10 people of 30 kept 50\u00A0% of the core hours that all of these kept.");
    }

    @Test
    void theMostOfSeveralIsNotMost() {
        assertThat(sentence("language_split", "main_repository_count,main_language_name", 12, "R"))
                .isEqualTo("12 repositories in use are mainly written in R; no other language has more.");
    }

    /** User 0, whom nobody knows, is nobody. */
    @Test
    void nobodyIsNotCountedAmongPeople() throws SQLException {
        String jobs = """
            (values
                ('last 30 days', 'fit', 1, 2, 1.0, 0.0, 0.5), ('last 30 days', 'fit', 2, 0, null, null, null),
                ('last 30 days', 'fit', 0, 3, 1.0, 0.0, 0.5)
            ) report(period_name, job_name, user_id, running_job_count, cpu_allocated_core_hours, gpu_hours,
                cost_usd)""";
        assertThat(first("job_cost", "report.job_cost", jobs, "people_count"))
                .as("the job of the second person has not run")
                .isEqualTo("1");
        String items = """
            (values ('shiny', 'created_only', true, 0, 512), ('shiny', 'created_only', true, 7, 512))
            report(content_type, deployment_state, is_older_than_30_days, user_id, bundle_bytes)""";
        assertThat(first("content_never_deployed", "report.content_never_deployed", items, "owner_count"))
                .isEqualTo("1");
    }

    @Test
    void neverUsedAgainAreSomeOfThoseCreated() {
        assertThat(sentence(
                        "container_lifecycle",
                        "created_count,ended_count,never_used_again_count,ran_count",
                        5,
                        2,
                        4,
                        100))
                .isEqualTo("5 containers were created, of which 4 were never used again, and 2 ended; 100 ran.");
    }

    @Test
    void wherePeopleAreFewerThanTenAllAreTheHeaviest() throws SQLException {
        String users = """
            (values
                ('last 30 days', 1, 0.75, 'illustrative 0.02', 30, date '2026-08-20'),
                ('last 30 days', 2, 1.0, 'illustrative 0.02', 30, date '2026-08-20')
            ) report(period_name, rank_number, cumulative_share_ratio, core_hour_rates, loaded_day_count, as_of_day)""";
        assertThat(answer("heavy_users", "report.heavy_users", users, "top_person_count"))
                .isEqualTo("2");
    }

    @Test
    void whereNoSuccessIsKnownAScheduleFailsAtLeastSinceTheFirstFailure() throws SQLException {
        String schedules = """
            (values
                (7, 'a', 'a', 'a', 'p', 'm', timestamptz '2026-08-01 04:00+00', 20, null, 1.0, 2.0, 0.3),
                (8, 'b', 'b', 'b', 'p', 'm', '2026-08-02 04:00+00', 19, timestamptz '2026-08-01 04:00+00', 1.0, 1.0,
                    0.3)
            ) report(schedule_key, content_title, content_name, content_guid, pseudonym, owner_manager_pseudonym,
                failing_since_at, failures_in_row_count, last_success_at, runs_per_day, cost_year_usd,
                cost_year_if_weekly_usd)""";
        String rows = SectionQuery.resource("schedules_failing").rows().replace("report.schedules_failing", schedules);
        try (Connection connection = DemoWarehouse.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(rows)) {
            assertThat(found.next()).isTrue();
            assertThat(found.getString("failing_since")).isEqualTo("at least since 2026-08-01");
            assertThat(found.next()).isTrue();
            assertThat(found.getString("failing_since")).isEqualTo("since 2026-08-02");
        }
    }

    private static String sentence(String section, String columns, Object... values) {
        return Sections.ALL.stream()
                .filter(one -> one.name().equals(section))
                .findFirst()
                .orElseThrow()
                .answer()
                .markup(PlotTest.rows(columns, PlotTest.row(values)))
                .replaceAll("<[^>]*>", "");
    }

    private static LocalDate lastLoaded() throws SQLException {
        try (Connection connection = DemoWarehouse.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet last = statement.executeQuery(
                        "select max(day) from report.loaded_day where table_name = 'fact_container_day'")) {
            assertThat(last.next()).isTrue();
            return last.getObject(1, LocalDate.class);
        }
    }

    private static @Nullable String answer(String section, String view, String rows, String column)
            throws SQLException {
        return value(SectionQuery.resource(section).answer(), view, rows, column);
    }

    /** Of the first row of the table. */
    private static @Nullable String first(String section, String view, String rows, String column) throws SQLException {
        return value(SectionQuery.resource(section).rows(), view, rows, column);
    }

    private static @Nullable String value(String query, String view, String rows, String column) throws SQLException {
        assertThat(query).contains(view);
        try (Connection connection = DemoWarehouse.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer =
                        statement.executeQuery(query.replace(view, rows).replace(Question.PERIOD, "'last 30 days'"))) {
            assertThat(answer.next()).isTrue();
            return answer.getString(column);
        }
    }
}
