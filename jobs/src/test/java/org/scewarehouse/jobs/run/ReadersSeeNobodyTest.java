package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.scewarehouse.etl.simulator.prometheus.PrometheusSimulator;
import org.scewarehouse.etl.simulator.prometheus.SimulatorOptions;
import org.scewarehouse.jobs.cli.CommandLineRun;

/** Whoever is only a reader finds nobody's name, address or login in anything that the server lets them read. */
class ReadersSeeNobodyTest {

    private static final String PEOPLE = """
            employee_id,login,email,status,department_code,department_name,given_name,family_name
            P-77001,Anna.Smith,a.quill@science.example,active,S,Statistics,Annabelle,Quillfeather
            P-77002,bo,b.wexel@science.example,active,G,Genetics,Bodo,Wexelblatt
            P-77003,tuttlebee,t@science.example,left,G,Genetics,Carla,Tuttlebee
            """;

    /** Parts of what people are called that no catalogue holds by chance. */
    private static final List<String> NAMES = List.of(
            "smith", "science.example", "annabelle", "quill", "wexel", "tuttlebee", "jupyter-bo", "claim-bo", "p-7700");

    private static final String RELATIONS = """
            select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p', 'v', 'm', 'f') and has_schema_privilege(n.oid, 'usage')
              and (has_table_privilege(c.oid, 'select') or has_any_column_privilege(c.oid, 'select'))
            order by 1""";

    @TempDir
    static Path home;

    private static PrometheusSimulator prometheus;
    private static RunRig rig;

    @BeforeAll
    static void load() throws IOException {
        prometheus = new PrometheusSimulator(SmallOrganisation.standard(), SimulatorOptions.standard());
        rig = new RunRig(home, prometheus.url());
        Path folder = Files.createDirectories(home.resolve("people"));
        for (String day : List.of("20260818", "20260819")) {
            Files.writeString(folder.resolve("hr_workers_" + day + ".csv"), PEOPLE);
            Files.write(folder.resolve("hr_workers_" + day + ".csv.done"), new byte[0]);
        }
        Path reference = Files.createDirectories(home.resolve("reference"));
        Files.writeString(reference.resolve("platform_team.csv"), "login,valid_from,valid_to\nanna.smith,,\n");
        Map<String, String> environment = new HashMap<>(rig.environment());
        environment.put("SCE_SOURCES_HR_KIND", "csv");
        environment.put("SCE_SOURCES_HR_PATH", folder.toString());
        environment.put("SCE_REFERENCE", reference.toString());
        run(environment, "run", "hr", "--from", "2026-08-18", "--to", "2026-08-19");
        run(environment, "run", "prometheus", "--from", "2026-08-18", "--to", "2026-08-20");
        run(environment, "identity", "merge", "connect:quillfeather", "login:anna.smith");
        rig.execute("warehouse", "analyze");
        rig.execute("warehouse", "create role reader_of_bi login password 'reader' in role bi_reader");
        rig.execute("warehouse", "create role reader_of_hr login password 'reader' in role bi_hr");
    }

    private static void run(Map<String, String> environment, String... arguments) {
        CommandLineRun run = CommandLineRun.at(SmallOrganisation.NOW, environment, arguments);
        assertThat(run.exitCode()).as(run.output() + run.errors()).isZero();
    }

    @AfterAll
    static void close() {
        rig.close();
        prometheus.close();
    }

    private static Connection as(String user) throws SQLException {
        PGSimpleDataSource login = rig.warehouse();
        login.setUser(user);
        login.setPassword("reader");
        return login.getConnection();
    }

    /** Everything readable over the connection, row by row as text; each place that names somebody. */
    private static List<String> places(Connection connection, String relations, List<String> read) throws SQLException {
        List<String> places = new ArrayList<>();
        for (String relation : column(connection, relations)) {
            try {
                String sql = "select t::text from " + relation + " t";
                for (String row : column(connection, sql)) {
                    String plain = row.toLowerCase(Locale.ROOT);
                    NAMES.stream().filter(plain::contains).forEach(name -> places.add(relation + ": " + name));
                }
                read.add(relation);
            } catch (SQLException e) {
                assertThat(e.getSQLState()).as(relation).isEqualTo("42501"); // refused: the view asks for more
            }
        }
        return places.stream().distinct().toList();
    }

