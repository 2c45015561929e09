package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.simulator.prometheus.PrometheusSimulator;
import org.scewarehouse.etl.simulator.prometheus.SimulatorOptions;
import org.scewarehouse.jobs.cli.CommandLineRun;

/**
 * Who had a login until the third day is erased, and who has it since stays. The first one's address begins with the
 * login, and would name the second one too if it were always the first one's.
 */
class HandedOverLoginTest {

    private static final String HEADER =
            "employee_id,login,email,status,department_code,department_name,given_name," + "family_name\n";
    private static final String BO = "E3,bo,bo.berg@example.org,active,D,Drug safety,Bo,Berg\n";
    private static final List<String> LOGIN = List.of("anna.smith", "smith");

    @TempDir
    Path home;

    private final Map<String, String> environment = new HashMap<>();
    private PrometheusSimulator prometheus;
    private RunRig rig;

    @BeforeEach
    void load() throws IOException {
        prometheus = new PrometheusSimulator(SmallOrganisation.standard(), SimulatorOptions.standard());
        rig = new RunRig(home, prometheus.url());
        String first = "E1,Anna.Smith,anna.smith@example.org,active,S,Statistics,Anna,Smith\n";
        snapshot("20260818", first + BO);
        snapshot("20260819", first + BO);
        snapshot(
                "20260820",
                "E1,aquill,aquill@example.org,active,S,Statistics,Anna,Smith\n"
                        + "E2,anna.smith,second@example.org,active,G,Genetics,Andrea,Later\n" + BO);
        environment.putAll(rig.environment());
        environment.put("SCE_SOURCES_HR_KIND", "csv");
        environment.put("SCE_SOURCES_HR_PATH", home.resolve("people").toString());
        assertThat(sce("run", "hr", "--from", "2026-08-18", "--to", "2026-08-20")
                        .exitCode())
                .isZero();
        assertThat(sce("run", "prometheus", "--from", "2026-08-18", "--to", "2026-08-20")
                        .exitCode())
                .isZero();
    }

    private void snapshot(String day, String people) throws IOException {
        Path folder = Files.createDirectories(home.resolve("people"));
        String name = "hr_workers_" + day + ".csv";
        Files.writeString(folder.resolve(name), HEADER + people);
        Files.write(folder.resolve(name + ".done"), new byte[0]);
    }

    @AfterEach
    void close() {
        rig.close();
        prometheus.close();
    }

    private CommandLineRun sce(String... arguments) {
        return CommandLineRun.at(SmallOrganisation.NOW, environment, arguments);
    }

    private List<String> use() {
        return Traces.rows(rig, """
                select (f.day, c.container_name, u.department_name, sum(f.cpu_core_seconds))::text
                from mart.fact_container_day f
                join mart.dim_container c using (container_key)
                join mart.dim_user u using (user_key)
                group by f.day, c.container_name, u.department_name order by 1""");
    }

    private List<String> ofDay(String day, List<String> words) {
        Map<String, byte[]> files = new TreeMap<>(Traces.files(rig.lake()));
        files.keySet().removeIf(name -> !name.contains("day=" + day));
        return Traces.inLake(files, words);
    }

    @Test
    void onlyTheDaysAreErasedOnWhichTheLoginWasThePersons() {
        List<String> before = use();
        List<String> third = ofDay("2026-08-20", LOGIN);
        assertThat(third).anyMatch(place -> place.startsWith("raw/source=prometheus/"));
        CommandLineRun whom = sce("erase", "anna.smith", "--yes");
        assertThat(whom.exitCode()).isEqualTo(4);
        assertThat(whom.errors()).contains("has meant 2 people", "--employee-id");

        CommandLineRun erased = sce("erase", "--employee-id", "E1", "--yes");

        assertThat(erased.exitCode()).as(erased.output() + erased.errors()).isZero();
        assertThat(erased.output()).contains("mean, or meant, somebody else too");
        assertThat(ofDay("2026-08-18", LOGIN)).isEmpty();
        assertThat(ofDay("2026-08-19", LOGIN)).isEmpty();
        assertThat(ofDay("2026-08-20", LOGIN)).hasSameSizeAs(third);
        List<String> always = List.of("aquill", "anna smith");
        assertThat(Traces.inLake(Traces.files(rig.lake()), always)).isEmpty();
        assertThat(Traces.inWarehouse(rig, always)).isEmpty();
        assertThat(Traces.rows(
                        rig,
                        "select distinct employee_id from hr.bridge_identity join hr.person using (user_id)"
                                + " where identifier like '%anna%'"))
                .containsExactly("E2");
        assertThat(Traces.rows(rig, "select login || ' ' || family_name from hr.person where employee_id = 'E2'"))
                .containsExactly("anna.smith Later");
        assertThat(use()).isEqualTo(before);
        assertThat(sce("verify").exitCode()).isZero();
        assertThat(sce("nightly").output()).contains("hr  up to date", "prometheus  up to date");
        CommandLineRun second = sce("erase", "anna.smith", "--dry-run");
        assertThat(second.output()).contains("prometheus", "on 1 days (2026-08-20 to 2026-08-20)");
    }
}
