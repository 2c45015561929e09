package org.scewarehouse.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.jobs.postgres.EmbeddedPostgres;

/** Commands on an embedded warehouse that is up all the time. */
class WarehouseCommandsTest {
    @TempDir
    static Path home;

    private static EmbeddedPostgres server;

    @BeforeAll
    static void migrate() {
        server = EmbeddedPostgres.open(home);
        assertThat(run("status").output()).contains("The warehouse is empty");
        assertThat(run("sql", "select * from mart.dim_date").errors()).contains("run ./sce demo");
        assertThat(run("migrate").output()).contains("migrations done");
        assertThat(run("migrate").output()).contains("up to date");
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void printsAnAlignedTable() {
        assertThat(run("sql", "select 1 as n, 'é' as text union all select 1000, null order by n")
                        .output())
                .isEqualTo("""
                           n  text
                        ----  ----
                           1  é
                        1000  null
                        (2 rows)
                        """);
    }

    @Test
    void printsWhatAWithdrawnVersionHits() {
        String item = """
                insert into mart.dim_content (content_key, content_guid, content_title, app_mode, content_type, user_id,
                    deployment_state, python_version, first_seen_on, last_seen_on)
                values (7, 'g', 'Forecast', 'api', 'api', 0, 'deployed', '3.9.18', '2026-01-01', '2026-01-01');
                select ops.ensure_partitions('2026-01-01', '2026-01-01');
                insert into mart.fact_content_day (day, content_key, user_key, user_id, project_key, source,
                    visit_count, owner_visit_count, anonymous_visit_count, visitor_count, is_listed, deployment_state)
                values ('2026-01-01', 7, 0, 0, 0, 'connect', 0, 0, 0, 0, true, 'deployed')""";
        assertThat(run("sql", "--write", item).exitCode()).isZero();
        String output = run("impact", "--python", "3.9").output();
        assertThat(output).contains("If Python 3.9 were withdrawn:").contains("(1 row)");
        assertThat(output.lines().filter(line -> line.contains("Forecast")))
                .singleElement()
                .asString()
                .contains("item", "Connect", "3.9.18");
        assertThat(run("sql", "--write", item.replace("7, ", "8, ").replace("'g'", "'h'"))
                        .exitCode())
                .isZero();
        assertThat(run("impact", "--python", "3.9").output())
                .as("of equal titles each is an item")
                .containsPattern("(?m)^item +2 ");
        String unused = run("impact", "--r", "3.9").output();
        assertThat(unused).contains("Nothing is known to use R 3.9.");
        String named = unused.replaceFirst("(?s).*(report\\.[a-z_]+).*", "$1");
        assertThat(run("sql", "select to_regclass('" + named + "') as relation").output())
                .contains(named);
        for (String noVersion : List.of("abc", "", "4.x", "R4.0")) {
            CommandLineRun refused = run("impact", "--r", noVersion);
            assertThat(refused.exitCode()).as(noVersion).isEqualTo(4);
            assertThat(refused.errors()).contains("expected a version such as 4.0, or in full 4.0.5");
        }
        assertThat(run("impact", "--python", "3.9", "--csv").output()).startsWith("kind,name,place,version,person");
        assertThat(run("impact").exitCode()).isEqualTo(4);
        assertThat(run("impact", "--r", "4.0", "--python", "3.9").exitCode()).isEqualTo(4);
    }

    @Test
    void aBackfillOfNothingIsRefused() {
        for (String more : List.of("--force", "--from-raw")) {
            CommandLineRun refused = run("backfill", "--from", "2026-08-18", "--to", "2026-08-20", more);
            assertThat(refused.exitCode()).isEqualTo(4);
            assertThat(refused.errors())
                    .contains("No source is configured", "sce.sources.prometheus.url", "./sce demo shows");
            assertThat(refused.output()).doesNotContain("0 sources");
        }
    }

    @Test
    void printsCsvThatASpreadsheetDoesNotRun() {
        assertThat(run(
                                "sql",
                                "--csv",
                                "select 'a,\"b' as t, '=1+1' as f, -5 as n, null as u, '' as e, 'x' || chr(10) as l")
                        .output())
                .isEqualTo("t,f,n,u,e,l\r\n\"a,\"\"b\",'=1+1,-5,,\"\",\"x\n\"\r\n");
    }

    @Test
    void aLongTextIsCutBetweenTwoCharacters() {
        assertThat(run("sql", "select repeat('x', 98) || repeat('\uD83D\uDE00', 9) as t")
                        .output())
                .contains("x\uD83D\uDE00…\n");
    }

    /** What a source says can hold what clears a terminal, renames it, or turns what it writes. */
    @Test
    void printsNothingThatSteersATerminal() {
        String text = "'a' || chr(27) || ']0;name' || chr(7) || chr(155) || '2J' || chr(8238) || chr(13) || 'b'";
        String table = run("sql", "select " + text + " as t").output();
        String fault = run("sql", "select (" + text + ")::integer").errors();
        for (String printed : List.of(table, fault)) {
            assertThat(printed).contains("a?]0;name??2J?").doesNotContainPattern("[\\p{Cc}\\x{202E}&&[^\\n]]");
        }
    }

    @Test
    void printsLongAnswersToTheEnd() {
        CommandLineRun run = run("sql", "select generate_series(1, 2500) as n");
        assertThat(run.output()).contains("\n2500\n(2500 rows)\n");
    }

    /** The driver takes a password in the address too; what is printed ends in the log of some CI. */
    @Test
    void aPasswordInTheAddressOfTheWarehouseIsNotShown() {
        String address = server.jdbcUrl() + "?user=" + server.user() + "&password=" + server.password();
        Map<String, String> environment = Map.of(
                "SCE_HOME", home.toString(), "SCE_WAREHOUSE_URL", address, "SCE_PRIVACY_SECRET", "0123456789abcdef");
        for (String command : List.of("status", "warehouse", "check")) {
            CommandLineRun run = CommandLineRun.of(environment, command);
            assertThat(run.output()).as(command + run.errors()).contains("password=(hidden)");
            assertThat(run.output() + run.errors()).as(command).doesNotContain(server.password());
        }
    }

    @Test
    void aQueryMayBeginWithACommentOrInParentheses() {
        for (String query : List.of(
                "-- How many?\nselect 7 as n",
                "--How many?\nselect 7 as n",
                "(select 7 as n) union (select 7)",
                "-- Both\n(/* of */ (select 7 as n) union (select 7))")) {
            CommandLineRun run = run("sql", query);
            assertThat(run.errors()).as(query).isEmpty();
            assertThat(run.output()).as(query).contains("7").contains("(1 row)");
        }
        assertThat(run("sql", "--nope", "select 7").errors()).contains("Unknown option: '--nope'");
    }

    @Test
    void checkFindsADatabaseThatCannotHoldAllCharacters() throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute("create database latin encoding 'LATIN1' locale 'C' template template0");
        }
        Map<String, String> latin = Map.of(
                "SCE_HOME", home.toString(),
                "SCE_WAREHOUSE_URL", server.jdbcUrl().replaceAll("/[^/]*$", "/latin"),
                "SCE_WAREHOUSE_USER", server.user(),
                "SCE_WAREHOUSE_PASSWORD", server.password(),
                "SCE_PRIVACY_SECRET", "0123456789abcdef");
        CommandLineRun check = CommandLineRun.of(latin, "check");
        assertThat(check.exitCode()).isEqualTo(4);
        assertThat(check.output()).contains("FAULT  warehouse", "encoding is LATIN1");
    }

    @Test
    void checkFindsAServerThatLetsOnlyRead() {
        Map<String, String> standby = Map.of(
                "SCE_HOME", home.toString(),
                "SCE_WAREHOUSE_URL", server.jdbcUrl() + "?options=-c%20default_transaction_read_only=on",
                "SCE_WAREHOUSE_USER", server.user(),
                "SCE_WAREHOUSE_PASSWORD", server.password(),
                "SCE_PRIVACY_SECRET", "0123456789abcdef");
        CommandLineRun check = CommandLineRun.of(standby, "check");
        assertThat(check.exitCode()).isEqualTo(4);
        assertThat(check.output()).contains("FAULT  warehouse", "lets this login only read", "targetServerType");
        assertThat(check.output()).contains("note   warehouse", "not encrypted", "sslmode=verify-full");
    }

    @Test
    void readsOnlyUnlessToldOtherwise() {
        for (String writing : List.of(
                "create table public.mine (a integer)",
                "/* no harm */ commit; create table public.mine (a integer)",
                "set transaction read write; create table public.mine (a integer)")) {
            CommandLineRun refused = run("sql", writing);
            assertThat(refused.exitCode()).isEqualTo(4);
            assertThat(refused.errors()).contains("does more than read").contains("--write");
        }
        CommandLineRun hidden = run("sql", "with gone as (delete from mart.dim_image returning 1) select * from gone");
        assertThat(hidden.exitCode()).isEqualTo(4);
        assertThat(hidden.errors()).contains("read-only transaction").contains("--write");
        assertThat(run("sql", "--write", "create table public.mine (a integer); insert into public.mine values (1)")
                        .output())
                .contains("done, 1 row changed");
        assertThat(run("sql", "select a from public.mine").output()).contains("(1 row)");
    }

    @Test
    void showsWhereAQueryIsWrong() {
        CommandLineRun run = run("sql", "select day\n  from mart.dim_date whre");
        assertThat(run.exitCode()).isZero(); // An alias.
        CommandLineRun wrong = run("sql", "select day\nfrom mart.nothing");
        assertThat(wrong.exitCode()).isEqualTo(4);
        assertThat(wrong.errors()).contains("does not exist\n  from mart.nothing\n       ^");
        assertThat(run("sql", "select '\uD83D\uDE00', nothing").errors())
                .contains("does not exist\n  select '\uD83D\uDE00', nothing\n              ^\n");
        assertThat(run("sql", "select 1; select nothing").errors()).endsWith("column \"nothing\" does not exist\n");
    }

    @Test
    void statusTellsWhatIsMissingAndWhy() {
        run("sql", "--write", """
                insert into ops.load (source, day, state, published_at, row_count, attempt, message)
                values ('prometheus', '2026-08-15', 'PUBLISHED', now(), 10, 1, null),
                       ('prometheus', '2026-08-17', 'FAILED', null, null, 2, 'the disk is full'),
                       ('prometheus', '2026-08-18', 'PUBLISHED', now(), 20, 1, null);
                insert into ops.load_endpoint (source, day, endpoint, kind, attempt, state, record_count)
                values ('prometheus', '2026-08-15', 'container_cpu', 'AS_OF', 1, 'OBSERVED', 10),
                       ('prometheus', '2026-08-18', 'container_cpu', 'AS_OF', 1, 'OBSERVED', 20);
                insert into ops.load_finding (source, day, endpoint, kind, subject, reason, finding_count)
                values ('prometheus', '2026-08-18', 'pod', 'GAP', 'kube_pod_info', 'the server does not have it', 1)
                """);
        assertThat(run("status").output())
                .as("it is not collected any more")
                .containsPattern("prometheus +2026-08-15 +2026-08-18 +2 +2 +2 ")
                .doesNotContain("2026-08-19");
        CommandLineRun run = CommandLineRun.of(
                Map.of("SCE_HOME", home.toString(), "SCE_SOURCES_PROMETHEUS_URL", "http://127.0.0.1:9090"), "status");
        assertThat(run.exitCode()).isZero();
        assertThat(run.output())
                .containsPattern("prometheus +2026-08-15 +2026-08-18 +2 +2 +4 +0 +0 +0 +30")
                .containsPattern("prometheus +container_cpu +as-of +2026-08-15 +2026-08-18 +2 +0 +0 +0 +30")
                .containsPattern("prometheus +2026-08-19\\.\\.2026-08-20 +missing, 2 days")
                .containsPattern("prometheus +2026-08-17 +missing \\(failed\\), 1 day +the disk is full")
                .containsPattern("prometheus +2026-08-16 +missing, 1 day")
                .doesNotContain("reference")
                .containsPattern("GAP +pod +kube_pod_info +the server does not have it +1 +2026-08-18 +1");
    }

    @Test
    void gapsAreSaidInDays() {
        run("sql", "--write", """
                insert into ops.load_finding (source, day, endpoint, kind, subject, reason, finding_count)
                values ('prometheus', '2026-07-18', 'pod', 'GAP', 'kube_pod_owner', 'no series', 1),
                       ('prometheus', '2026-07-19', 'pod', 'GAP', 'kube_pod_owner', 'no series', 1)
                """);
        assertThat(run("sql", "--csv", """
                        select reason, finding_count, day_count from report.data_quality('2026-07-01', '2026-08-01')
                        """).output())
                .isEqualTo("reason,finding_count,day_count\r\nno series; absent on 2 days,,2\r\n");
    }

    @Test
    void anEmptyQueryAndOneThatChangesNoRowAreSaidPlainly() {
        CommandLineRun empty = run("sql", " ; ");
        assertThat(empty.exitCode()).isEqualTo(4);
        assertThat(empty.errors()).contains("The query is empty");
        assertThat(run("sql", "--write", "create table public.other (a integer)")
                        .output())
                .isEqualTo("done, no row changed\n");
    }

    @Test
    void whatCannotBeExplainedIsNoFaultOfTheSettings() {
        CommandLineRun table = run("explain", "fact_nothing", "day=2026-08-01");
        assertThat(table.exitCode()).isEqualTo(4);
        assertThat(table.errors()).startsWith("There is no table fact_nothing");
        assertThat(run("explain", "fact_container_day", "colour=red").errors()).startsWith("Table fact_container_day");
        assertThat(run("explain", "fact_container_day", "container_key=5").errors())
                .startsWith("No row of");
        assertThat(run("explain", "dim_date", "day=2026-08-01").output()).contains("belongs to no source-day");
        assertThat(run("run", "gitlub", "--day", "2026-08-01").errors()).startsWith("There is no source gitlub");
    }

    @Test
    void checkFindsASettingThatTheWarehouseWasNotInstalledWith() {
        run("sql", "--write", """
                insert into ops.installation (zone, privacy_fingerprint, keys_salt, product_version)
                values ('Asia/Kolkata', '', '', '0') on conflict (is_only_row) do update set zone = excluded.zone
                """);
        CommandLineRun run = run("check");
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.output())
                .contains("FAULT  installed", "installed with 'Asia/Kolkata'", "schema       up to date");
    }

    private static CommandLineRun run(String... arguments) {
        return CommandLineRun.of(Map.of("SCE_HOME", home.toString()), arguments);
    }
}