    private static List<String> column(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (result.next()) {
                values.add(String.valueOf(result.getString(1)));
            }
            return values;
        }
    }

    @Test
    void aReaderFindsNobodyInAnythingReadable() throws SQLException {
        List<String> read = new ArrayList<>();
        try (Connection connection = as("reader_of_bi")) {
            assertThat(places(connection, RELATIONS, read)).isEmpty();
        }
        assertThat(read)
                .hasSizeGreaterThan(150)
                .contains("mart.fact_container_day", "mart.dim_user", "mart.dim_container", "report.data_quality")
                .contains("pg_stats", "pg_description", "pg_shdescription", "pg_proc", "pg_attrdef", "pg_views")
                .contains("pg_constraint", "pg_settings", "pg_stat_activity", "pg_class", "information_schema.columns")
                .noneMatch(relation -> relation.matches("(hr|ops|batch|mart_parts)\\..*"));
    }

    /** The same search finds people where they are: it can fail. */
    @Test
    void aReaderOfHrFindsThem() throws SQLException {
        try (Connection connection = as("reader_of_hr")) {
            assertThat(places(connection, RELATIONS, new ArrayList<>()))
                    .contains("hr.person: quill", "hr.container_name: smith", "pg_stats: tuttlebee");
        }
    }

    @Test
    void whatAReaderOfHrReadsIsLoggedWhereTheServerIsToldSo() throws SQLException, IOException {
        rig.execute("warehouse", "alter role reader_of_hr set log_statement = 'all'");
        try (Connection connection = as("reader_of_hr")) {
            assertThat(column(connection, "select family_name from hr.person where employee_id = 'P-77002'"))
                    .containsExactly("Wexelblatt");
            assertThatThrownBy(() -> column(connection, "set log_statement = 'none'"))
                    .as("nobody turns it off for themselves")
                    .hasMessageContaining("permission denied");
        }
        assertThat(Files.readString(home.resolve("postgres/data/server.log")))
                .contains("reader_of_hr LOG:  execute <unnamed>: select family_name from hr.person");
    }

    /** Statistics and catalogue of partitions too, which nobody reads; ledger, findings and Spring Batch as well. */
    @Test
    void nobodyStandsOutsideOfHr() throws SQLException {
        String outside = """
                select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where c.relkind in ('r', 'p', 'v', 'm')
                  and n.nspname in ('mart', 'mart_parts', 'report', 'ops', 'batch')""";
        List<String> read = new ArrayList<>();
        try (Connection connection = rig.warehouse().getConnection()) {
            assertThat(places(connection, outside, read)).isEmpty();
            assertThat(column(
                            connection,
                            "select tablename || '.' || attname from pg_stats s where schemaname in"
                                    + " ('mart', 'mart_parts', 'ops', 'batch') and lower(s::text) ~ '"
                                    + String.join("|", NAMES) + "'"))
                    .isEmpty();
        }
        assertThat(read).contains("ops.load", "ops.load_finding", "batch.batch_job_execution");
    }

    /** What runs with its owner's rights could show what its caller may not read. */
    @Test
    void noFunctionWithItsOwnersRightsShowsAnybody() throws SQLException {
        try (Connection connection = as("reader_of_bi")) {
            List<String> functions = column(connection, """
                    select p.oid::regprocedure::text from pg_proc p
                    join pg_namespace n on n.oid = p.pronamespace
                    where prosecdef and has_function_privilege(p.oid, 'execute')
                      and has_schema_privilege(n.oid, 'usage') and n.nspname <> 'pg_catalog'""");
            assertThat(functions).isNotEmpty().allMatch(name -> name.matches("report\\..*\\(date,date\\)"));
            for (String function : functions) {
                String call = function.replace("(date,date)", "(date '2026-08-01', date '2026-09-01')");
                assertThat(column(connection, "select lower(t::text) from " + call + " t"))
                        .as(function)
                        .noneMatch(row -> NAMES.stream().anyMatch(row::contains));
            }
            assertThatThrownBy(() -> column(connection, "select employee_id from hr.person"))
                    .hasMessageContaining("permission denied for schema hr");
        }
    }
}
