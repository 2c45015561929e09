package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.simulator.prometheus.PrometheusSimulator;
import org.scewarehouse.etl.simulator.prometheus.SimulatorOptions;
import org.scewarehouse.jobs.cli.CommandLineRun;

/** A home in which three days of containers and of HR are loaded, anew for each test, and somebody to be erased. */
abstract class ErasureHome {

    /** What the person is called. */
    static final List<String> OF_ANNA = List.of("anna.smith", "smith", "anna-smith", "a.smith@");

    private static final String HEADER = "employee_id,login,email,status,department_code,department_name,given_name,"
            + "family_name,manager_employee_id\n";
    private static final String OTHERS = "E2,bo,bo.berg@example.org,active,S,Statistics,Bo,Berg,E1\n"
            + "E3,carla,c@example.org,active,D,Drug safety,Anna,Cole,E2\n";

    @TempDir
    static Path home;

    static RunRig rig;
    private static PrometheusSimulator prometheus;

    final Map<String, String> environment = new HashMap<>();

    @BeforeAll
    static void load() throws IOException {
        prometheus = new PrometheusSimulator(SmallOrganisation.standard(), SimulatorOptions.standard());
        rig = new RunRig(home, prometheus.url());
        ErasureHome first = new ErasureHome() {};
        first.nameAsEver();
        first.withHr();
        assertThat(first.load("hr").exitCode()).isZero();
        assertThat(first.load("prometheus").exitCode()).isZero();
        assertThat(places(OF_ANNA)).isNotEmpty();
        rig.keep();
    }

    @AfterAll
    static void close() {
        rig.close();
        prometheus.close();
    }

    @BeforeEach
    void restore() throws IOException {
        rig.restore();
        nameAsEver();
        withHr();
    }

    private void nameAsEver() throws IOException {
        name("20260818", "E1,Anna.Smith,a.smith@example.org,active,S,Statistics,Anna,Smith-Miller,");
        name("20260819", "E1,Anna.Smith,a.smith@example.org,active,S,Statistics,Anna,Smith,");
        name("20260820", "E1,Anna.Smith,a.smith@example.org,active,G,Genetics,Anna,Smith,");
    }

    /** What HR says of the person on the day. */
    static void name(String day, String anna) throws IOException {
        Path folder = Files.createDirectories(home.resolve("people"));
        String name = "hr_workers_" + day + ".csv";
        Files.writeString(folder.resolve(name), HEADER + anna + "\n" + OTHERS);
        Files.write(folder.resolve(name + ".done"), new byte[0]);
    }

    void withHr() {
        environment.putAll(rig.environment());
        environment.put("SCE_SOURCES_HR_KIND", "csv");
        environment.put("SCE_SOURCES_HR_PATH", home.resolve("people").toString());
    }

    /** A new home, in which HR is not known yet. */
    void beginWithoutHr() {
        rig.renew();
        environment.remove("SCE_SOURCES_HR_KIND");
        environment.remove("SCE_SOURCES_HR_PATH");
        assertThat(load("prometheus").exitCode()).isZero();
    }

    CommandLineRun load(String source, String... more) {
        String[] command = {"run", source, "--from", "2026-08-18", "--to", "2026-08-20"};
        return sce(Stream.of(command, more).flatMap(Arrays::stream).toArray(String[]::new));
    }

    CommandLineRun sce(String... arguments) {
        return CommandLineRun.at(SmallOrganisation.NOW, environment, arguments);
    }

    static List<String> rows(String query) {
        return Traces.rows(rig, query);
    }

    /** The token of the only one who was erased. */
    static String token() {
        List<String> tokens = rows("select distinct token from ops.erasure");
        assertThat(tokens).hasSize(1);
        return tokens.get(0);
    }

    static List<String> places(List<String> words) {
        List<String> places = Traces.inWarehouse(rig, words);
        places.addAll(Traces.inLake(Traces.files(rig.lake()), words));
        return places;
    }

    /** What must stay as it is, whoever is erased. */
    static List<String> sums() {
        return rows("""
                select (f.day, c.container_name, u.department_name, count(*), sum(f.cpu_core_seconds),
                    sum(f.observed_seconds), sum(f.idle_seconds))::text
                from mart.fact_container_day f
                join mart.dim_container c using (container_key)
                join mart.dim_user u using (user_key)
                group by f.day, c.container_name, u.department_name order by 1""");
    }
}
