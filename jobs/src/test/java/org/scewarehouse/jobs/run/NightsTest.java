package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.simulator.prometheus.Fault;
import org.scewarehouse.etl.simulator.prometheus.PrometheusSimulator;
import org.scewarehouse.etl.simulator.prometheus.SimulatorOptions;
import org.scewarehouse.jobs.cli.CommandLineRun;

/** Nights that go wrong, each made up for by the next one without anybody's help. */
class NightsTest {

    private static final Duration NIGHT = Duration.ofDays(1);

    /** When the first day is due, and the nights after it. */
    private static final Instant FIRST_NIGHT = SmallOrganisation.NOW.minus(NIGHT.multipliedBy(2));

    private static final Instant LAST_NIGHT = SmallOrganisation.NOW.plus(NIGHT);
    private static final String SCAN =
            "path,owner,bytes,files,scanned_at\n/home/anna,anna,1000,10,2026-08-18T02:00:00Z\n";
    private static final String OLD = "Bearer old-token-of-the-platform";
    private static final String NEW = "Bearer new-token-of-the-platform";

    @TempDir
    static Path home;

    private static PrometheusSimulator prometheus;
    private static RunRig rig;
    private static Map<String, String> undisturbed;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeAll
    static void runUndisturbed() {
        prometheus = new PrometheusSimulator(SmallOrganisation.standard(), SimulatorOptions.standard());
        rig = new RunRig(home, prometheus.url());
        CommandLineRun night = CommandLineRun.at(LAST_NIGHT, rig.environment(), "nightly");
        assertThat(night.exitCode()).as(night.errors()).isZero();
        undisturbed = rig.footprint().tables();
    }

    @AfterAll
    static void close() {
        rig.close();
        prometheus.close();
    }

    @BeforeEach
    void renew() {
        prometheus.heal();
        rig.renew();
        environment.putAll(rig.environment());
    }

    /** A night in a process of its own. */
    static final class Night {
        /** Argument: the instant. */
        public static void main(String[] arguments) {
            System.exit(CommandLineRun.at(Instant.parse(arguments[0]), System.getenv(), "nightly")
                    .exitCode());
        }
    }

    @Test
    void ofTwoNightsAtOnceTheSecondLeavesTheSourceToTheFirst() throws Exception {
        Process first = ChildRun.start(environment, Night.class.getName(), FIRST_NIGHT.toString());
        while (advisoryLocks() < 2) { // the source's and the day's
            assertThat(first.waitFor(10, TimeUnit.MILLISECONDS)).isFalse();
        }
        signal(first, "STOP");
        CommandLineRun second = night(FIRST_NIGHT, 6);
        assertThat(second.errors()).contains("prometheus  left alone: another run works at source prometheus");
        signal(first, "CONT");
        assertThat(ChildRun.end(first)).isZero();
        assertThat(night(LAST_NIGHT, 0).output()).doesNotContain(SmallOrganisation.FIRST + "  ");
        assertThat(rig.footprint().tables()).isEqualTo(undisturbed);
    }

    @Test
    void aSourceThatIsAwayForThreeNightsIsAskedForAllThreeDaysInTheFourth() {
        night(FIRST_NIGHT, 0);
        for (int missed = 1; missed <= 3; missed++) {
            prometheus.fail(Collections.nCopies(200, Fault.retryAfter(503, "0")).toArray(Fault[]::new));
            CommandLineRun night = night(FIRST_NIGHT.plus(NIGHT.multipliedBy(missed)), 3);
            assertThat(night.errors()).contains("503", "run again later");
            prometheus.heal();
        }
        night(LAST_NIGHT, 0);
        assertThat(rig.footprint().tables()).isEqualTo(undisturbed);
    }

