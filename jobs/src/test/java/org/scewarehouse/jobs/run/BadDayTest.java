package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.simulator.prometheus.PrometheusSimulator;
import org.scewarehouse.etl.simulator.prometheus.SimulatorOptions;
import org.scewarehouse.jobs.cli.CommandLineRun;
import org.scewarehouse.jobs.cli.Sce;

/** What commands tell and do where something around them is broken. */
class BadDayTest {

    private static final String RAW_IS_KEPT = "raw is kept, not loaded";
    private static final String SCAN =
            "path,owner,bytes,files,scanned_at\n/home/anna,anna,1000,10,2026-08-18T02:00:00Z\n";

    @TempDir
    static Path home;

    private static PrometheusSimulator prometheus;
    private static RunRig rig;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeAll
    static void start() {
        prometheus = new PrometheusSimulator(SmallOrganisation.standard(), SimulatorOptions.standard());
        rig = new RunRig(home, prometheus.url());
        sce(rig.environment(), 0, "plan"); // which generates the secret
    }

    @AfterAll
    static void close() {
        rig.close();
        prometheus.close();
    }

    @BeforeEach
    void renew() {
        rig.renew();
        environment.putAll(rig.environment());
    }

    @Test
    void aPlanTellsOfAllSourcesThatAnswer() throws IOException {
        Path scans = Files.createDirectories(home.resolve("scans"));
        Files.writeString(scans.resolve("drives_20260818.csv"), SCAN);
        environment.put("SCE_SOURCES_HOME_DRIVE_PATH", scans.toString());
        environment.put("SCE_SOURCES_PROMETHEUS_URL", "http://127.0.0.1:" + freePort());
        CommandLineRun plan = sce(environment, 3, "plan");
        assertThat(plan.errors()).contains("prometheus  FAILED: ").contains("refused");
        assertThat(plan.output()).contains("home_drive 2026-08-18").doesNotContain("nothing to do");

        environment.remove("SCE_SOURCES_PROMETHEUS_URL");
        environment.remove("SCE_SOURCES_HOME_DRIVE_PATH");
        assertThat(sce(environment, 4, "plan").errors()).contains("No source is configured");
    }

    @Test
    void aPlanHasTheLimitsOfItsNight() {
        assertThat(sce(environment, 0, "plan", "--max-days", "2").output()).contains("2 source-days");
        assertThat(sce(environment, 0, "plan").output()).contains("4 source-days");
    }

    @Test
    void aPlanChangesNothingThatReportsSay() {
        environment.put("SCE_REPORTS_RETENTION_DAYS", "7");
        String[] asked = {"sql", "--csv", "select retention_days from report.setting"};
        sce(environment, 0, "plan");
        sce(environment, 0, "run", "prometheus", "--day", "2026-08-18", "--dry-run");
        assertThat(sce(environment, 0, asked).output()).contains("1095");
        sce(environment, 0, "run", "prometheus", "--day", "2026-08-18");
        assertThat(sce(environment, 0, asked).output()).contains("7").doesNotContain("1095");
    }

    @Test
    void aWarehouseThatRefusesTheLoginKeepsNoRawBack() throws IOException {
        environment.putAll(external(rig.port()));
        environment.put("SCE_WAREHOUSE_USER", "stranger");
        environment.put("SCE_WAREHOUSE_PASSWORD", "a-wrong-one");
        CommandLineRun night = sce(environment, 4, "nightly");
        assertThat(night.errors())
                .contains("sce.warehouse.password: the server refuses them", "raw is what cannot wait");
        assertThat(night.output()).contains("prometheus 2026-08-18  " + RAW_IS_KEPT);
        assertThat(home.resolve("report/report.json")).content().contains("the server refuses them");
    }

    /** Such as a lake of another user: without a report a CI shows nothing, or what it kept of the night before. */
    @Test
    void aNightThatCannotUseItsLakeSaysSoInItsReport() throws IOException {
        environment.put(
                "SCE_LAKE", Files.writeString(home.resolve("no-folder"), "x").toString());
        environment.put(
                "SCE_PRIVACY_SECRET_FILE", home.resolve("privacy-secret").toString());
        assertThat(sce(environment, 4, "nightly").errors())
                .contains("no-folder")
                .contains("set another folder");
        assertThat(home.resolve("report/report.json"))
                .content()
                .contains("\"exit_code\" : 4", "no-folder", "set another folder");
    }

