package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
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

/** What {@code sce.retention} removes, and that nothing takes what it removed for missing. */
class RetentionTest {

    private static final String FIRST = SmallOrganisation.FIRST.toString();
    private static final String SECOND = SmallOrganisation.SECOND.toString();
    private static final String LAST = SmallOrganisation.LAST.toString();

    @TempDir
    static Path home;

    private static PrometheusSimulator prometheus;
    private static RunRig rig;

    private final Map<String, String> environment = new HashMap<>();
    private Instant now = SmallOrganisation.NOW;

    @BeforeAll
    static void publishThreeDays() throws IOException {
        prometheus = new PrometheusSimulator(SmallOrganisation.standard(), SimulatorOptions.standard());
        rig = new RunRig(home, prometheus.url());
        assertThat(rig.run(SmallOrganisation.FIRST, SmallOrganisation.LAST).output())
                .contains("published");
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
        environment.putAll(rig.environment());
    }

    @Test
    void whatWasRemovedIsNotMissing() throws Exception {
        Footprint before = rig.footprint();
        rig.execute("warehouse", "update batch.batch_job_execution set end_time = '2026-08-01'");
        now = now.plus(Duration.ofDays(9));
        sce("run", "prometheus", "--day", FIRST);
        assertThat(rig.footprint()).as("by default").isEqualTo(before);
        assertThat(rows("ops.removal")).isZero();

        removeTwoDays();
        assertThat(raw(FIRST)).containsExactly("raw/source=prometheus/day=" + FIRST + "/_removed.json");
        assertThat(raw(LAST)).hasSizeGreaterThan(5);
        assertThat(rows("mart.fact_container_hour where day < '" + LAST + "'")).isZero();
        assertThat(rows("mart.fact_container_hour")).isPositive();
        assertThat(rows("hr.volume_name where last_seen_on < '" + LAST + "'")).isZero();
        assertThat(rows("hr.identity_use where day < '" + LAST + "'")).isZero();
        assertThat(rows("hr.container_name")).isPositive();
        assertThat(rows("batch.batch_job_execution")
                        + rows("batch.batch_step_execution")
                        + rows("batch.batch_job_instance"))
                .isZero();
        Footprint after = rig.footprint();
        assertThat(after.files()).isEqualTo(before.files());
        for (String table : List.of("mart.fact_container_day", "mart.dim_container", "ops.load", "ops.load_table")) {
            assertThat(after.tables().get(table))
                    .as(table)
                    .isEqualTo(before.tables().get(table));
        }

        assertThat(sce("verify")).contains("checks hold");
        assertThat(sce("status")).contains("hour facts", "raw").doesNotContain("missing (");
        assertThat(sce("plan")).doesNotContain(FIRST, SECOND);
        CommandLineRun vain = command("run", "prometheus", "--day", FIRST, "--from-raw");
        assertThat(vain.exitCode()).isEqualTo(4);
        assertThat(vain.output() + vain.errors()).contains("its raw was removed on 2026-08-30");
        assertThat(sce("backfill", "--from", FIRST, "--to", LAST, "--from-raw")).contains("1 of these 3 days");
        assertThat(rig.footprint().tables()).isEqualTo(after.tables());
    }

    @Test
    void aNewWarehouseIsLoadedFromTheLakeWithoutWhatWasRemoved() throws Exception {
        removeTwoDays();
        Map<String, String> before = rig.footprint().tables();
        rig.renewWarehouse();
        assertThat(sce("rebuild")).contains("3 days loaded");
        assertThat(rig.footprint().tables()).isEqualTo(before);
        assertThat(sce("verify")).contains("checks hold");

        environment.put("SCE_RETENTION_CURATED_DAYS", "10");
        assertThat(sce("rebuild")).contains(" 0 days loaded");
        assertThat(rig.footprint().files().keySet()).noneMatch(file -> file.contains(SECOND));
        assertThat(rig.footprint().tables()).isEqualTo(before);

        rig.renewWarehouse();
        assertThat(sce("rebuild")).contains("raw and curated rows were removed");
        assertThat(rows("ops.load where state = 'NOT_EXPECTED'")).isEqualTo(2);
        assertThat(sce("plan")).doesNotContain(FIRST, SECOND);
        assertThat(sce("rebuild")).contains(" 0 days loaded");
        assertThat(sce("run", "prometheus", "--day", FIRST, "--force")).contains(FIRST + "  published");
    }

    @Test
    void whatStandsIsNotGivenUpWhereTheLakeHasRemovedAllOfIt() throws Exception {
        environment.put("SCE_RETENTION_CURATED_DAYS", "10");
        removeTwoDays();
        rig.restoreWarehouse();
        assertThat(sce("rebuild")).contains(" 0 days loaded").doesNotContain("not expected");
        assertThat(rows("ops.load where state = 'PUBLISHED'")).isEqualTo(3);
        rig.execute("warehouse", "update ops.load set state = 'STALE' where day = '" + FIRST + "'");
        assertThat(sce("rebuild")).contains(" 0 days loaded").doesNotContain("not expected");
        assertThat(rows("ops.load where state = 'STALE' and published_at is not null"))
                .isEqualTo(1);
    }

