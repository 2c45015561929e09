package org.scewarehouse.jobs.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.simulator.prometheus.RealPrometheus;
import org.scewarehouse.jobs.cli.CommandLineRun;
import org.scewarehouse.jobs.settings.SettingsLoader;
import org.scewarehouse.jobs.warehouse.WarehouseConnection;

/** The whole product against the truth that the organisation knows of itself, on real servers. */
class EndToEndTest {

    private static final String SUMS = "select day, count(*) as containers, sum(cpu_core_seconds) as used,"
            + " sum(idle_seconds) as idle from mart.fact_container_day group by day order by day";

    @TempDir
    private Path home;

    /** In whatever zone the site that tries it has days. */
    @Test
    void theDemoFindsTheTruthAndNamesNobody() throws IOException {
        CommandLineRun demo = CommandLineRun.at(
                Instant.parse("2026-08-21T06:00:00Z"),
                Map.of("SCE_HOME", home.toString(), "SCE_ZONE", "Asia/Tokyo"),
                "demo",
                "--scale",
                "0.02",
                "--days",
                "2",
                "--history",
                "4",
                "--check");
        assertThat(demo.exitCode()).as(demo.output() + demo.errors()).isZero();
        assertThat(demo.output())
                .contains("check container_day: ")
                .contains(" 0 differences")
                .doesNotContainPattern("[1-9]\\d* differences");
        assertThatNobodyIsNamed(
                new DemoOrganisation(DemoSettings.upToLastDay(20240808, 0.02, 2).withHistory(4)));
    }

    /** Neither in the tables of schema mart nor in the statistics that Parquet keeps in clear. */
    private void assertThatNobodyIsNamed(DemoOrganisation organisation) throws IOException {
        StringBuilder said = new StringBuilder();
        for (String table :
                List.of("dim_container", "dim_volume", "dim_image", "dim_compute_system", "dim_user", "dim_content")) {
            said.append(run(Map.of("SCE_HOME", home.toString()), "sql", "--csv", "select * from mart." + table)
                    .output());
        }
        assertThat(said.toString()).contains("home");
        try (Stream<Path> files = Files.walk(home.resolve("lake/curated"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                said.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        String all = said.toString();
        assertThat(People.of(organisation.settings()))
                .isNotEmpty()
                .allSatisfy(person -> assertThat(all.contains(person.login()))
                        .as("login %s in mart or in curated", person.login())
                        .isFalse());
    }

    @Test
    void aRealPrometheusGivesTheTruthAndGivesItAgain(@TempDir Path folder) throws Exception {
        assumeTrue(
                RealPrometheus.isInstalled() || Boolean.getBoolean("sce.require-prometheus"),
                "prometheus and promtool are not installed");
        DemoSettings settings = DemoSettings.upToLastDay(7, 0.02, 3);
        DemoOrganisation organisation = new DemoOrganisation(settings);
        OpenMetrics.write(organisation, folder.resolve("history.om"));
        organisation.writeReference(home.resolve("reference"));
        organisation.writeScans(home.resolve("scans"));
        organisation.writeHr(home.resolve("hr"));
        try (RealPrometheus server = RealPrometheus.start(folder, folder.resolve("history.om"))) {
            Map<String, String> environment = new HashMap<>();
            environment.put("SCE_HOME", home.toString());
            environment.put("SCE_REFERENCE", home.resolve("reference").toString());
            environment.put("SCE_SOURCES_PROMETHEUS_URL", server.url());
            environment.put("SCE_SOURCES_HOME_DRIVE_PATH", home.resolve("scans").toString());
            String from = settings.firstDay().toString();
            LocalDate second = settings.firstDay().plusDays(1);
            environment.put("SCE_SOURCES_HR_KIND", "csv");
            environment.put("SCE_SOURCES_HR_PATH", home.resolve("hr").toString());
            String to = settings.lastDay().toString();
            CommandLineRun people = run(environment, "run", "hr", "--from", from, "--to", to);
            assertThat(people.exitCode()).as(people.output() + people.errors()).isZero();

            CommandLineRun first = run(environment, "run", "prometheus", "--from", from, "--to", second.toString());
            assertThat(first.exitCode()).as(first.output() + first.errors()).isZero();
            CommandLineRun night = CommandLineRun.at(
                    DemoSettings.night(settings.lastDay()), environment, "nightly", "--source", "prometheus");
            assertThat(night.exitCode()).as(night.output() + night.errors()).isZero();
            assertThat(night.output())
                    .contains("prometheus " + settings.lastDay() + "  published")
                    .doesNotContain("prometheus " + second);
            CommandLineRun homes = run(environment, "run", "home_drive", "--from", from, "--to", to);
            assertThat(homes.exitCode()).as(homes.output() + homes.errors()).isZero();
            assertThatWarehouseHoldsTheTruth(organisation, environment);

            String sums = run(environment, "sql", SUMS).output();
            CommandLineRun again =
                    run(environment, "run", "prometheus", "--from", from, "--to", second.toString(), "--force");
            assertThat(again.exitCode()).as(again.output() + again.errors()).isZero();
            assertThat(again.output()).contains("unchanged").doesNotContain("published");
            assertThat(run(environment, "sql", SUMS).output()).isEqualTo(sums).contains("(3 rows)");

            environment.put("SCE_SOURCES_PROMETHEUS_PROTOCOL", "json");
            CommandLineRun json =
                    run(environment, "run", "prometheus", "--from", from, "--to", second.toString(), "--force");
            assertThat(json.exitCode()).as(json.output() + json.errors()).isZero();
            assertThat(json.output()).contains("unchanged").doesNotContain("published");
        }
    }

    private static CommandLineRun run(Map<String, String> environment, String... arguments) {
        return CommandLineRun.at(Instant.parse("2026-08-21T06:00:00Z"), environment, arguments);
    }

    private static void assertThatWarehouseHoldsTheTruth(DemoOrganisation organisation, Map<String, String> environment)
            throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (WarehouseConnection warehouse =
                        WarehouseConnection.open(SettingsLoader.load(null, environment, Path.of("")));
                Connection connection = warehouse.dataSource().getConnection();
                PrintStream output = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            // Whose jobs ran where is told by a server that this test does not start.
            List<TruthTable> told = organisation.truth().tables().stream()
                    .filter(table -> !table.name().equals("batch_day"))
                    .toList();
            assertThat(new DemoCheck(organisation, output).isRight(connection, told))
                    .as(() -> said.toString(StandardCharsets.UTF_8))
                    .isTrue();
        }
        assertThat(Files.exists(Path.of(environment.get("SCE_HOME")).resolve("lake")))
                .isTrue();
    }
}