    @Test
    void rawIsKeptWhileTheWarehouseIsAwayAndTheSourceNotAskedAgain() throws IOException {
        Map<String, String> away = withoutWarehouse();
        night(FIRST_NIGHT, 0);
        for (int missed = 1; missed <= 3; missed++) {
            CommandLineRun night = CommandLineRun.at(FIRST_NIGHT.plus(NIGHT.multipliedBy(missed)), away, "nightly");
            assertThat(night.exitCode()).as(night.errors()).isEqualTo(3);
            assertThat(night.errors()).contains("Sources are asked all the same");
            assertThat(night.output()).containsOnlyOnce("raw is kept, not loaded");
        }
        assertThat(prometheus.takeAsked()).anyMatch(asked -> asked.startsWith("/api/v1/read "));
        night(LAST_NIGHT, 0);
        assertThat(prometheus.takeAsked()).noneMatch(asked -> asked.startsWith("/api/v1/read "));
        assertThat(rig.footprint().tables()).isEqualTo(undisturbed);
    }

    @Test
    void whatWasAskedForHoldsAlsoWhileTheWarehouseIsAway() throws IOException {
        Map<String, String> away = withoutWarehouse();
        Path scans = scansOf18To21("drives", "");
        away.put("SCE_SOURCES_HOME_DRIVE_PATH", scans.toString());
        prometheus.takeAsked();
        CommandLineRun drives =
                CommandLineRun.at(LAST_NIGHT, away, "nightly", "--source", "home_drive", "--max-days", "2");
        assertThat(drives.exitCode()).as(drives.errors()).isEqualTo(3);
        assertThat(drives.output().lines())
                .containsExactly(
                        "home_drive 2026-08-18  raw is kept, not loaded",
                        "home_drive 2026-08-19  raw is kept, not loaded");
        assertThat(prometheus.takeAsked()).isEmpty();
        assertThat(CommandLineRun.at(LAST_NIGHT, away, "nightly", "--max-duration", "0s")
                        .output())
                .doesNotContain("raw is kept");
        CommandLineRun unknown = CommandLineRun.at(LAST_NIGHT, away, "nightly", "--source", "gitlab");
        assertThat(unknown.exitCode()).isEqualTo(4);
        assertThat(unknown.errors()).contains("Source gitlab is not configured");
    }

    /** An hour passes with each day: half an hour after the limit one source is left, which begins no second day. */
    @Test
    void theLimitOfTimeIsThatOfTheWholeRun() throws IOException {
        environment.put("SCE_SOURCES_HOME_DRIVE_PATH", scansOf18To21("slow", "").toString());
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        CommandLineRun night = CommandLineRun.at(
                () -> LAST_NIGHT.plus(Duration.ofHours(
                        told.toString(StandardCharsets.UTF_8).lines().count())),
                told,
                environment,
                "nightly",
                "--max-duration",
                "90m");
        assertThat(night.exitCode()).as(night.errors()).isZero();
        assertThat(night.output().lines().map(line -> line.replaceAll(" .*", "")))
                .containsExactly("prometheus", "prometheus", "home_drive");
    }

    @Test
    void daysThatASourceNeverAnswersForKeepBackNoneButThemselves() throws IOException {
        Path scans = scansOf18To21("cut", "18 19 20");
        environment.put("SCE_SOURCES_HOME_DRIVE_PATH", scans.toString());
        environment.put("SCE_SOURCES_HOME_DRIVE_SINCE", "2026-08-18");
        CommandLineRun away = CommandLineRun.at(LAST_NIGHT, withoutWarehouse(), "nightly", "--source", "home_drive");
        assertThat(days(away.errors() + away.output(), "(raw is kept|FAILED)"))
                .containsExactly("18 FAILED", "19 FAILED", "20 FAILED", "21 raw is kept");
        rig.renew();

        scansOf18To21("cut", "18 19");
        CommandLineRun night = CommandLineRun.at(LAST_NIGHT, environment, "nightly", "--source", "home_drive");
        assertThat(night.exitCode()).isEqualTo(3);
        assertThat(days(night.errors(), "FAILED")).containsExactly("18 FAILED", "19 FAILED");
        // The newest one again, since it begins with what the day before it has left.
        assertThat(days(night.output(), "(published|unchanged)"))
                .containsExactly("21 published", "20 published", "21 unchanged");
        scansOf18To21("cut", "");
        CommandLineRun healed = CommandLineRun.at(LAST_NIGHT, environment, "nightly", "--source", "home_drive");
        assertThat(healed.exitCode()).as(healed.errors()).isZero();
        Map<String, String> tables = rig.footprint().tables();
        rig.renew();
        CommandLineRun.at(LAST_NIGHT, environment, "nightly", "--source", "home_drive");
        assertThat(tables).isEqualTo(rig.footprint().tables());
    }

