package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.simulator.prometheus.Fault;
import org.scewarehouse.etl.simulator.prometheus.PrometheusSimulator;
import org.scewarehouse.etl.simulator.prometheus.SimulatedSeries;
import org.scewarehouse.etl.simulator.prometheus.SimulatorOptions;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.cli.CommandLineRun;
import org.scewarehouse.jobs.run.KillSwitch.Kind;

/** What the commands that move data answer to operators, schedulers and a source that is not itself. */
class RunFaultTest {

    private static final LocalDate FIRST = SmallOrganisation.FIRST;
    private static final LocalDate SECOND = SmallOrganisation.SECOND;
    private static final LocalDate LAST = SmallOrganisation.LAST;

    @TempDir
    static Path home;

    private static PrometheusSimulator prometheus;
    private static RunRig rig;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeAll
    static void start() {
        prometheus = new PrometheusSimulator(SmallOrganisation.standard(), SimulatorOptions.standard());
        rig = new RunRig(home, prometheus.url());
    }

    @AfterAll
    static void close() {
        rig.close();
        prometheus.close();
    }

    @BeforeEach
    void renew() {
        environment.putAll(rig.environment());
        rig.renew();
        prometheus.heal();
        prometheus.takeAsked();
    }

    @Test
    void nightlyAfterThreeMissedDaysDoesThoseThreeAndNothingElse() {
        environment.put("SCE_SOURCES_PROMETHEUS_SINCE", FIRST.minusDays(1).toString());
        CommandLineRun before = CommandLineRun.at(FIRST.atTime(6, 0).toInstant(ZoneOffset.UTC), environment, "nightly");
        assertThat(before.exitCode()).as(before.errors()).isZero();
        assertThat(before.output()).containsOnlyOnce("published").contains("2026-08-17  published");

        CommandLineRun caughtUp = sce("nightly");
        assertThat(caughtUp.exitCode()).as(caughtUp.errors()).isZero();
        assertThat(caughtUp.output().lines().map(line -> line.substring(0, 33)))
                .containsExactly(
                        "prometheus 2026-08-18  published,",
                        "prometheus 2026-08-19  published,",
                        "prometheus 2026-08-20  published,");
        Footprint footprint = rig.footprint();
        assertThat(home.resolve("report/report.json"))
                .content()
                .contains("\"exit_code\" : 0", "\"day\" : \"2026-08-18\"", "\"day\" : \"2026-08-20\"")
                .contains("\"endpoint\" : \"container_cpu\"", "\"table\" : \"fact_container_day\"")
                .doesNotContain("2026-08-17");
        assertThat(home.resolve("report/junit.xml")).content().contains("name=\"2026-08-19\"");

        Path elsewhere = home.resolve("elsewhere");
        CommandLineRun again = sce("nightly", "--report", elsewhere.toString());
        assertThat(again.exitCode()).as(again.errors()).isZero();
        assertThat(again.output()).contains("up to date");
        assertThat(rig.footprint()).isEqualTo(footprint);
        assertThat(elsewhere.resolve("summary.md")).content().contains("| prometheus | up to date | 0 | 0 | 0.0 |");
    }

    @Test
    void aDayThatFailedLeavesTheOthersAloneAndHealsInTheNextRun() {
        Footprint undisturbed = published(FIRST, SECOND);
        rig.renew();
        for (int i = 0; i < 10; i++) {
            prometheus.fail(Fault.retryAfter(503, "0"));
        }
        CommandLineRun failed = run(FIRST, SECOND);
        assertThat(failed.exitCode()).as(failed.errors()).isEqualTo(3);
        assertThat(failed.errors()).contains("2026-08-18  FAILED", "503", "run again later");
        assertThat(failed.output()).contains("2026-08-19  published");

        CommandLineRun healed = run(FIRST, SECOND);
        assertThat(healed.exitCode()).as(healed.errors()).isZero();
        // The second day carries a volume's size forward from the first, which was not there.
        assertThat(healed.output()).contains("2026-08-18  published", "2026-08-19  published");
        assertThat(rig.footprint()).isEqualTo(undisturbed);
        assertThat(run(FIRST, SECOND).output()).contains("nothing to do");
    }

