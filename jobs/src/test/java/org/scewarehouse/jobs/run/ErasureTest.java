package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** People who are erased: nothing of them is left, all sums are, and they do not come back. */
class ErasureTest {

    private static final String HEADER = "employee_id,login,email,status,department_code,department_name,given_name,"
            + "family_name,manager_employee_id\n";
    private static final String OTHERS = "E2,bo,bo.berg@example.org,active,S,Statistics,Bo,Berg,E1\n"
            + "E3,carla,c@example.org,active,D,Drug safety,Anna,Cole,E2\n";
    private static final List<String> OF_ANNA = List.of("anna.smith", "smith", "anna-smith", "a.smith@");

    @TempDir
    static Path home;

    private static PrometheusSimulator prometheus;
    private static RunRig rig;

    private final Map<String, String> environment = environment();

    @BeforeAll
    static void start() throws IOException {
        prometheus = new PrometheusSimulator(SmallOrganisation.standard(), SimulatorOptions.standard());
        rig = new RunRig(home, prometheus.url());
        snapshot("20260818", "E1,Anna.Smith,a.smith@example.org,active,S,Statistics,Anna,Smith-Miller,\n");
        snapshot("20260819", "E1,Anna.Smith,a.smith@example.org,active,S,Statistics,Anna,Smith,\n");
        snapshot("20260820", "E1,Anna.Smith,a.smith@example.org,active,G,Genetics,Anna,Smith,\n");
        for (String source : List.of("hr", "prometheus")) {
            CommandLineRun run = CommandLineRun.at(
                    SmallOrganisation.NOW, environment(), "run", source, "--from", "2026-08-18", "--to", "2026-08-20");
            assertThat(run.exitCode()).as(run.errors()).isZero();
        }
        assertThat(places(OF_ANNA)).isNotEmpty();
        rig.keep();
    }

    private static void snapshot(String day, String anna) throws IOException {
        Path folder = Files.createDirectories(home.resolve("people"));
        String name = "hr_workers_" + day + ".csv";
        Files.writeString(folder.resolve(name), HEADER + anna + OTHERS);
        Files.write(folder.resolve(name + ".done"), new byte[0]);
    }

    @AfterAll
    static void close() {
        rig.close();
        prometheus.close();
    }

    @BeforeEach
    void restore() throws IOException {
        rig.restore();
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(rig.environment());
        environment.put("SCE_SOURCES_HR_KIND", "csv");
        environment.put("SCE_SOURCES_HR_PATH", home.resolve("people").toString());
        return environment;
    }

    private CommandLineRun sce(String... arguments) {
        return CommandLineRun.at(SmallOrganisation.NOW, environment, arguments);
    }

    private static List<String> rows(String query) {
        return Traces.rows(rig, query);
    }

    private static List<String> places(List<String> words) {
        List<String> places = Traces.inWarehouse(rig, words);
        places.addAll(Traces.inLake(Traces.files(rig.lake()), words));
        return places;
    }

    private static List<String> sums() {
        return rows("""
                select (f.day, c.container_name, u.department_name, count(*), sum(f.cpu_core_seconds),
                    sum(f.observed_seconds), sum(f.idle_seconds))::text
                from mart.fact_container_day f
                join mart.dim_container c using (container_key)
                join mart.dim_user u using (user_key)
                group by f.day, c.container_name, u.department_name order by 1""");
    }

    @Test
    void nothingOfAPersonIsLeftAndAllSumsAre() {
        List<String> before = sums();
        CommandLineRun erased = sce("erase", "anna.smith", "--yes");
        assertThat(erased.errors()).doesNotContain("still there");
        assertThat(erased.output())
                .contains("nothing was found: erased, erased", "they have aged out on 2026-09-20", "files of the lake");
        assertThat(erased.exitCode()).isZero();
        assertThat(places(OF_ANNA)).isEmpty();
        assertThat(sums()).isEqualTo(before);
        assertThat(rows("select count(*) from mart.dim_user_now where user_id > 0"))
                .containsExactly("3");
        assertThat(rows("select given_name from hr.person where employee_id = 'E3'"))
                .containsExactly("Anna");
        assertThat(rows("select distinct token from ops.erasure")).hasSize(1);
        assertThat(sce("verify").exitCode()).isZero();
        assertThat(sce("nightly").output()).contains("hr  up to date", "prometheus  up to date");
        assertThat(sce("erase", "anna.smith", "--yes").output()).contains("was erased on 2026-08-21");
    }