    @Test
    void aSourceThatDoesNotAnswerForItsNewestDayEitherIsAskedForNoOther() throws IOException {
        Path scans = scansOf18To21("down", "18 19 20 21");
        environment.put("SCE_SOURCES_HOME_DRIVE_PATH", scans.toString());
        CommandLineRun night = CommandLineRun.at(LAST_NIGHT, environment, "nightly", "--source", "home_drive");
        assertThat(night.exitCode()).isEqualTo(3);
        assertThat(days(night.errors(), "FAILED")).containsExactly("18 FAILED", "19 FAILED", "21 FAILED");
    }

    /** What is said of which day of the month. */
    private static List<String> days(String said, String word) {
        return Pattern.compile("home_drive 2026-08-(\\d\\d)  (" + word + ")")
                .matcher(said)
                .results()
                .map(found -> found.group(1) + " " + found.group(2))
                .toList();
    }

    /** Scans of which some are still being written, and so not to be had. */
    private static Path scansOf18To21(String folder, String cut) throws IOException {
        Path scans = Files.createDirectories(home.resolve(folder));
        for (int day = 18; day <= 21; day++) {
            String scan = SCAN.replace("1000", "10" + day);
            boolean isCut = cut.contains(Integer.toString(day));
            Files.writeString(
                    scans.resolve("drives_202608" + day + ".csv"), isCut ? scan.substring(0, scan.length() - 1) : scan);
        }
        return scans;
    }

    /** Two scans of one day fail the source before any of its days: not as a source that is away would. */
    @Test
    void aSourceThatCannotEvenBePlannedForStopsNoOther() throws IOException {
        Path scans = Files.createDirectories(home.resolve("scans"));
        Files.writeString(scans.resolve("a_20260818.csv"), "");
        Files.writeString(scans.resolve("b_20260818.csv"), "");
        environment.put("SCE_SOURCES_HOME_DRIVE_PATH", scans.toString());
        String told = "home_drive  FAILED: home_drive: expected one file a day";
        CommandLineRun away = CommandLineRun.at(FIRST_NIGHT, withoutWarehouse(), "nightly");
        assertThat(away.exitCode()).as(away.errors()).isEqualTo(3);
        assertThat(away.errors()).contains(told);

        assertThat(night(LAST_NIGHT, 4).errors()).contains(told);
        assertThat(home.resolve("report/report.json"))
                .content()
                .contains("\"source\" : \"home_drive\"", "\"state\" : \"FAILED\"", "expected one file a day");
        assertThat(rig.footprint().tables()).isEqualTo(undisturbed);

        rig.renew();
        String first = SmallOrganisation.FIRST.toString();
        String last = SmallOrganisation.LAST.toString();
        CommandLineRun backfill = CommandLineRun.at(LAST_NIGHT, environment, "backfill", "--from", first, "--to", last);
        assertThat(backfill.exitCode()).as(backfill.errors()).isEqualTo(4);
        assertThat(backfill.errors()).contains(told);
        assertThat(rig.footprint().tables().get("ops.load")).startsWith("3 rows");
    }

