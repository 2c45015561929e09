package org.scewarehouse.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.scewarehouse.model.ReportCalls.Call;

/**
 * What every function of schema report that is asked for a range of days counts of the days beside it: a stranger is
 * there on one day only, with a container, a job, an item, a repository and a drive that nobody else has.
 */
class ReportRangeTest {

    /** From 2026-01-30, so that the range begins and ends within what is kept by the month. */
    private static final LocalDate LAST = LocalDate.of(2026, 2, 28);

    /** Who is chosen from everybody, by what a person is at the end of the range. */
    private static final Set<String> CHOOSES = Set.of("chosen_person()", "folded_person()");

    /** What says of itself that it compares with days before, or counts people and containers of all times. */
    private static final Set<String> LOOKS_BACK = Set.of(
            "active_users()",
            "adoption_trend()",
            "container_lifecycle()",
            "department_frequency()",
            "heavy_users()",
            "internal_package_use()",
            "language_split()",
            "package_adoption()",
            "person_frequency()",
            "platform_overview()",
            "platform_overview_by_region()",
            "repository_author()",
            "runtime_lifetime()",
            "runtime_migration()",
            "runtime_use()",
            "runtime_version_trend()",
            "storage_growth()",
            "user_activity()");

    /** Their last day is that of a listing of repositories, which here is of the first of the month. */
    private static final Set<String> OF_A_LISTING =
            Set.of("internal_package_use()", "language_split()", "package_adoption()", "repository_listing()");

    @Test
    void whoComesOnTheDayAfterARangeIsInNoReportOfIt() throws SQLException {
        assertThat(changedBy(stranger(LAST.plusDays(1)))).isEqualTo(CHOOSES);
    }

    @Test
    void whoWentOnTheDayBeforeARangeIsInNoReportThatDoesNotLookBack() throws SQLException {
        Set<String> changed = changedBy(stranger(LAST.minusDays(30)));
        changed.removeAll(CHOOSES);
        assertThat(LOOKS_BACK).containsAll(changed);
    }

    /** All sources are loaded for 90 days, of which 30 are in the range. */
    @Test
    void aReportSaysWhichDaysOfItsRangeAreLoaded() throws SQLException {
        try (Connection connection = TenPeople.connection()) {
            Map<String, Set<String>> answers = answers(
                    connection,
                    "to_jsonb(answer) ->> 'loaded_day_count' || ' up to ' || (to_jsonb(answer) ->> 'as_of_day')");
            answers.values().removeIf(Set::isEmpty);
            answers.keySet().removeAll(OF_A_LISTING);
            answers.remove("runtime_version_trend()"); // of whole months
            assertThat(answers).hasSizeGreaterThan(15);
            assertThat(answers.entrySet().stream()
                            .filter(report -> !report.getValue().equals(Set.of("30 up to 2026-02-28"))))
                    .isEmpty();
        }
    }

    @Test
    void whatBelongsToNobodyAddsNoPerson() throws SQLException {
        String people = "(select sum(value::bigint) from jsonb_each_text(to_jsonb(answer))"
                + " where key ~ '(people|owner|author|user|visitor|developer)_count$')::text";
        LocalDate end = LocalDate.of(2026, 3, 31);
        try (Connection connection = TenPeople.connection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            Map<String, Set<String>> before = answers(connection, people, end, call -> true);
            before.values().forEach(counts -> counts.remove("0"));
            statement.execute("reset role");
            statement.execute(stranger(end)
                    .replaceAll("'user_(id|key)', 900", "'user_$1', 0")
                    .replaceAll("(?s)insert into mart.dim_user(_now)?\\n.*?;", "")
                    .replace("'visit_key', 900000", "'visit_key', 900000, 'is_anonymous', true")
                    .replace("'container_key', 900, 'image_key', 900", "'container_key', 900, 'image_key', 1"));
            statement.execute("set role bi_reader");
            Map<String, Set<String>> after = answers(connection, people, end, call -> true);
            connection.rollback();
            before.values().removeIf(Set::isEmpty);
            after.values().forEach(counts -> counts.remove("0"));
            after.keySet().retainAll(before.keySet());
            assertThat(before).hasSizeGreaterThan(6);
            assertThat(after).isEqualTo(before);
        }
    }

    private static Set<String> changedBy(String change) throws SQLException {
        try (Connection connection = TenPeople.connection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            Map<String, Set<String>> before = answers(connection, "answer::text");
            statement.execute("reset role");
            statement.execute(change);
            statement.execute("set role bi_reader");
            Map<String, Set<String>> after = answers(connection, "answer::text");
            connection.rollback();
            assertThat(before).hasSizeGreaterThan(30).containsKey("container_idleness()");
            before.entrySet().removeAll(after.entrySet());
            return before.keySet();
        }
    }

