package org.scewarehouse.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.scewarehouse.model.ReportCalls.Call;

/**
 * Every function of schema report that can be asked for one department, environment or the platform team: it answers
 * with those of its rows that are of it, or, where its rows are of several people, with a part of what they count.
 */
class ReportFilterTest {

    private static final LocalDate LAST = LocalDate.of(2026, 3, 31);

    /** Person 3 is of the platform team too, and has an item, a job and a drive; person 5 has a schedule that fails. */
    private static final String CHANGE = """
            update mart.dim_user set is_platform_team = true where user_id in (3, 6);
            update mart.dim_user_now set is_platform_team = true where user_id in (3, 6);
            update mart.dim_user set is_manager = true where user_id = 7;
            insert into mart.fact_batch_job_day
            select (jsonb_populate_record(null::mart.fact_batch_job_day, to_jsonb(f) || jsonb_build_object(
                'day', date '2026-03-20', 'batch_job_key', 100 + person, 'job_id', 'x' || person, 'user_id', person,
                'user_key', 100 + person))).*
            from mart.fact_batch_job_day f
            cross join generate_series(3, 7) person
            where f.batch_job_key = 2;
            select ops.rewrite_user_aggregates();
            select ops.rewrite_months();
            """;

    private static final String FUNCTIONS = """
            select p.proname || '()', argument
            from pg_proc p
            cross join unnest(array['department', 'environment', 'platform_team']) argument
            where p.pronamespace = 'report'::regnamespace and argument = any (p.proargnames)
            order by 1, 2
            """;

    /** A column that tells of which department, environment or team a row is. */
    private static final Map<String, String> TOLD_BY = Map.of(
            "department", "department_name", "environment", "environment_name", "platform_team", "is_platform_team");

    /** Counts of what belongs to one person each. */
    private static final List<String> ADDS_UP = List.of(
            "active_users.active_in_period_count",
            "adoption_trend.active_count",
            "component_mix.people_count",
            "department_frequency.people_count",
            "job_size.running_job_count",
            "person_frequency.active_day_count",
            "platform_overview.running_container_count",
            "platform_overview.ever_container_count",
            "platform_overview.container_user_count",
            "platform_overview.connect_user_count",
            "platform_overview.filtered_item_count",
            "queue_wait.started_count",
            "runtime_version_split.running_container_count",
            "runtime_version_trend.running_owner_count");

    private static final String RANGE = "'2026-01-01', '2026-04-01'";

    @Test
    void whatIsAskedForAPartIsThatPartOfTheWhole() throws SQLException {
        List<String> wrong = new ArrayList<>();
        int compared = 0;
        try (Connection connection = TenPeople.connection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("reset role");
            statement.execute(CHANGE);
            statement.execute("set role bi_reader");
            Map<String, Call> calls = new TreeMap<>();
            ReportCalls.all(connection).forEach(call -> calls.put(call.name(), call));
            for (List<String> function : rows(statement, FUNCTIONS)) {
                String all = Objects.requireNonNull(calls.get(function.get(0))).overMonth(LAST);
                String argument = function.get(1);
                String column = TOLD_BY.get(argument);
                List<String> columns = columns(statement, all);
                if (!columns.contains(column)) {
                    continue;
                }
                for (List<String> part : rows(
                        statement, "select " + column + ", count(*) from (" + all + ") answer group by 1 order by 1")) {
                    String value = part.get(0);
                    if (value == null || value.equals("Other")) {
                        continue;
                    }
                    String asked = all.substring(0, all.length() - 1) + (all.endsWith("()") ? "" : ", ") + argument
                            + " => '" + (value.equals("t") ? "true" : value.equals("f") ? "false" : value) + "')";
                    List<List<String>> answer = rows(
                            statement,
                            "select " + column + ", count(*) from (" + asked + ") answer group by 1 order by 1");
                    compared++;
                    if (!answer.equals(List.of(part))) {
                        wrong.add(asked + ": " + answer + " and not " + part);
                    }
                }
            }
            connection.rollback();
        }
        assertThat(wrong).isEmpty();
        assertThat(compared).isGreaterThan(20);
    }

    @Test
    void whatTheTeamCountsAndWhatTheOthersCountAddUp() throws SQLException {
        List<String> wrong = new ArrayList<>();
        try (Connection connection = TenPeople.connection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("reset role");
            statement.execute(CHANGE);
            statement.execute("set role bi_reader");
            for (String counted : ADDS_UP) {
                String sum = "select sum(" + counted.substring(counted.indexOf('.') + 1) + "), null from report."
                        + counted.substring(0, counted.indexOf('.')) + "(" + RANGE;
                long all = count(statement, sum + ")");
                long team = count(statement, sum + ", platform_team => true)");
                long others = count(statement, sum + ", platform_team => false)");
                if (team == 0 || others == 0 || all != team + others) {
                    wrong.add(counted + ": " + all + " of all, " + team + " of the team, " + others + " of others");
                }
            }
            connection.rollback();
        }
        assertThat(wrong).isEmpty();
    }

    private static long count(Statement statement, String sql) throws SQLException {
        return Long.parseLong(
                Objects.requireNonNullElse(rows(statement, sql).get(0).get(0), "0"));
    }

    private static List<String> columns(Statement statement, String sql) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(sql + " limit 0")) {
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                names.add(result.getMetaData().getColumnName(i));
            }
        }
        return names;
    }

    private static List<List<String>> rows(Statement statement, String sql) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(Arrays.asList(result.getString(1), result.getString(2)));
            }
        }
        return rows;
    }
}
