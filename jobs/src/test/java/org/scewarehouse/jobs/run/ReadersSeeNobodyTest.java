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
import org.scewarehouse.jobs.cli.CommandLineRun;

/** Whoever is only a reader finds nobody's name, address or login in anything that the server lets them read. */
class ReadersSeeNobodyTest {

    /** Parts of what people are called that no catalogue holds by chance. */
    private static final List<String> NAMES = List.of(
            "smith",
            "science.example",
            "annabelle",
            "quill",
            "wexel",
            "tuttlebee",
            "jupyter-bo",
            "claim-bo",
            "p-7700",
            "report-123",
            "rappbauer");

    private static final String RELATIONS = """
            select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p', 'v', 'm', 'f') and has_schema_privilege(n.oid, 'usage')
              and (has_table_privilege(c.oid, 'select') or has_any_column_privilege(c.oid, 'select'))
            order by 1""";

    @TempDir
    static Path home;

    private static EverySource sources;
    private static RunRig rig;

    @BeforeAll
    static void load() throws IOException {
        sources = new EverySource(home);
        rig = new RunRig(home, "http://localhost:1");
        Map<String, String> environment = new HashMap<>(rig.environment());
        environment.putAll(sources.environment());
        CommandLineRun night = run(environment, "nightly");
        assertThat(night.exitCode()).as(night.output() + night.errors()).isIn(0, 2);
        assertThat(Traces.rows(rig, "select distinct source from ops.load where state = 'PUBLISHED'"))
                .containsExactlyInAnyOrderElementsOf(EverySource.NAMES);
        CommandLineRun merge = run(environment, "identity", "merge", "connect:quillfeather", "login:anna.smith");
        assertThat(merge.exitCode()).as(merge.output() + merge.errors()).isZero();
        rig.execute("warehouse", "analyze");
        rig.execute("warehouse", "create role reader_of_bi login password 'reader' in role bi_reader");
        rig.execute("warehouse", "create role reader_of_hr login password 'reader' in role bi_hr");
    }

    private static CommandLineRun run(Map<String, String> environment, String... arguments) {
        return CommandLineRun.at(SmallOrganisation.NOW, environment, arguments);
    }

    @AfterAll
    static void close() {
        rig.close();
        sources.close();
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
                    .contains("hr.person: quill", "hr.container_name: smith", "pg_stats: tuttlebee")
                    .contains("hr.job_name: smith", "hr.volume_name: tuttlebee", "hr.content_name: smith")
                    .contains("hr.container_name: report-123");
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
