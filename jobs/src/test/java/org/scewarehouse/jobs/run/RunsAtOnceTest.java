package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.lake.DecisionZone;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.simulator.prometheus.PrometheusSimulator;
import org.scewarehouse.etl.simulator.prometheus.SimulatorOptions;
import org.scewarehouse.jobs.Console;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.Termination;
import org.scewarehouse.jobs.cli.CommandLineRun;

/** What another run, or an operator, does in the worst moment of a run. */
class RunsAtOnceTest {

    private static final LocalDate FIRST = SmallOrganisation.FIRST;
    private static final LocalDate SECOND = SmallOrganisation.SECOND;

    @TempDir
    static Path home;

    private static PrometheusSimulator prometheus;
    private static RunRig rig;

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
        rig.renew();
    }

    @Test
    void aDayThatAnotherRunTakesOverIsLeftToItAndTheDaysAfterItAreDone() {
        RunRig.Result result = run(
                FIRST,
                SECOND,
                when(
                        "STATEMENT update ops.load set extracted_at",
                        () -> rig.execute("warehouse", "update ops.load set fence = nextval('ops.load_fence')")));
        assertThat(result.output())
                .contains("2026-08-18  FAILED", "another run has taken it over", "2026-08-19  published");
        assertThat(result.code()).isEqualTo(ExitCode.RUN_AGAIN);
        assertThat(Traces.rows(rig, "select day || ' ' || state from ops.load order by day"))
                .as("of the day that was lost the other run tells")
                .containsExactly("2026-08-18 RUNNING", "2026-08-19 PUBLISHED");
    }

    @Test
    void retentionLeavesWhatIsToBeBuiltAgainSinceItLooked() {
        assertThat(run(FIRST, SmallOrganisation.LAST, Wiring.DIRECT).code()).isEqualTo(ExitCode.DONE);
        rig.environment().put("SCE_RETENTION_CURATED_DAYS", "1");
        try {
            run(
                    FIRST,
                    FIRST,
                    when(
                            "STORE delete curated/_manifest/prometheus/day=" + FIRST,
                            () -> rig.execute(
                                    "warehouse", "update ops.load set state = 'STALE' where day = '" + SECOND + "'")));
        } finally {
            rig.environment().remove("SCE_RETENTION_CURATED_DAYS");
        }
        assertThat(Traces.rows(rig, "select day || ' ' || subject from ops.removal"))
                .containsExactly(FIRST + " CURATED");
        assertThat(rig.footprint().files().keySet())
                .noneMatch(file -> file.contains(FIRST.toString()))
                .anyMatch(file -> file.contains(SECOND.toString()));
    }

    @Test
    void whatIsDecidedWhileAPersonIsErasedIsKeptAndThePersonIsNot() {
        assertThat(run(FIRST, FIRST, Wiring.DIRECT).code()).isEqualTo(ExitCode.DONE);
        LocalStore lake = new LocalStore(rig.lake());
        String decided = """
                system,identifier,same_system,same_identifier,valid_from,valid_to
                login,bobby,login,bo,1900-01-01,9999-12-31
                """;
        lake.put(DecisionZone.KEY, decided.getBytes(StandardCharsets.UTF_8));
        String more = decided + "login,robot,login,machine,1900-01-01,9999-12-31\n";

        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8);
        ExitCode code = Erasing.erase(
                new EraseRequest("bo", false, false, true),
                rig.session(Console.of(stream, stream), Termination.never()),
                when(
                        "STORE replace " + DecisionZone.KEY,
                        () -> lake.put(DecisionZone.KEY, more.getBytes(StandardCharsets.UTF_8))));

        assertThat(code).as(output.toString(StandardCharsets.UTF_8)).isEqualTo(ExitCode.DONE);
        assertThat(new String(lake.read(DecisionZone.KEY).orElseThrow(), StandardCharsets.UTF_8))
                .contains("login,robot,login,machine")
                .doesNotContain(",bo,");
    }

    /** The warehouse, which is away, keeps no two of them apart. */
    @Test
    void twoMachinesThatKeepRawAtOnceDoNotMixTheirAnswers() throws IOException {
        NightlyRequest request = new NightlyRequest("prometheus", Integer.MAX_VALUE, null, false);
        rig.nightly(request, KillSwitch.none());
        Footprint undisturbed = rig.footprint();
        rig.renew();
        try (ServerSocket nobody = new ServerSocket(0)) {
            rig.reachWarehouseThrough(nobody.getLocalPort());
        }
        try {
            Map<String, String> other = new HashMap<>(rig.environment());
            other.put("SCE_HOME", home.resolve("other").toString());
            other.put("SCE_LAKE", rig.lake().toString());
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8);
            Runs.nightly(
                    request,
                    rig.session(Console.of(stream, stream), Termination.never()),
                    null,
                    when("STORE create raw/source=prometheus/.*day=" + FIRST, () -> {
                        CommandLineRun night = CommandLineRun.at(SmallOrganisation.NOW, other, "nightly");
                        assertThat(night.output() + night.errors())
                                .contains(FIRST + "  raw is kept, not loaded")
                                .doesNotContain("FAILED");
                    }));
            assertThat(output.toString(StandardCharsets.UTF_8))
                    .contains(FIRST + "  raw is kept, not loaded")
                    .doesNotContain("FAILED");
        } finally {
            rig.reachEmbeddedWarehouse();
        }
        rig.nightly(request, KillSwitch.none());
        assertThat(rig.footprint()).isEqualTo(undisturbed);
    }

    private static RunRig.Result run(LocalDate from, LocalDate to, Wiring wiring) {
        return rig.run(RunRig.request(from, to), wiring);
    }

    /** Lets something happen just before an operation, the first time that it comes. */
    private static Wiring when(String operation, Runnable event) {
        KillSwitch.Victim moment = KillSwitch.nth(operation, 1);
        return RunRig.wiring(
                KillSwitch.pretended(next -> {
                    if (moment.is(next)) {
                        event.run();
                    }
                    return false;
                }),
                rig.lake());
    }
}