    @Test
    void aFullHeapIsToldWithItsRemedyAndIsNothingThatPasses() {
        KillSwitch full = KillSwitch.pretended(operation -> {
            if (operation.kind() == Kind.STORE && operation.what().startsWith("replace raw")) {
                throw new OutOfMemoryError("Java heap space");
            }
            return false;
        });
        RunRig.Result result = rig.run(RunRig.request(SECOND, SECOND), RunRig.wiring(full, rig.lake()));
        assertThat(result.code()).as(result.output()).isEqualTo(ExitCode.ACT);
        assertThat(result.output()).contains("2026-08-19  FAILED", "The heap is full", "SCE_JAVA_OPTS");
    }

    @Test
    void daysInAnyOrderComeToTheSame() {
        Footprint undisturbed = published(FIRST, LAST);
        rig.renew();
        run(SECOND, SECOND);
        run(LAST, LAST);
        run(FIRST, FIRST);
        assertThat(rig.footprint()).isNotEqualTo(undisturbed);
        CommandLineRun nightly = sce("nightly");
        assertThat(nightly.exitCode()).as(nightly.errors()).isZero();
        assertThat(nightly.output()).contains("2026-08-19  published", "2026-08-20  published");
        assertThat(rig.footprint()).isEqualTo(undisturbed);
        assertThat(sce("nightly").output()).contains("up to date");
    }

    @Test
    void aDayThatChangesWhatComesAfterItSaysSoEvenIfItIsKilled() {
        Footprint undisturbed = published(FIRST, SECOND);
        for (KillSwitch.Victim victim : List.of(
                KillSwitch.nth("STATEMENT insert into ops.load .source, day, state, fence, message", 1),
                KillSwitch.nth(KillSwitch.PUBLISHING, 1),
                KillSwitch.after(KillSwitch.PUBLISHING))) {
            rig.renew();
            run(SECOND, SECOND);
            KillSwitch life = KillSwitch.pretended(victim);
            rig.run(FIRST, FIRST, life);
            assertThat(life.isDead()).isTrue();
            rig.awaitNobody();
            run(FIRST, SECOND);
            assertThat(rig.footprint()).as("killed before " + life.last()).isEqualTo(undisturbed);
        }
    }

    @Test
    void aWrongTokenIsToldAtOnceAndNotTriedAgain() {
        try (PrometheusSimulator closed = new PrometheusSimulator(
                SmallOrganisation.standard(), SimulatorOptions.standard().withAuthorization("Bearer right"))) {
            environment.put("SCE_SOURCES_PROMETHEUS_URL", closed.url());
            environment.put("SCE_SOURCES_PROMETHEUS_TOKEN", "wrong-canary");
            CommandLineRun refused = run(FIRST, LAST);
            assertThat(refused.exitCode()).as(refused.errors()).isEqualTo(4);
            assertThat(refused.errors()).contains("401", "token").doesNotContain("wrong-canary");
            assertThat(closed.takeAsked()).hasSizeLessThan(6).allMatch(asked -> asked.startsWith("401 "));

            environment.put("SCE_SOURCES_PROMETHEUS_TOKEN", "right");
            assertThat(run(FIRST, FIRST).exitCode()).isZero();
        }
    }

    @Test
    void theJobRepositoryHoldsNoSecretAndGrowsOnlyWithTheDays() {
        try (PrometheusSimulator closed = new PrometheusSimulator(
                SmallOrganisation.standard(), SimulatorOptions.standard().withAuthorization("Bearer right-canary"))) {
            environment.put("SCE_SOURCES_PROMETHEUS_URL", closed.url());
            environment.put("SCE_SOURCES_PROMETHEUS_TOKEN", "right-canary");
            closed.fail(Fault.status(403, "no"));
            assertThat(run(FIRST, FIRST).exitCode()).isEqualTo(4);
            run(FIRST, SECOND);
            int executions = count("select count(*) from batch.batch_step_execution");
            run(FIRST, SECOND);
            sce("nightly", "--source", "prometheus", "--max-days", "0");
            assertThat(count("select count(*) from batch.batch_step_execution"))
                    .isEqualTo(executions)
                    .isLessThanOrEqualTo(3 * 9);
            for (String table : List.of(
                    "batch.batch_job_execution",
                    "batch.batch_job_execution_params",
                    "batch.batch_job_execution_context",
                    "batch.batch_step_execution",
                    "batch.batch_step_execution_context",
                    "ops.load",
                    "ops.load_finding",
                    "ops.installation")) {
                assertThat(count("select count(*) from " + table + " t where t::text like '%canary%'"))
                        .as(table)
                        .isZero();
            }
        }
    }