    @Test
    void aDayKeptWhileTheWarehouseWasAwayIsAskedAgainForWhatCameLate() throws IOException {
        environment.put("SCE_SOURCES_PROMETHEUS_RESTATE_DAYS", "2");
        CommandLineRun kept = CommandLineRun.at(FIRST_NIGHT, withoutWarehouse(), "nightly");
        assertThat(kept.output()).contains(SmallOrganisation.FIRST + "  raw is kept, not loaded");
        night(SmallOrganisation.NOW, 0);
        assertThat(night(LAST_NIGHT, 0).output())
                .contains(SmallOrganisation.FIRST + "  ")
                .doesNotContain(SmallOrganisation.SECOND + "  ");
        assertThat(night(LAST_NIGHT, 0).output()).doesNotContain(SmallOrganisation.FIRST + "  ");
    }

    @Test
    void aTokenAndAPasswordThatAreRotatedAreReadByTheNextNight() throws IOException {
        Path token = Files.writeString(home.resolve("token"), OLD.substring(7));
        Path password = Files.writeString(home.resolve("password"), "old-password");
        rig.execute("warehouse", "create role rotated login in role wh_owner, wh_loader password 'old-password'");
        environment.put("SCE_WAREHOUSE_URL", "jdbc:postgresql://127.0.0.1:" + rig.port() + "/warehouse");
        environment.put("SCE_WAREHOUSE_USER", "rotated");
        environment.put("SCE_WAREHOUSE_PASSWORD_FILE", password.toString());
        environment.put(
                "SCE_PRIVACY_SECRET_FILE", home.resolve("privacy-secret").toString());
        environment.put("SCE_SOURCES_PROMETHEUS_TOKEN_FILE", token.toString());
        try (PrometheusSimulator old = wanting(OLD)) {
            environment.put("SCE_SOURCES_PROMETHEUS_URL", old.url());
            night(FIRST_NIGHT, 0);
        }
        try (PrometheusSimulator rotated = wanting(NEW)) {
            environment.put("SCE_SOURCES_PROMETHEUS_URL", rotated.url());
            CommandLineRun refused = night(LAST_NIGHT, 4);
            assertThat(refused.errors()).contains("401", "sce.sources.prometheus.token");
            Files.writeString(token, NEW.substring(7));

            rig.execute("warehouse", "alter role rotated password 'new-password'");
            CommandLineRun shut = night(LAST_NIGHT, 4);
            assertThat(shut.errors()).contains("sce.warehouse.password: the server refuses them");
            Files.writeString(password, "new-password");

            night(LAST_NIGHT, 0);
        } finally {
            rig.execute("warehouse", "drop role rotated");
        }
        assertThat(rig.footprint().tables()).isEqualTo(undisturbed);
    }

    private Map<String, String> withoutWarehouse() throws IOException {
        Map<String, String> away = new HashMap<>(environment);
        try (ServerSocket nobody = new ServerSocket(0)) {
            away.put("SCE_WAREHOUSE_URL", "jdbc:postgresql://127.0.0.1:" + nobody.getLocalPort() + "/warehouse");
        }
        away.put("SCE_WAREHOUSE_USER", "loader");
        away.put("SCE_PRIVACY_SECRET_FILE", home.resolve("privacy-secret").toString());
        return away;
    }

    private static PrometheusSimulator wanting(String authorization) {
        return new PrometheusSimulator(
                SmallOrganisation.standard(), SimulatorOptions.standard().withAuthorization(authorization));
    }

    private CommandLineRun night(Instant at, int exitCode) {
        CommandLineRun night = CommandLineRun.at(at, environment, "nightly");
        assertThat(night.exitCode())
                .as(at + " " + night.output() + night.errors())
                .isEqualTo(exitCode);
        return night;
    }

    private static long advisoryLocks() throws SQLException {
        try (Connection connection = rig.warehouse().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "select count(*) from pg_locks where locktype = 'advisory' and granted and objsubid = 2")) {
            result.next();
            return result.getLong(1);
        }
    }

    private static void signal(Process process, String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }
}
