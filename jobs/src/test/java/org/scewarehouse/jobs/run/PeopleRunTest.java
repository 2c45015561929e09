package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.simulator.prometheus.PrometheusSimulator;
import org.scewarehouse.etl.simulator.prometheus.SimulatorOptions;
import org.scewarehouse.jobs.cli.CommandLineRun;

/** Snapshots of people in which they move, join and swap logins, and the use of containers by their departments. */
class PeopleRunTest {

    private static final String HEADER = "employee_id,login,email,status,department_code,department_name,given_name\n";
    private static final String USE = """
            select f.day, c.container_name, coalesce(then_.department_name, 'nobody known'),
                coalesce(now.department_name, 'nobody known')
            from mart.fact_container_day f
            join mart.dim_container c using (container_key)
            join mart.dim_user then_ using (user_key)
            join mart.dim_user_now now on now.user_id = f.user_id
            where c.container_name in ('rs-launcher-container', 'notebook') and f.user_id > 0
            group by 1, 2, 3, 4 order by 1, 2""";

    @TempDir
    static Path home;

    private static PrometheusSimulator prometheus;
    private static RunRig rig;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeAll
    static void start() throws IOException {
        prometheus = new PrometheusSimulator(SmallOrganisation.standard(), SimulatorOptions.standard());
        rig = new RunRig(home, prometheus.url());
        snapshot("20260818", "E1,Anna.Smith,a@example.org,active,S,Statistics,Anna\n");
        snapshot("20260819", "E1,Anna.Smith,a@example.org,active,G,Genetics,Anna\n");
        snapshot(
                "20260820",
                "E1,bo,a@example.org,active,G,Genetics,Anna\n"
                        + "E2,anna.smith,b@example.org,active,D,Drug safety,Bo\n");
    }

    private static void snapshot(String day, String people) throws IOException {
        Path folder = Files.createDirectories(home.resolve("people"));
        String name = "hr_workers_" + day + ".csv";
        Files.write(folder.resolve(name), (HEADER + people).getBytes(StandardCharsets.UTF_8));
        Files.write(folder.resolve(name + ".done"), new byte[0]);
    }

    @AfterAll
    static void close() {
        rig.close();
        prometheus.close();
    }

    @BeforeEach
    void renew() {
        environment.putAll(rig.environment());
        rig.renew();
    }

    private void knowPeople() {
        environment.put("SCE_SOURCES_HR_KIND", "csv");
        environment.put("SCE_SOURCES_HR_PATH", home.resolve("people").toString());
    }

    private CommandLineRun sce(String... arguments) {
        return CommandLineRun.at(SmallOrganisation.NOW, environment, arguments);
    }

    private CommandLineRun run(String source) {
        return sce("run", source, "--from", "2026-08-18", "--to", "2026-08-20");
    }

    private static List<String> rows(String query) {
        try (Connection connection = rig.warehouse().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    values.add(result.getString(i));
                }
                rows.add(String.join(" | ", values));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /** bo is nobody whom HR knows until E1 has that login, and Anna's session goes to E2 with her login. */
    private static void assertUseIsByDepartment() {
        assertThat(rows(USE))
                .containsExactly(
                        "2026-08-18 | notebook | Statistics | Genetics",
                        "2026-08-18 | rs-launcher-container | Statistics | Genetics",
                        "2026-08-19 | notebook | Genetics | Genetics",
                        "2026-08-19 | rs-launcher-container | Genetics | Genetics",
                        "2026-08-20 | notebook | Genetics | Genetics",
                        "2026-08-20 | rs-launcher-container | Drug safety | Drug safety");
    }

    @Test
    void useIsByDepartmentAsItWasAndAsItIs() {
        knowPeople();
        assertThat(run("hr").exitCode()).isZero();
        assertThat(run("prometheus").exitCode()).isZero();
        assertUseIsByDepartment();
        assertThat(rows("select count(*) from mart.dim_user where is_inferred")).containsExactly("0");
        assertThat(sce("verify").exitCode()).isZero();
        assertThat(sce("nightly").output()).contains("hr  up to date", "prometheus  up to date");
    }

    @Test
    void factsFromBeforeTheirPeopleWereKnownEndOnTheRightPeople() {
        assertThat(run("prometheus").exitCode()).isZero();
        assertThat(rows(USE)).hasSize(6).allMatch(row -> row.endsWith("| nobody known | nobody known"));
        assertThat(sce("check", "--identities").output())
                .contains("login:anna.smith  prometheus, on 3 days", "login:bo  prometheus, on 3 days");
        knowPeople();
        assertThat(run("hr").exitCode()).isZero();
        assertThat(sce("plan").output())
                .contains("prometheus 2026-08-18 to 2026-08-20  rebuild from raw: 1 identifier now means another person");
        CommandLineRun nightly = sce("nightly");
        assertThat(nightly.exitCode()).isZero();
        assertThat(nightly.output()).contains("prometheus 2026-08-18  published");
        assertUseIsByDepartment();
        assertThat(sce("check", "--identities").output()).doesNotContain("login:");
        assertThat(sce("verify").exitCode()).isZero();
        assertThat(sce("nightly").output()).contains("prometheus  up to date");
    }

    @Test
    void aDecisionSplitsALoginFromItsPersonUntilItIsTakenBack() {
        knowPeople();
        run("hr");
        run("prometheus");
        assertThat(sce("identity", "split", "login:BO").output()).contains("3 source-days are stale by it");
        assertThat(sce("nightly").exitCode()).isZero();
        assertThat(rows(USE)).contains("2026-08-19 | notebook | nobody known | nobody known");
        assertThat(sce("identity", "merge", "login:bo", "login:anna.smith").output())
                .contains("3 source-days are stale by it");
        assertThat(sce("nightly").exitCode()).isZero();
        assertThat(rows(USE)).contains("2026-08-20 | notebook | Drug safety | Drug safety");
        assertThat(sce("identity", "merge", "--undo", "login:bo").exitCode()).isZero();
        assertThat(sce("nightly").exitCode()).isZero();
        assertUseIsByDepartment();
        assertThat(sce("nightly").output()).contains("prometheus  up to date");
    }
}