    /** E1 is no word, for it could be anything: it is found in the fields of HR that hold ids, and only there. */
    @Test
    void whomAnErasedPersonLedIsLedByTheToken() {
        assertThat(sce("erase", "anna.smith", "--yes").exitCode()).isZero();
        assertThat(rows("select b.given_name || ' ' || m.employee_id from hr.person b"
                        + " join mart.dim_user_now u using (user_id)"
                        + " join hr.person m on m.user_id = u.manager_user_id where b.employee_id = 'E2'"))
                .singleElement()
                .satisfies(row -> assertThat(row).matches("Bo erased[0-9a-f]{16}"));
        assertThat(rows("select employee_id from hr.person where employee_id = 'E1'"))
                .isEmpty();
        Traces.files(rig.lake()).forEach((name, bytes) -> {
            if (name.startsWith("raw/source=hr/")) {
                assertThat(Traces.plain(bytes)).as(name).doesNotContain("\"E1\"");
            }
        });
    }

    /** Of each such decision nothing is left but that the token is the token. */
    @Test
    void whatWasDecidedAboutAPersonDoesNotOutliveThem() throws IOException {
        Path folder = Files.createDirectories(home.resolve("reference"));
        Files.writeString(
                folder.resolve("identity_overrides.csv"),
                "system,identifier,same_system,same_identifier\nlogin,anna4,login,anna.smith\n"
                        + "login,anna5,login,anna.smith\n");
        Files.writeString(folder.resolve("mailmap"), "Anna Smith <a.smith@example.org> <annie@home.example>\n");
        environment.put("SCE_REFERENCE", folder.toString());
        assertThat(sce("nightly").exitCode()).isZero();
        assertThat(places(List.of("anna4", "annie"))).isNotEmpty();
        for (String login : List.of("login:anna2", "login:anna3")) {
            assertThat(sce("identity", "merge", login, "login:anna.smith").exitCode())
                    .isZero();
        }
        List<String> before = sums();
        CommandLineRun erased = sce("erase", "anna.smith", "--yes");
        assertThat(erased.exitCode()).as(erased.output() + erased.errors()).isZero();
        assertThat(sums()).isEqualTo(before);
        CommandLineRun night = sce("nightly");
        assertThat(night.exitCode()).as(night.output() + night.errors()).isZero();
        assertThat(places(List.of("anna2", "anna3", "anna4", "anna5", "annie"))).isEmpty();
        assertThat(sums()).isEqualTo(before);
    }

    @Test
    void anErasedPersonDoesNotComeBack() {
        assertThat(sce("erase", "--employee-id", "E1", "--yes").exitCode()).isZero();
        List<String> before = sums();
        assertThat(sce("run", "hr", "--from", "2026-08-18", "--to", "2026-08-20", "--force")
                        .exitCode())
                .isZero();
        assertThat(sce("run", "prometheus", "--from", "2026-08-18", "--to", "2026-08-20", "--force")
                        .exitCode())
                .isZero();
        assertThat(places(OF_ANNA)).isEmpty();
        assertThat(sums()).isEqualTo(before);
        rig.renewWarehouse();
        assertThat(sce("run", "hr", "--from", "2026-08-18", "--to", "2026-08-20", "--from-raw")
                        .exitCode())
                .isZero();
        assertThat(sce("run", "prometheus", "--day", "2026-08-20", "--force").exitCode())
                .isZero();
        assertThat(rows("select distinct token from ops.erasure")).hasSize(1);
        assertThat(places(OF_ANNA)).isEmpty();
    }