    private int count(String query) {
        return Integer.parseInt(
                sce("sql", "--csv", query).output().lines().toList().get(1));
    }

    @Test
    void aDayBeforeTheRetentionIsStatedLostOnce() {
        SimulatorOptions cut = SimulatorOptions.standard().withRetention(Duration.ofDays(2), SmallOrganisation.NOW);
        try (PrometheusSimulator forgetful = new PrometheusSimulator(SmallOrganisation.standard(), cut)) {
            environment.put("SCE_SOURCES_PROMETHEUS_URL", forgetful.url());
            CommandLineRun first = run(FIRST, LAST);
            assertThat(first.exitCode()).as(first.errors()).isEqualTo(5);
            assertThat(first.errors()).contains("2026-08-18  LOST", "2026-08-19  LOST");
            assertThat(first.output()).contains("2026-08-20  published");
            Footprint footprint = rig.footprint();
            CommandLineRun second = run(FIRST, LAST);
            assertThat(second.exitCode()).as(second.errors()).isZero();
            assertThat(sce("nightly").exitCode()).isZero();
            assertThat(rig.footprint()).isEqualTo(footprint);
        }
    }

    @Test
    void rawIsEnoughToRebuildWithoutTheSource() {
        Footprint published = published(SECOND, SECOND);
        prometheus.takeAsked();
        CommandLineRun rebuilt = run(SECOND, SECOND, "--from-raw");
        assertThat(rebuilt.exitCode()).as(rebuilt.errors()).isZero();
        assertThat(rebuilt.output()).contains("unchanged");
        assertThat(prometheus.takeAsked()).isEmpty();
        assertThat(rig.footprint()).isEqualTo(published);

        rig.renewWarehouse();
        environment.put("SCE_SOURCES_PROMETHEUS_URL", "http://localhost:1");
        CommandLineRun elsewhere = run(SECOND, SECOND, "--from-raw");
        assertThat(elsewhere.exitCode()).as(elsewhere.errors()).isZero();
        assertThat(rig.footprint()).isEqualTo(published);

        CommandLineRun nothingKept = run(FIRST, FIRST, "--from-raw");
        assertThat(nothingKept.exitCode()).as(nothingKept.errors()).isEqualTo(4);
        assertThat(nothingKept.errors()).contains("without --from-raw");
    }

    @Test
    void forceAsksAgainAndChangesOnlyWhatHasChanged() {
        Footprint published = published(SECOND, SECOND);
        prometheus.takeAsked();
        CommandLineRun same = run(SECOND, SECOND, "--force");
        assertThat(same.output()).contains("unchanged");
        assertThat(prometheus.takeAsked()).anyMatch(asked -> asked.contains("container_cpu_usage_seconds_total"));
        assertThat(rig.footprint()).isEqualTo(published);

        SimulatedSeries doubled = SmallOrganisation.withLoad(2);
        try (PrometheusSimulator changed = new PrometheusSimulator(doubled, SimulatorOptions.standard())) {
            environment.put("SCE_SOURCES_PROMETHEUS_URL", changed.url());
            assertThat(run(SECOND, SECOND).output()).contains("nothing to do");
            assertThat(rig.footprint()).isEqualTo(published);
            assertThat(run(SECOND, SECOND, "--force").output()).contains("published");
            Footprint replaced = rig.footprint();
            assertThat(replaced.tables().get("mart.fact_container_day"))
                    .startsWith("3 rows")
                    .isNotEqualTo(published.tables().get("mart.fact_container_day"));
            assertThat(replaced.tables())
                    .containsEntry("mart.dim_user", published.tables().get("mart.dim_user"));
            rig.renew();
            run(SECOND, SECOND);
            assertThat(rig.footprint()).as("a first run on the changed data").isEqualTo(replaced);
        }
    }

    @Test
    void bothProtocolsComeToTheSameBytes() {
        environment.put("SCE_SOURCES_PROMETHEUS_PROTOCOL", "remote-read");
        Footprint remoteRead = published(SECOND, SECOND);
        assertThat(prometheus.takeAsked()).anyMatch(asked -> asked.startsWith("/api/v1/read"));
        rig.renew();
        environment.put("SCE_SOURCES_PROMETHEUS_PROTOCOL", "json");
        Footprint json = published(SECOND, SECOND);
        assertThat(prometheus.takeAsked()).noneMatch(asked -> asked.startsWith("/api/v1/read"));
        assertThat(json.files()).isEqualTo(remoteRead.files());
        assertThat(json.tables().get("ops.load_table"))
                .isEqualTo(remoteRead.tables().get("ops.load_table"));
    }

