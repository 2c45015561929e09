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

/** People who were erased, and whom HR calls otherwise since, or told of only then. */
class ErasedAndNamedAnewTest {

    private static final String HEADER = "employee_id,login,email,status,department_code,department_name,given_name,"
            + "family_name,manager_employee_id\n";
    private static final String ANNA = "E1,Anna.Smith,a.smith@example.org,active,S,Statistics,Anna,Smith,\n";
    private static final String OTHERS = "E2,bo,bo.berg@example.org,active,S,Statistics,Bo,Berg,E1\n"
            + "E3,carla,c@example.org,active,D,Drug safety,Anna,Cole,E2\n";
    private static final List<String> DAYS = List.of("20260818", "20260819", "20260820");
    private static final String ADVICE = "HR names somebody who was erased";

    @TempDir
    static Path home;

    private static PrometheusSimulator prometheus;
    private static RunRig rig;

    private final Map<String, String> environment = environment();

    @BeforeAll
    static void start() throws IOException {
        prometheus = new PrometheusSimulator(SmallOrganisation.standard(), SimulatorOptions.standard());
        rig = new RunRig(home, prometheus.url());
        write(DAYS, ANNA);
        load(environment(), "hr");
        load(environment(), "prometheus");
        rig.keep();
    }

    private static CommandLineRun load(Map<String, String> environment, String source) {
        CommandLineRun run = CommandLineRun.at(
                SmallOrganisation.NOW, environment, "run", source, "--from", "2026-08-18", "--to", "2026-08-20");
        assertThat(run.exitCode()).as(run.errors()).isIn(0, 2);
        return run;
    }

    private static void write(List<String> days, String anna) throws IOException {
        Path folder = Files.createDirectories(home.resolve("people"));
        for (String day : days) {
            String name = "hr_workers_" + day + ".csv";
            Files.writeString(folder.resolve(name), HEADER + anna + OTHERS);
            Files.write(folder.resolve(name + ".done"), new byte[0]);
        }
    }

    @AfterAll
    static void close() {
        rig.close();
        prometheus.close();
    }