    @Test
    void whomHrNamesAnewIsToldAndErasedUnderTheSameToken() throws IOException {
        List<String> before = sums();
        assertThat(sce("erase", "anna.smith", "--yes").exitCode()).isZero();
        snapshot("20260820", "E1,Anna.Smith,anna.new@example.org,active,G,Genetics,Anna,Jones,\n");
        try {
            CommandLineRun again = sce("run", "hr", "--day", "2026-08-20", "--force");
            assertThat(again.exitCode()).isEqualTo(2);
            String token = rows("select distinct token from ops.erasure").get(0);
            assertThat(again.output()).contains("HR names somebody who was erased", "./sce erase " + token + " --yes");
            assertThat(places(List.of("anna.new", "jones"))).isNotEmpty();
            assertThat(sce("erase", "anna.smith", "--dry-run").output()).contains("hr  1 parts of raw name the person");

            CommandLineRun erased = sce("erase", token, "--yes");
            assertThat(erased.exitCode()).as(erased.output() + erased.errors()).isZero();
            assertThat(places(List.of("anna.new", "jones", "smith"))).isEmpty();
            assertThat(rows("select distinct token from ops.erasure")).containsExactly(token);
            assertThat(sums()).isEqualTo(before);
            assertThat(rows("select count(*) from hr.person")).containsExactly("3");
            assertThat(sce("run", "hr", "--day", "2026-08-20", "--force").exitCode())
                    .isZero();
            assertThat(places(List.of("anna.new", "jones", "smith"))).isEmpty();
            for (String name : List.of("anna.new@example.org", "anna.smith", token)) {
                assertThat(sce("erase", name, "--yes").output()).contains("nothing is left to do");
            }
            assertThat(sce("verify").exitCode()).isZero();
        } finally {
            snapshot("20260820", "E1,Anna.Smith,a.smith@example.org,active,G,Genetics,Anna,Smith,\n");
        }
    }

    @Test
    void whoWasErasedBeforeHrToldOfThemIsErasedAnew() {
        rig.renew();
        environment.remove("SCE_SOURCES_HR_KIND");
        environment.remove("SCE_SOURCES_HR_PATH");
        assertThat(sce("run", "prometheus", "--from", "2026-08-18", "--to", "2026-08-20")
                        .exitCode())
                .isZero();
        assertThat(sce("erase", "anna.smith", "--yes").exitCode()).isZero();
        environment.put("SCE_SOURCES_HR_KIND", "csv");
        environment.put("SCE_SOURCES_HR_PATH", home.resolve("people").toString());
        assertThat(sce("run", "hr", "--from", "2026-08-18", "--to", "2026-08-20")
                        .output())
                .contains("HR names somebody who was erased");
        assertThat(sce("nightly").exitCode()).isIn(0, 2);
        assertThat(places(List.of("a.smith@"))).isNotEmpty();

        String token = rows("select distinct token from ops.erasure").get(0);
        CommandLineRun erased = sce("erase", token, "--yes");

        assertThat(erased.exitCode()).as(erased.output() + erased.errors()).isZero();
        assertThat(places(OF_ANNA)).isEmpty();
        assertThat(rows("select distinct token from ops.erasure")).containsExactly(token);
        assertThat(rows("select count(*) from hr.person")).containsExactly("3");
        assertThat(sce("erase", "anna.smith", "--yes").output()).contains("was erased on 2026-08-21");
        assertThat(sce("verify").exitCode()).isZero();
    }

    /** Whose login was erased with them may go to somebody else, whom HR knows by another employee id. */
    @Test
    void whoGetsTheLoginOfSomebodyErasedIsSomebodyElse() throws IOException {
        assertThat(sce("erase", "anna.smith", "--yes").exitCode()).isZero();
        snapshot("20260820", "E9,Anna.Smith,new@example.org,active,G,Genetics,Ada,Brown,\n");
        try {
            assertThat(sce("run", "hr", "--day", "2026-08-20", "--force", "--accept-shrink")
                            .output())
                    .doesNotContain("who was erased");
            assertThat(sce("erase", "anna.smith", "--yes").output()).contains("nothing is left to do");
            assertThat(rows("select family_name from hr.person where employee_id = 'E9'"))
                    .containsExactly("Brown");
        } finally {
            snapshot("20260820", "E1,Anna.Smith,a.smith@example.org,active,G,Genetics,Anna,Smith,\n");
        }
    }