    @Test
    void aSignalInTheMiddleOfExtractingEndsTheRunInOrder() throws Exception {
        Footprint undisturbed = published(SECOND, SECOND);
        rig.renew();
        prometheus.takeAsked();
        for (int i = 0; i < 20; i++) {
            prometheus.fail(new Fault.Trickling(Duration.ofMillis(20)));
        }
        Process child = ChildRun.start(
                environment, "org.scewarehouse.jobs.cli.Sce", "run", "prometheus", "--day", SECOND.toString());
        while (prometheus.takeAsked().stream().noneMatch(asked -> asked.startsWith("/api/v1/read"))) {
            assertThat(child.isAlive()).isTrue();
            Thread.sleep(20);
        }
        child.destroy();
        assertThat(ChildRun.end(child)).isEqualTo(143);
        prometheus.heal();
        assertThat(sce("sql", "--csv", "select state, message from ops.load").output())
                .contains("FAILED,stopped by a signal");
        assertThat(rig.footprint().tables().get("mart.fact_container_day")).startsWith("0 rows");
        assertThat(rig.leftovers()).isZero();
        CommandLineRun healed = run(SECOND, SECOND);
        assertThat(healed.exitCode()).as(healed.errors()).isZero();
        assertThat(rig.footprint()).isEqualTo(undisturbed);
    }

    @Test
    void aDryRunSaysWhatItWouldDoAndDoesNothing() {
        CommandLineRun dry = run(FIRST, LAST, "--dry-run");
        assertThat(dry.exitCode()).as(dry.errors()).isZero();
        assertThat(dry.output())
                .contains("prometheus 2026-08-18 to 2026-08-20  load: ", " (3 days)\n", "\n3 source-days");
        Footprint footprint = rig.footprint();
        assertThat(footprint.files()).isEmpty();
        assertThat(footprint.tables().get("ops.load")).startsWith("0 rows");
    }

    @Test
    void aDayThatIsNotDueIsLeftForLater() {
        CommandLineRun early = run(LAST, LAST.plusDays(1));
        assertThat(early.exitCode()).as(early.errors()).isEqualTo(3);
        assertThat(early.errors()).contains("2026-08-21", "not due before 2026-08-22T02:00:00Z", "2026-08-20");
        assertThat(rig.footprint().tables().get("ops.load")).startsWith("0 rows");
    }

    @Test
    void ofTwoRunsTheSecondSaysThatTheFirstIsAtWork() throws Exception {
        CountDownLatch isAtWork = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        KillSwitch patient = KillSwitch.pretended(operation -> {
            if (operation.kind() == Kind.STORE && operation.what().startsWith("replace raw")) {
                isAtWork.countDown();
                await(mayGoOn);
            }
            return false;
        });
        Thread first = new Thread(() -> rig.run(SECOND, SECOND, patient), "first");
        first.start();
        await(isAtWork);
        for (List<String> command : List.of(
                List.of("run", "prometheus", "--day", SECOND.toString()),
                List.of("run", "prometheus", "--day", FIRST.toString()),
                List.of("nightly"))) {
            CommandLineRun second = sce(command.toArray(String[]::new));
            assertThat(second.exitCode()).as(command + second.errors()).isEqualTo(6);
            assertThat(second.errors()).contains("another run");
        }
        mayGoOn.countDown();
        first.join();
        assertThat(rig.footprint().tables().get("ops.load")).startsWith("1 rows");
        assertThat(run(SECOND, SECOND).output()).contains("nothing to do");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(2, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Footprint published(LocalDate from, LocalDate to) {
        CommandLineRun run = run(from, to);
        assertThat(run.exitCode()).as(run.errors()).isZero();
        return rig.footprint();
    }

    private CommandLineRun run(LocalDate from, LocalDate to, String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("run", "prometheus", "--from", from.toString(), "--to", to.toString()));
        arguments.addAll(List.of(options));
        return sce(arguments.toArray(String[]::new));
    }

    private CommandLineRun sce(String... arguments) {
        return CommandLineRun.at(SmallOrganisation.NOW, environment, arguments);
    }
}