    @Test
    void anAddressThatAsksForWhatTheServerCannotGiveIsForAPersonAndKeepsNoRawBack() throws IOException {
        environment.putAll(external(rig.port()));
        String address = environment.get("SCE_WAREHOUSE_URL");
        Map<String, String> faults = Map.of(
                "sslmode=verify-full", "does not support SSL",
                "sslmode=verify-ful", "Invalid sslmode value: verify-ful",
                "sslmod=verify-full", "does not know the parameter sslmod;");
        for (Map.Entry<String, String> fault : faults.entrySet()) {
            environment.put("SCE_WAREHOUSE_URL", address + "?" + fault.getKey());
            CommandLineRun night = sce(environment, 4, "nightly", "--max-days", "1");
            assertThat(night.errors())
                    .contains("sce.warehouse.url: ", fault.getValue(), "sslrootcert", "raw is what cannot wait");
        }
        environment.put("SCE_WAREHOUSE_URL", address + "?password=a&secret");
        assertThat(sce(environment, 4, "status").errors()).contains("%26").doesNotContain("parameter secret");
    }

    @Test
    void noRawIsKeptOfDaysBeforeTheFirstThatIsWanted() throws IOException {
        environment.putAll(external(freePort()));
        environment.put("SCE_SOURCES_PROMETHEUS_SINCE", "2026-08-19");
        assertThat(sce(environment, 3, "nightly").output())
                .contains("prometheus 2026-08-19  " + RAW_IS_KEPT)
                .doesNotContain("2026-08-18");
    }

    @Test
    void aClockThatRunsAheadStopsANightBeforeItAsksForADayThatIsNotOver() throws IOException {
        rig.execute("warehouse", "create schema slow");
        rig.execute("warehouse", """
                create function slow.clock_timestamp() returns timestamptz language sql
                return pg_catalog.clock_timestamp() - interval '2 minutes'""");
        environment.putAll(external(rig.port()));
        environment.computeIfPresent(
                "SCE_WAREHOUSE_URL", (name, url) -> url + "?options=-c%20search_path%3Dslow,pg_catalog");
        CommandLineRun night = sce(environment, 4, "nightly");
        assertThat(night.errors()).contains("differ by 1").contains("Synchronise the clock");
        assertThat(night.output()).doesNotContain(RAW_IS_KEPT);
    }

    @Test
    void aWarehouseThatWasNotMigratedKeepsNoRawBack() throws IOException {
        rig.unmigrate();
        environment.putAll(external(rig.port()));
        CommandLineRun night = sce(environment, 4, "nightly");
        assertThat(night.errors()).contains("run ./sce migrate", "raw is what cannot wait");
        assertThat(night.output()).contains("prometheus 2026-08-20  " + RAW_IS_KEPT);
        assertThat(sce(environment, 4, "check", "--identities").errors()).contains("The warehouse is empty");
    }

    @Test
    void nothingIsKeptWithAnotherSecretOrZoneThanThatOfTheLake() throws IOException {
        sce(environment, 0, "run", "prometheus", "--day", "2026-08-18");
        environment.putAll(external(freePort()));
        Map<String, String> mistaken = new HashMap<>(environment);
        mistaken.remove("SCE_PRIVACY_SECRET_FILE");
        mistaken.put("SCE_PRIVACY_SECRET", "another-secret-than-before-0123456789");
        CommandLineRun otherSecret = sce(mistaken, 4, "nightly");
        assertThat(otherSecret.errors()).contains("the fingerprint of sce.privacy.secret is");
        assertThat(otherSecret.output()).doesNotContain(RAW_IS_KEPT);

        environment.put("SCE_ZONE", "Asia/Tokyo");
        assertThat(sce(environment, 4, "nightly").errors()).contains("sce.zone is 'Asia/Tokyo' here");
        assertThat(home.resolve("report/report.json")).content().contains("sce.zone is 'Asia/Tokyo' here");
    }

    @Test
    void aFileOfTheLakeThatIsDamagedStopsItsDayAlone() throws IOException {
        sce(environment, 0, "nightly");
        Path inForce = home.resolve("lake/raw/source=prometheus/day=2026-08-18/_current.json");
        byte[] before = Files.readAllBytes(inForce);
        Files.writeString(inForce, "{\"torn");
        rig.renewWarehouse();
        CommandLineRun rebuilt = sce(environment, 5, "rebuild");
        assertThat(rebuilt.output()).contains("2026-08-19  published", "2026-08-20  published");
        assertThat(rebuilt.errors()).contains("2026-08-18  FAILED", "_current.json: expected", "earlier version");

        rig.execute("warehouse", "update ops.load set state = 'STALE' where day = '2026-08-19'");
        rig.execute(
                "warehouse",
                "insert into ops.load (source, day, state) values ('prometheus', '2026-08-18', 'FAILED')"
                        + " on conflict (source, day) do update set state = 'FAILED'");
        CommandLineRun night = sce(environment, 5, "nightly");
        assertThat(night.errors()).contains("2026-08-18  FAILED", "_current.json: expected");
        assertThat(night.output()).contains("2026-08-19  ");
        assertThat(home.resolve("report/report.json")).content().contains("_current.json: expected");

        Files.write(inForce, before);
        assertThat(sce(environment, 0, "nightly").output()).contains("2026-08-18  published");
    }

