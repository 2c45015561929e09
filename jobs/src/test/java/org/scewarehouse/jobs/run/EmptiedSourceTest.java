package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
import org.scewarehouse.etl.simulator.prometheus.SimulatedSeries;
import org.scewarehouse.etl.simulator.prometheus.SimulatorOptions;
import org.scewarehouse.etl.source.prometheus.wire.Labels;
import org.scewarehouse.etl.source.prometheus.wire.Matcher;
import org.scewarehouse.etl.source.prometheus.wire.SampleConsumer;
import org.scewarehouse.jobs.cli.CommandLineRun;

/** A server that was installed anew says that it keeps a year, and has nothing older than its first day. */
class EmptiedSourceTest {

    private static final LocalDate FIRST = SmallOrganisation.FIRST;
    private static final LocalDate SECOND = SmallOrganisation.SECOND;
    private static final LocalDate LAST = SmallOrganisation.LAST;
    private static final SimulatorOptions A_YEAR =
            SimulatorOptions.standard().withClaimedRetention(Duration.ofDays(365));

    @TempDir
    static Path home;

    private static PrometheusSimulator prometheus;
    private static PrometheusSimulator emptied;
    private static PrometheusSimulator empty;
    private static RunRig rig;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeAll
    static void start() {
        prometheus = new PrometheusSimulator(SmallOrganisation.standard(), A_YEAR);
        long since = LAST.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
        emptied = new PrometheusSimulator(new Since(SmallOrganisation.standard(), since), A_YEAR);
        empty = new PrometheusSimulator(SimulatedSeries.of(List.of()), A_YEAR);
        rig = new RunRig(home, prometheus.url());
    }

    @AfterAll
    static void close() {
        rig.close();
        prometheus.close();
        emptied.close();
        empty.close();
    }

    @BeforeEach
    void renew() {
        rig.renew();
        environment.putAll(rig.environment());
    }

    @Test
    void daysThatItForgotAreLostAndNotPublishedEmpty() {
        assertThat(sce("run", "prometheus", "--day", FIRST.toString()).exitCode())
                .isZero();
        environment.put("SCE_SOURCES_PROMETHEUS_URL", emptied.url());
        CommandLineRun nightly = sce("nightly");
        assertThat(nightly.exitCode()).isEqualTo(5);
        assertThat(nightly.errors())
                .contains("2026-08-19  LOST: the oldest record of the source is of 2026-08-20")
                .contains("emptied or installed anew");
        assertThat(nightly.output()).containsOnlyOnce("published").contains("2026-08-20  published");
        assertThat(states()).isEqualTo("day,state 2026-08-18,PUBLISHED 2026-08-19,LOST 2026-08-20,PUBLISHED");
        assertThat(one("select distinct state from ops.load_endpoint where day = '2026-08-19'"))
                .isEqualTo("state LOST");

        assertThat(sce("nightly").output()).contains("up to date");
        assertThat(sce("run", "prometheus", "--day", SECOND.toString(), "--force")
                        .output())
                .contains("nothing to do");
        assertThat(sce("plan").output()).contains("nothing to do");
        assertThat(sce("status").output())
                .containsPattern("prometheus +2026-08-18 +2026-08-20 +0 +2 +0 +0 +1 +0 ")
                .containsPattern("prometheus +2026-08-19 +lost, 1 day +the oldest record")
                .containsPattern("prometheus +2026-08-18 +\\d{4}-\\d\\d-\\d\\d +2026-08-20 .*kept for 365 days");

        String ledger = ledger();
        rig.renewWarehouse();
        CommandLineRun rebuilt =
                sce("run", "prometheus", "--from", FIRST.toString(), "--to", LAST.toString(), "--from-raw");
        assertThat(rebuilt.exitCode()).as(rebuilt.errors()).isEqualTo(5);
        assertThat(ledger()).isEqualTo(ledger).contains("LOST,\"the oldest record of the source is of 2026-08-20");
    }