    @BeforeEach
    void restore() throws IOException {
        rig.restore();
        write(DAYS, ANNA);
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

    private static String token() {
        List<String> tokens = rows("select distinct token from ops.erasure");
        assertThat(tokens).hasSize(1);
        return tokens.get(0);
    }

    private static List<String> places(String... words) {
        List<String> places = Traces.inWarehouse(rig, List.of(words));
        places.addAll(Traces.inLake(Traces.files(rig.lake()), List.of(words)));
        return places;
    }

    private CommandLineRun named(String day, String anna) throws IOException {
        write(List.of(day), anna);
        String iso = day.substring(0, 4) + "-" + day.substring(4, 6) + "-" + day.substring(6);
        return sce("run", "hr", "--day", iso, "--force", "--accept-shrink");
    }

    private void erase(String name) {
        CommandLineRun erased = sce("erase", name, "--yes");
        assertThat(erased.exitCode()).as(erased.output() + erased.errors()).isZero();
        assertThat(erased.output()).contains("nothing was found").doesNotContain(ADVICE);
    }

    /** HR's next answer holds the old login still, and not the token that took its place when the name was learnt. */
    @Test
    void aNewNameThatHoldsAnOldOneIsKnownAgain() throws IOException {
        erase("anna.smith");
        String anew = "E1,Anna.Smith,anna.smith.jones@new.example,active,S,Statistics,Anna,Anna.Smith-Jones,\n";
        assertThat(named("20260820", anew).output()).contains(ADVICE);
        erase(token());
        CommandLineRun again = named("20260820", anew);
        assertThat(again.exitCode()).as(again.output()).isZero();
        assertThat(places("jones")).isEmpty();
    }

    /** What the first erasure could not remove must not count as gone because the second removed what it knew. */
    @Test
    void whatAnEarlierErasureLeftIsNotForgotten() throws IOException {
        environment.put("SCE_RETENTION_RAW_DAYS", "2");
        assertThat(sce("nightly").exitCode()).isZero();
        assertThat(sce("erase", "anna.smith", "--yes").exitCode()).isEqualTo(5);
        assertThat(named("20260820", "E1,Anna.Smith,anna.new@example.org,active,S,Statistics,Anna,Jones,\n")
                        .output())
                .contains(ADVICE);
        String left = "still there: identified/container_name/day=2026-08-18/prometheus.parquet";
        for (String name : List.of(token(), "anna.smith", "anna.new@example.org")) {
            CommandLineRun erased = sce("erase", name, "--yes");
            assertThat(erased.exitCode()).as(name + erased.output()).isEqualTo(5);
            assertThat(erased.errors()).contains(left);
            assertThat(Traces.inWarehouse(rig, List.of("anna.new", "jones", "anna.smith")))
                    .isEmpty();
        }
        assertThat(token()).isNotEmpty();
    }

    @Test
    void anErasureDoesNotAdviseWhatItIsDoing() throws IOException {
        erase("anna.smith");
        String anew = "E1,Anna.Smith,anna.new@example.org,active,S,Statistics,Anna,Jones,\n";
        for (String day : DAYS) {
            named(day, anew);
        }
        assertThat(named("20260820", anew).output()).contains(ADVICE);
        erase(token());
        assertThat(places("anna.new", "jones")).isEmpty();
    }

    /** HR may move to another system, which numbers everybody anew. */
    @Test
    void whoGetsAnotherEmployeeIdAndKeepsEveryNameIsTold() throws IOException {
        erase("anna.smith");
        CommandLineRun night =
                named("20260820", "N-4711,Anna.Smith,a.smith@example.org,active,S,Statistics,Anna,Smith,\n");
        assertThat(night.output()).contains(ADVICE);
        assertThat(places("n-4711")).isNotEmpty();
        erase(token());
        assertThat(places("n-4711")).isEmpty();
        assertThat(sce("verify").exitCode()).isZero();
    }

    /** Who had the login may be gone, and the new colleague must not go because somebody looks whether it is done. */
    @Test
    void onlyWhoCallsTheTokenErasesWhomHrToldOfLater() throws IOException {
        rig.renew();
        environment.remove("SCE_SOURCES_HR_KIND");
        environment.remove("SCE_SOURCES_HR_PATH");
        load(environment, "prometheus");
        erase("anna.smith");
        environment.putAll(environment());
        write(DAYS, "E9,Anna.Smith,ada@example.org,active,S,Statistics,Ada,Brown,\n");
        assertThat(load(environment, "hr").output()).contains(ADVICE);
        CommandLineRun again = sce("erase", "anna.smith", "--yes");
        assertThat(again.exitCode()).as(again.output()).isEqualTo(4);
        assertThat(again.errors()).contains("./sce erase " + token() + " --yes", "--employee-id");
        assertThat(rows("select family_name from hr.person where employee_id = 'E9'"))
                .containsExactly("Brown");
        assertThat(sce("erase", token(), "--dry-run").output()).contains("hr  3 parts of raw name the person");
    }

    @Test
    void whatAnErasureLeftIsTakenUpBesideSomebodyElseWithTheLogin() throws IOException {
        rig.renew();
        environment.remove("SCE_SOURCES_HR_KIND");
        environment.remove("SCE_SOURCES_HR_PATH");
        load(environment, "prometheus");
        environment.put("SCE_RETENTION_RAW_DAYS", "2");
        assertThat(sce("nightly").exitCode()).isZero();
        assertThat(sce("erase", "anna.smith", "--yes").exitCode()).isEqualTo(5);
        environment.putAll(environment());
        write(DAYS, "E9,Anna.Smith,ada@example.org,active,S,Statistics,Ada,Brown,\n");
        load(environment, "hr");
        CommandLineRun again = sce("erase", "anna.smith", "--yes");
        assertThat(again.exitCode()).as(again.output()).isEqualTo(5);
        assertThat(again.errors()).contains("still there: identified/container_name", "./sce erase " + token());
        assertThat(places("brown")).isNotEmpty();
    }

    /** Given names are replaced in the records of their person only, and so short an id in the fields of HR. */
    @Test
    void aNameThatOthersBearMeansNobodyWhoWasErased() {
        erase("anna.smith");
        for (String name : List.of("anna", "smith", "e1")) {
            CommandLineRun erased = sce("erase", name, "--yes");
            assertThat(erased.errors()).as(name + erased.output()).contains("nobody is known by this login");
        }
        assertThat(sce("erase", "--employee-id", "e1", "--yes").output()).contains("nothing is left to do");
        assertThat(sce("erase", "--employee-id", "anna.smith", "--yes").errors())
                .contains("nobody is known by this employee id");
    }
}
