package org.scewarehouse.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.scewarehouse.model.ReportCalls.Call;

/**
 * What every view and function of schema report reads for a month: by its plan no hour rows, and of the partitions
 * that were really scanned, those in functions included, none of another month.
 */
class ReportPruningTest {

    private static final LocalDate LAST = LocalDate.of(2026, 3, 31);

    /** Partitions and how often this session has scanned them, by whichever plan, since it was last idle for long. */
    private static final String SCANS = """
            select relname || ' ' || coalesce(seq_scan, 0) + coalesce(idx_scan, 0)
            from pg_stat_xact_all_tables
            where schemaname = 'mart_parts' and coalesce(seq_scan, 0) + coalesce(idx_scan, 0) > 0
            """;

    /** What has to look further back than its month, in which facts: because its definition says so. */
    private static final Map<String, Set<String>> LOOKS_BACK = lookingBack();

    private static Map<String, Set<String>> lookingBack() {
        Map<String, Set<String>> facts = new HashMap<>();
        // Who has ever signed in to Connect is one of the people that reports choose from.
        for (String name : List.of(
                "active_users",
                "adoption_trend",
                "chosen_person",
                "component_mix",
                "heavy_users",
                "platform_overview",
                "platform_overview_by_region",
                "user_activity")) {
            facts.put(name, Set.of("fact_audit_day"));
        }
        // When somebody last viewed an item, and how a schedule did, on the last day and before.
        Set<String> content = Set.of("fact_content_day", "fact_schedule_day");
        for (String name : List.of(
                "actions",
                "content_copies",
                "content_item",
                "content_never_deployed",
                "content_not_viewed",
                "content_not_viewed_by_others",
                "content_retention_due",
                "content_runtime",
                "schedule_state",
                "schedules_failing",
                "schedules_forgotten")) {
            facts.put(name, content);
        }
        // A repository is in use that had a commit in the 365 days before.
        Set<String> commits = Set.of("fact_commit_day", "fact_repository_day");
        for (String name : List.of("repository_author", "package_adoption", "language_split", "internal_package_use")) {
            facts.put(name, commits);
        }
        // From the first day on which a version was seen.
        for (String name : List.of("runtime_lifetime", "runtime_migration", "runtime_use")) {
            facts.put(name, Set.of("fact_container_day", "fact_audit_day"));
        }
        facts.put(
                "runtime_impact",
                Set.of("fact_batch_job", "fact_commit_day", "fact_content_day", "fact_repository_day"));
        // Growth is since the day before the range, and as of it by the sources of its last week.
        facts.put("storage_growth", Set.of("fact_volume_day"));
        // A row for each period there is.
        facts.put(
                "my_stats",
                Set.of(
                        "fact_audit_day",
                        "fact_batch_job_day",
                        "fact_container_day",
                        "fact_content_day",
                        "fact_volume_day"));
        return facts;
    }

    @Test
    void aMonthIsReadFromItsOwnPartitionsAndNeverFromHours() throws SQLException {
        Map<String, Set<String>> earlier = new TreeMap<>();
        try (Connection connection = TenPeople.connection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set max_parallel_workers_per_gather = 0");
            for (Call call : ReportCalls.all(connection)) {
                String sql = call.overMonth(LAST);
                assertThat(String.join("\n", rows(statement, "explain " + sql)))
                        .as(call.name())
                        .doesNotContain("fact_container_hour");
                List<String> before = rows(statement, SCANS);
                rows(statement, sql);
                List<String> scans = rows(statement, SCANS);
                scans.removeAll(before);
                for (String scan : scans) {
                    assertThat(scan).as(call.name()).doesNotStartWith("fact_container_hour");
                    if (!scan.contains("_y2026m03")) {
                        earlier.computeIfAbsent(call.name().replace("()", ""), name -> new TreeSet<>())
                                .add(scan.replaceFirst("_y2.*", ""));
                    }
                }
                connection.rollback();
            }
        }
        earlier.forEach((name, facts) ->
                assertThat(LOOKS_BACK.getOrDefault(name, Set.of())).as(name).containsAll(facts));
    }

    /** Whatever the planner thinks of nested loops: with two years it thought little of them, and read all days. */
    @Test
    void sourcesOfVolumesAreThoseOfTheirLastWeek() throws SQLException {
        try (Connection connection = TenPeople.connection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set enable_nestloop = off");
            List<String> before = rows(statement, SCANS);
            rows(statement, "select * from report.loaded_volume_days('-infinity', 'infinity')");
            List<String> scans = rows(statement, SCANS);
            scans.removeAll(before);
            assertThat(scans).isNotEmpty().allSatisfy(scan -> assertThat(scan).contains("_y2026m03"));
            connection.rollback();
        }
    }

    private static List<String> rows(Statement statement, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }
}