    @Test
    void hoursComeBackOnceTheyAreKeptAgain() throws Exception {
        long hours = rows("mart.fact_container_hour");
        environment.put("SCE_RETENTION_HOUR_FACTS_DAYS", "1");
        now = now.plus(Duration.ofDays(10));
        sce("run", "prometheus", "--day", FIRST);
        assertThat(rows("mart.fact_container_hour")).isZero();
        assertThat(sce("backfill", "--from", FIRST, "--to", LAST, "--from-raw")).doesNotContain("published,");
        assertThat(rows("mart.fact_container_hour")).isZero();
        environment.remove("SCE_RETENTION_HOUR_FACTS_DAYS");
        sce("run", "prometheus", "--from", FIRST, "--to", LAST, "--from-raw");
        assertThat(rows("mart.fact_container_hour")).isEqualTo(hours);
        assertThat(rows("ops.removal")).isZero();
        assertThat(sce("verify")).contains("checks hold");
    }

    @Test
    void rawOfADayThatIsStillToBeRestatedStays() throws Exception {
        environment.put("SCE_RETENTION_RAW_DAYS", "1");
        environment.put("SCE_SOURCES_PROMETHEUS_RESTATE_DAYS", "2");
        sce("run", "prometheus", "--day", FIRST);
        assertThat(raw(FIRST)).hasSizeGreaterThan(5);
        now = now.plus(Duration.ofDays(1));
        sce("run", "prometheus", "--day", FIRST);
        assertThat(raw(FIRST)).singleElement().asString().endsWith("_removed.json");
        assertThat(raw(SECOND)).hasSizeGreaterThan(5);
    }

    @Test
    void aRunThatDiesWhileItRemovesIsFinishedByTheNext() throws Exception {
        rig.environment().putAll(Map.of("SCE_RETENTION_RAW_DAYS", "1", "SCE_RETENTION_CURATED_DAYS", "1"));
        rig.environment().put("SCE_RETENTION_HOUR_FACTS_DAYS", "1");
        try {
            for (String moment : List.of(
                    "STORE put raw/.*_removed",
                    "STORE delete raw/.*_current",
                    "STORE delete raw/.*part-",
                    "STATEMENT insert into ops.removal",
                    "STORE delete curated/_manifest",
                    "STATEMENT delete from mart.fact_container_hour",
                    "COMMIT after insert into ops.removal")) {
                KillSwitch life = KillSwitch.pretended(KillSwitch.nth(moment, 1));
                rig.run(SmallOrganisation.FIRST, SmallOrganisation.FIRST, life);
                assertThat(life.isDead()).as(moment).isTrue();
                rig.awaitNobody();
            }
            assertThat(sce("verify")).contains("checks hold");
            assertThat(sce("plan")).contains("nothing to do");
            assertThat(rig.run(SmallOrganisation.FIRST, SmallOrganisation.FIRST).output())
                    .contains("nothing to do");
        } finally {
            rig.environment().keySet().removeIf(name -> name.startsWith("SCE_RETENTION"));
        }
        assertThat(raw(FIRST)).hasSize(1);
        assertThat(rig.footprint().files().keySet()).noneMatch(file -> file.contains(FIRST));
        assertThat(rows("ops.removal where day = '" + FIRST + "'")).isEqualTo(3);
        assertThat(sce("verify")).contains("checks hold");
    }

    @Test
    void whatWasKeptOfADayThatWasGivenUpGoesToo() throws Exception {
        rig.renew();
        KillSwitch life = KillSwitch.pretended(KillSwitch.nth("STORE put raw/.*part-", 3));
        rig.run(SmallOrganisation.FIRST, SmallOrganisation.FIRST, life);
        assertThat(life.isDead()).isTrue();
        rig.awaitNobody();
        SimulatorOptions cut = SimulatorOptions.standard().withRetention(Duration.ofDays(2), SmallOrganisation.NOW);
        try (PrometheusSimulator forgetful = new PrometheusSimulator(SmallOrganisation.standard(), cut)) {
            environment.put("SCE_SOURCES_PROMETHEUS_URL", forgetful.url());
            assertThat(command("run", "prometheus", "--from", FIRST, "--to", LAST)
                            .errors())
                    .contains(FIRST + "  LOST");
            assertThat(raw(FIRST)).hasSizeGreaterThan(3);
            environment.put("SCE_RETENTION_RAW_DAYS", "2");
            sce("run", "prometheus", "--from", FIRST, "--to", LAST);
            assertThat(raw(FIRST)).containsExactly("raw/source=prometheus/day=" + FIRST + "/_lost.json");
            assertThat(raw(LAST)).hasSizeGreaterThan(5);
            assertThat(rows("ops.load where state = 'LOST'")).isEqualTo(2);
        }
    }

    /** Ten days are kept, at a time when these are the last one and those after it. */
    private void removeTwoDays() {
        for (String what : List.of("RAW", "HOUR_FACTS", "HR", "BATCH")) {
            environment.put("SCE_RETENTION_" + what + "_DAYS", "10");
        }
        now = SmallOrganisation.NOW.plus(Duration.ofDays(9));
        sce("run", "prometheus", "--day", FIRST);
    }

    private static List<String> raw(String day) throws IOException {
        try (Stream<Path> files = Files.walk(rig.lake().resolve("raw"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> rig.lake().relativize(file).toString())
                    .filter(file -> file.contains("day=" + day) && !file.endsWith(".tmp"))
                    .toList();
        }
    }

    private static long rows(String of) throws SQLException {
        try (Connection connection = rig.warehouse().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from " + of)) {
            result.next();
            return result.getLong(1);
        }
    }

    private CommandLineRun command(String... arguments) {
        return CommandLineRun.at(now, environment, arguments);
    }

    private String sce(String... arguments) {
        CommandLineRun run = command(arguments);
        assertThat(run.exitCode()).as(run.output() + run.errors()).isZero();
        return run.output();
    }
}