    @Test
    void anAnswerThatHasGoneIsAskedForAgainAsTheMessageSays() throws IOException {
        sce(environment, 0, "nightly");
        String day = "2026-08-18";
        Path raw = home.resolve("lake/raw/source=prometheus");
        try (Stream<Path> endpoints = Files.list(raw)) {
            Path endpoint = endpoints
                    .filter(path -> path.getFileName().toString().startsWith("endpoint="))
                    .findFirst()
                    .orElseThrow();
            Files.delete(endpoint.resolve("day=" + day + "/attempt=0001/_complete.json"));
        }
        String inForce = "raw/source=prometheus/day=" + day + "/_current.json";
        assertThat(sce(environment, 5, "run", "prometheus", "--day", day, "--force")
                        .errors())
                .contains("_complete.json has gone", "delete " + inForce);
        Files.delete(home.resolve("lake/" + inForce));
        sce(environment, 0, "run", "prometheus", "--day", day, "--force");
        assertThat(sce(environment, 0, "run", "prometheus", "--day", day, "--from-raw")
                        .output())
                .contains("unchanged");
    }

    @Test
    void aPasswordInTheAddressOfTheWarehouseIsNotPrinted() throws IOException {
        Map<String, String> external = external(rig.port());
        String address = external.get("SCE_WAREHOUSE_URL") + "?user=" + external.remove("SCE_WAREHOUSE_USER")
                + "&password=" + external.remove("SCE_WAREHOUSE_PASSWORD") + "&connectTimeout=9";
        environment.putAll(external);
        environment.put("SCE_WAREHOUSE_URL", address);
        String password = address.replaceAll(".*password=|&connect.*", "");
        for (String command : new String[] {"status", "check", "warehouse"}) {
            assertThat(CommandLineRun.at(Instant.now(), environment, command).output())
                    .contains("password=(hidden)&connectTimeout=9")
                    .doesNotContain(password);
        }
    }

    @Test
    void checkSaysWhatRightALoginLacks() throws IOException {
        rig.execute("warehouse", "create role \"Newcomer\" login password 'a-password'");
        try {
            environment.putAll(external(rig.port()));
            environment.put("SCE_WAREHOUSE_USER", "Newcomer");
            environment.put("SCE_WAREHOUSE_PASSWORD", "a-password");
            assertThat(sce(environment, 4, "check").output())
                    .contains("FAULT  warehouse", "is no member of wh_loader", "grant wh_loader to \"Newcomer\";")
                    .contains("prometheus");
            assertThat(sce(environment, 4, "check", "--identities").errors()).contains("permission denied");
        } finally {
            rig.execute("warehouse", "drop role \"Newcomer\"");
        }
    }

    @Test
    void checkGoesOnWhereTheHomeFolderCannotBeMade() throws IOException {
        Path file = Files.writeString(home.resolve("no-folder"), "");
        environment.put("SCE_HOME", file.resolve("home").toString());
        assertThat(sce(environment, 4, "check").output())
                .contains("FAULT  home", "FAULT  privacy", "FAULT  warehouse")
                .contains("ok     prometheus");
    }

    /** In a process of its own, since logging is set up once in each. */
    @Test
    void stepsAreLoggedAsJsonObjectsWhereThatIsAskedFor() throws Exception {
        ProcessBuilder run = new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Duser.timezone=UTC",
                "-cp",
                System.getProperty("java.class.path"),
                Sce.class.getName(),
                "run",
                "prometheus",
                "--day",
                "2026-08-18",
                "--log-json");
        run.environment().putAll(environment);
        Process process = run.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(errors).isZero();
        assertThat(errors.lines().filter(line -> line.startsWith("{")).map(line -> line.replace(" ", "")))
                .anyMatch(line -> line.contains("\"source\":\"prometheus\"")
                        && line.contains("\"day\":\"2026-08-18\"")
                        && line.contains("\"step\":\"load\"")
                        && line.endsWith("}"));
    }

    private static Map<String, String> external(int port) {
        Map<String, String> external = new HashMap<>();
        rig.reachWarehouseThrough(port);
        external.putAll(rig.environment());
        rig.reachEmbeddedWarehouse();
        return external;
    }

    private static int freePort() throws IOException {
        try (ServerSocket nobody = new ServerSocket(0)) {
            return nobody.getLocalPort();
        }
    }

    private static CommandLineRun sce(Map<String, String> environment, int exitCode, String... arguments) {
        CommandLineRun run = CommandLineRun.at(SmallOrganisation.NOW, environment, arguments);
        assertThat(run.exitCode())
                .as(String.join(" ", arguments) + ": " + run.output() + run.errors())
                .isEqualTo(exitCode);
        return run;
    }
}