    @Test
    void theLakeAloneRestoresTheWarehouse() {
        sce("run", "prometheus", "--day", FIRST.toString());
        environment.put("SCE_SOURCES_PROMETHEUS_URL", emptied.url());
        assertThat(sce("nightly").exitCode()).isEqualTo(5);
        Footprint footprint = rig.footprint();
        String ledger = ledger();

        rig.renewWarehouse();
        environment.put("SCE_SOURCES_PROMETHEUS_URL", "http://localhost:1");
        CommandLineRun rebuilt = sce("rebuild");
        assertThat(rebuilt.exitCode()).as(rebuilt.errors()).isZero();
        assertThat(rebuilt.output())
                .contains("2026-08-20  published", "prometheus  2 days loaded from the lake, 1 stated lost");
        assertThat(rig.footprint()).isEqualTo(footprint);
        assertThat(ledger()).isEqualTo(ledger);
        assertThat(sce("verify").exitCode()).isZero();
        assertThat(sce("rebuild").output()).contains("prometheus  0 days loaded from the lake");
        assertThat(sce("rebuild", "--source", "connect").exitCode()).isEqualTo(4);

        environment.remove("SCE_SOURCES_PROMETHEUS_URL");
        CommandLineRun forgotten = sce("rebuild");
        assertThat(forgotten.exitCode()).isEqualTo(4);
        assertThat(forgotten.errors()).contains("prometheus  not loaded", "set sce.sources.prometheus.url");
        rig.emptyLake();
        CommandLineRun nothing = sce("rebuild");
        assertThat(nothing.exitCode()).isEqualTo(4);
        assertThat(nothing.errors()).contains("holds nothing", "set sce.lake");
    }

    @Test
    void aDayThatWasHadAfterAllIsLoadedWhereADumpOfBeforeCallsItLost() {
        sce("run", "prometheus", "--day", FIRST.toString());
        environment.put("SCE_SOURCES_PROMETHEUS_URL", emptied.url());
        sce("nightly");
        environment.put("SCE_SOURCES_PROMETHEUS_URL", prometheus.url());
        rig.withWarehouseOfBefore(() -> assertThat(sce("run", "prometheus", "--day", SECOND.toString(), "--force")
                        .output())
                .contains("2026-08-19  published"));
        assertThat(states()).contains("2026-08-19,LOST");

        assertThat(sce("rebuild").output())
                .contains("2026-08-19  published", "prometheus  1 days loaded from the lake");
        assertThat(states()).contains("2026-08-19,PUBLISHED");
        assertThat(sce("verify").exitCode()).isZero();
    }

    /** What the ledger says of days and of their endpoints. */
    private String ledger() {
        return one("select day, l.state, l.message, e.endpoint, e.state, e.record_count from ops.load l"
                + " left join ops.load_endpoint e using (source, day) where source = 'prometheus' order by 1, 4");
    }

    @Test
    void aFirstRunBeginsWhereItHasDataAndNothingBeforeWasToBeExpected() {
        environment.put("SCE_SOURCES_PROMETHEUS_URL", emptied.url());
        CommandLineRun vain = sce("run", "prometheus", "--from", FIRST.toString(), "--to", SECOND.toString());
        assertThat(vain.exitCode()).as(vain.errors()).isZero();
        assertThat(vain.output()).contains("2026-08-18  not expected", "2026-08-19  not expected");
        assertThat(sce("run", "prometheus", "--day", "2020-01-01", "--from-raw").exitCode())
                .isEqualTo(4);
        assertThat(sce("nightly").exitCode()).isZero();
        assertThat(states())
                .isEqualTo("day,state 2026-08-18,NOT_EXPECTED 2026-08-19,NOT_EXPECTED 2026-08-20,PUBLISHED");
        assertThat(sce("status").output())
                .containsPattern("prometheus +2026-08-18\\.\\.2026-08-19 +not expected, 2 days")
                .doesNotContain("missing,");
    }