    @Test
    void oneAfterAnother() {
        List<String> before = sums();
        assertThat(sce("erase", "anna.smith", "--yes").exitCode()).isZero();
        assertThat(sce("erase", "bo.berg@example.org", "--yes").exitCode()).isZero();
        assertThat(places(OF_ANNA)).isEmpty();
        assertThat(places(List.of("bo.berg", "jupyter-bo", "claim-bo"))).isEmpty();
        assertThat(sums()).isEqualTo(before);
        assertThat(rows("select distinct token from ops.erasure")).hasSize(2);
        assertThat(sce("verify").exitCode()).isZero();
    }

    /** Such days cannot be built without the person: they stand as they are, and keep nobody else from being erased. */
    @Test
    void daysWhoseRawIsGoneKeepTheirFactsAndOthersCanBeErased() {
        environment.put("SCE_RETENTION_RAW_DAYS", "2");
        assertThat(sce("nightly").exitCode()).isZero();
        List<String> before = sums();
        CommandLineRun erased = sce("erase", "anna.smith", "--yes");
        assertThat(erased.exitCode()).isEqualTo(5);
        assertThat(erased.errors())
                .contains(
                        "still there: identified/container_name/day=2026-08-18/prometheus.parquet",
                        "prometheus: raw of 1 published days, 2026-08-18 to 2026-08-18, is kept no longer",
                        "Until then others can be erased");
        assertThat(Traces.inWarehouse(rig, OF_ANNA)).isEmpty();
        assertThat(sums()).isEqualTo(before);
        CommandLineRun verified = sce("verify");
        assertThat(verified.exitCode()).as(verified.output()).isZero();
        assertThat(sce("run", "hr", "--day", "2026-08-20", "--from-raw").exitCode())
                .isZero();
        assertThat(Traces.inWarehouse(rig, OF_ANNA))
                .as("what HR's days carry on brings nobody back")
                .isEmpty();
        assertThat(rows("select valid_from || ' ' || department_name from mart.dim_user join hr.person using (user_id)"
                        + " where given_name like 'erased%' order by valid_from"))
                .containsExactly("1900-01-01 Statistics", "2026-08-20 Genetics");

        CommandLineRun other = sce("erase", "bo", "--yes");
        assertThat(rows("select distinct token from ops.erasure"))
                .as(other.output())
                .hasSize(2);
        assertThat(Traces.inWarehouse(rig, List.of("bo.berg", "jupyter-bo", "claim-bo")))
                .isEmpty();
        assertThat(sums()).isEqualTo(before);
        assertThat(sce("erase", "anna.smith", "--yes").errors())
                .contains("still there: identified/container_name/day=2026-08-18/prometheus.parquet");
        assertThat(rows("select distinct token from ops.erasure")).hasSize(2);
    }

    @Test
    void nothingChangesWithoutBeingMeant() {
        Footprint before = rig.footprint();
        CommandLineRun unknown = sce("erase", "nobody.here", "--yes");
        assertThat(unknown.exitCode()).isEqualTo(4);
        assertThat(unknown.errors()).contains("nobody is known by this login or e-mail address");
        CommandLineRun dry = sce("erase", "anna.smith", "--dry-run");
        assertThat(dry.exitCode()).isZero();
        assertThat(dry.output()).contains("hr  3 parts of raw name the person, on 3 days (2026-08-18 to 2026-08-20)");
        assertThat(sce("erase", "anna.smith").exitCode()).isEqualTo(4);
        assertThat(rig.footprint()).isEqualTo(before);
    }
}