    /** What the functions answer that are asked for the range. */
    private static Map<String, Set<String>> answers(Connection connection, String shown) throws SQLException {
        return answers(connection, shown, LAST, call -> call.name().endsWith("()") && call.hasRange());
    }

    private static Map<String, Set<String>> answers(
            Connection connection, String shown, LocalDate last, Predicate<Call> isAsked) throws SQLException {
        Map<String, Set<String>> answers = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            for (Call call : ReportCalls.all(connection)) {
                if (isAsked.test(call)) {
                    String sql = "select " + shown + " from (" + call.overMonth(last) + ") answer";
                    Set<String> rows = new TreeSet<>();
                    try (ResultSet result = statement.executeQuery(sql)) {
                        while (result.next()) {
                            if (result.getString(1) != null) {
                                rows.add(result.getString(1));
                            }
                        }
                    }
                    answers.put(call.name(), rows);
                }
            }
        }
        return answers;
    }

    /** Rows like those of others, with the stranger's own keys and texts, of one day. */
    private static String stranger(LocalDate day) {
        String seen = "'first_seen_on', date '%1$s', 'last_seen_on', date '%1$s'".formatted(day);
        return "select ops.ensure_partitions('%1$s', '%1$s');".formatted(day)
                + copy("dim_user_now", "user_id = 2", "'user_id', 900, 'pseudonym', 'p900'")
                + copy("dim_user", "user_id = 2", "'user_key', 900, 'user_id', 900, 'pseudonym', 'p900'")
                + copy(
                        "dim_image",
                        "image_key = 1",
                        "'image_key', 900, 'repository_name', 'strange', 'r_version', '4.9.9', 'r_version_minor',"
                                + " '4.9', 'r_version_sort', 4009009, " + seen)
                + copy(
                        "dim_container",
                        "container_key = 2",
                        "'container_key', 900, 'container_id', 'c900', 'user_id', 900, 'created_at', '%1$sT12:00Z',"
                                        .formatted(day)
                                + " 'started_at', '%1$sT12:00Z', 'ended_at', '%1$sT13:00Z', 'last_active_on', '%1$s', "
                                        .formatted(day)
                                + seen)
                + copy("dim_queue", "queue_key = 1", "'queue_key', 900, 'queue_name', 'strange', " + seen)
                + copy(
                        "dim_content",
                        "content_key = 1",
                        "'content_key', 900, 'content_guid', 'g900', 'user_id', 900, 'created_at', '%1$sT12:00Z',"
                                        .formatted(day)
                                + " 'last_deployed_at', '%1$sT12:00Z', 'last_uploaded_at', '%1$sT12:00Z', "
                                        .formatted(day)
                                + seen)
                + copy(
                        "dim_repository",
                        "repository_key = 1",
                        "'repository_key', 900, 'repository_id', 900, 'gitlab_project_id', '900', 'user_id', 900, "
                                + seen)
                + copy("dim_volume", "volume_key = 2", "'volume_key', 900, 'user_id', 900, " + seen)
                + fact("fact_container_day", "container_key = 2", day, "'container_key', 900, 'image_key', 900")
                + fact("fact_batch_job_day", "batch_job_key = 2", day, "'batch_job_key', 900, 'queue_key', 900")
                + fact("fact_batch_job", "batch_job_key = 2", day, "'batch_job_key', 900, 'queue_key', 900")
                + fact("fact_content_day", "content_key = 1", day, "'content_key', 900")
                + fact("fact_content_visit", "user_id = 3", day, "'content_key', 900, 'visit_key', 900000")
                + fact("fact_commit_day", "repository_key = 1", day, "'repository_key', 900")
                + fact("fact_repository_day", "repository_key = 1", day, "'repository_key', 900")
                + fact("fact_volume_day", "volume_key = 2", day, "'volume_key', 900")
                + fact("fact_demand_5min", "true", day, "'interval_start_at', '%1$sT23:55Z'".formatted(day))
                + "select ops.rewrite_user_aggregates(); select ops.rewrite_months();";
    }

    private static String fact(String table, String like, LocalDate day, String own) {
        String person = table.equals("fact_demand_5min") ? "" : ", 'user_key', 900, 'user_id', 900";
        return copy(table, like, "'day', date '" + day + "'" + person + ", " + own);
    }

    private static String copy(String table, String like, String own) {
        return """
                insert into mart.%1$s
                select (jsonb_populate_record(null::mart.%1$s, to_jsonb(model) || jsonb_build_object(%3$s))).*
                from (select * from mart.%1$s where %2$s limit 1) model;
                """.formatted(table, like, own);
    }
}