    @Test
    void aServerWithoutAnySampleIsAFaultAndGivesNothingUp() {
        sce("run", "prometheus", "--day", FIRST.toString());
        environment.put("SCE_SOURCES_PROMETHEUS_URL", empty.url());
        for (String[] command : List.of(new String[] {"nightly"}, new String[] {"plan"}, new String[] {
            "run", "prometheus", "--day", SECOND.toString()
        })) {
            CommandLineRun refused = sce(command);
            assertThat(refused.exitCode()).as(refused.errors()).isEqualTo(4);
            assertThat(refused.errors()).contains("no sample of a container", "sce.sources.prometheus.url");
        }
        assertThat(states()).isEqualTo("day,state 2026-08-18,PUBLISHED");
        assertThat(sce("status").output()).containsPattern("2026-08-19\\.\\.2026-08-20 +missing, 2 days");
    }

    @Test
    void anAnswerThatWasReplacedGoesAfterAWeek() {
        sce("run", "prometheus", "--day", SECOND.toString());
        assertThat(sce("run", "prometheus", "--day", SECOND.toString(), "--force")
                        .output())
                .contains("unchanged");
        Path attempts = rig.lake().resolve("raw/source=prometheus/endpoint=container_cpu/day=" + SECOND);
        Instant inAWeek = SmallOrganisation.NOW.plus(Duration.ofDays(7));
        String[] another = {"run", "prometheus", "--day", FIRST.toString()};
        assertThat(CommandLineRun.at(inAWeek, environment, another).exitCode()).isZero();
        assertThat(attempts.resolve("attempt=0001/_complete.json")).exists();
        another[3] = LAST.toString();
        CommandLineRun.at(inAWeek.plusSeconds(1), environment, another);
        assertThat(attempts.resolve("attempt=0001")).isEmptyDirectory();
        assertThat(attempts.resolve("attempt=0002/_complete.json")).exists();
        assertThat(sce("run", "prometheus", "--day", SECOND.toString(), "--from-raw")
                        .exitCode())
                .isZero();
    }

    @Test
    void aMistypedZoneCanBeCorrectedUntilADayIsPublished() {
        String day = SECOND.toString();
        environment.put("SCE_ZONE", "Asia/Tokyo");
        assertThat(sce("run", "prometheus", "--day", day, "--dry-run").exitCode())
                .isZero();
        environment.put("SCE_ZONE", "UTC");
        assertThat(sce("run", "prometheus", "--day", day).exitCode()).isZero();
        environment.put("SCE_ZONE", "Asia/Tokyo");
        CommandLineRun refused = sce("run", "prometheus", "--day", day);
        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.errors()).isEqualTo("""
                The settings cannot be used:
                  sce.zone is 'Asia/Tokyo' here but the warehouse was installed with 'UTC'; days are published with \
                that. Set it back, or load another warehouse.
                """);
        rig.renewWarehouse();
        assertThat(sce("run", "prometheus", "--day", day).errors())
                .contains("sce.zone is 'Asia/Tokyo' here but the lake was begun with 'UTC'; set it back");
        environment.put("SCE_ZONE", "UTC");
        assertThat(sce("run", "prometheus", "--day", day, "--from-raw").exitCode())
                .isZero();
        environment.put("SCE_ZONE", "Asia/Tokyo");
        assertThat(sce("status").output())
                .contains("Zone       UTC")
                .contains("CONFLICT   sce.zone is 'Asia/Tokyo' here but the warehouse was installed with 'UTC'");
    }

    private String states() {
        return one("select day, state from ops.load order by day");
    }

    private String one(String query) {
        CommandLineRun answer = sce("sql", "--csv", query);
        assertThat(answer.exitCode()).as(answer.errors()).isZero();
        return String.join(" ", answer.output().lines().toList());
    }

    private CommandLineRun sce(String... arguments) {
        return CommandLineRun.at(SmallOrganisation.NOW, environment, arguments);
    }

    /** The same series, without what is older. */
    private record Since(SimulatedSeries all, long sinceMillis) implements SimulatedSeries {

        @Override
        public Stream<Labels> series(List<Matcher> matchers) {
            return all.series(matchers);
        }

        @Override
        public void samples(Labels series, long fromMillis, long toMillis, SampleConsumer consumer) {
            all.samples(series, Math.max(fromMillis, sinceMillis), toMillis, consumer);
        }
    }
}
