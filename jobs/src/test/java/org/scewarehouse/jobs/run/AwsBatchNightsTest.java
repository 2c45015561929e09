package org.scewarehouse.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.simulator.awsbatch.AwsBatchSimulator;
import org.scewarehouse.etl.simulator.awsbatch.BatchTruth;
import org.scewarehouse.etl.simulator.awsbatch.BatchWorld;
import org.scewarehouse.etl.simulator.awsbatch.EventArchiveWriter;
import org.scewarehouse.etl.simulator.awsbatch.SyntheticJobs;
import org.scewarehouse.jobs.Console;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.Session;
import org.scewarehouse.jobs.Termination;
import org.scewarehouse.jobs.postgres.EmbeddedPostgres;
import org.scewarehouse.jobs.settings.SettingsLoader;

/** Ten days of AWS Batch, which forgets after seven, with four nights on which nothing ran, in every way it is read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AwsBatchNightsTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 8, 3);
    private static final LocalDate END = FIRST.plusDays(10);
    /** Mornings on which nothing runs. */
    private static final Set<LocalDate> OUTAGE =
            Set.of(FIRST.plusDays(5), FIRST.plusDays(6), FIRST.plusDays(7), FIRST.plusDays(8));

    private static final BatchWorld WORLD = new BatchWorld(
            SyntheticJobs.make(11, FIRST, 11, 150, List.of("anna.smith", "bo", "u10234", "carla@example.org")),
            SyntheticJobs.RETENTION);

    @TempDir
    Path folder;

    private AwsBatchSimulator simulator;

    @BeforeAll
    void begin() {
        simulator = AwsBatchSimulator.start(WORLD, true);
        System.setProperty("aws.accessKeyId", AwsBatchSimulator.ACCESS_KEY);
        System.setProperty("aws.secretAccessKey", AwsBatchSimulator.SECRET_KEY);
    }

    @AfterAll
    void end() {
        simulator.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Test
    void theApiAloneGivesTheTruth() throws IOException, SQLException {
        assertThat(differences(nights("api", true, false, END, Map.of()), END)).isEmpty();
    }

    @Test
    void theArchiveAloneGivesTheTruth() throws IOException, SQLException {
        assertThat(differences(nights("events", false, true, END, Map.of()), END))
                .isEmpty();
    }

    @Test
    void bothTogetherGiveTheTruth() throws IOException, SQLException {
        assertThat(differences(nights("both", true, true, END, Map.of()), END)).isEmpty();
    }

    /** The run after a failed one, an hour later, makes up for it. */
    @Test
    void nightsThatFailHealToTheTruth() throws IOException, SQLException {
        Map<LocalDate, Fault> faults = Map.of(
                FIRST.plusDays(1), new Fault(() -> simulator.expireAfter(30), ExitCode.ACT),
                FIRST.plusDays(2), new Fault(() -> simulator.throttle(Integer.MAX_VALUE), ExitCode.RUN_AGAIN),
                FIRST.plusDays(3), new Fault(() -> simulator.deny("gpu"), ExitCode.DONE_WITH_WARNINGS),
                FIRST.plusDays(4), new Fault(() -> simulator.fail("prio"), ExitCode.RUN_AGAIN));
        LocalDate end = FIRST.plusDays(4);
        assertThat(differences(nights("faults", true, false, end, faults), end)).isEmpty();
    }

    /** The first days are no longer asked for again of themselves when the queue is allowed at last. */
    @Test
    void aQueueThatWasRefusedForDaysIsMadeUpFor() throws IOException, SQLException {
        simulator.deny("gpu");
        LocalDate end = FIRST.plusDays(4);
        Map<LocalDate, Fault> allowedAfterwards = Map.of(end, new Fault(() -> {}, ExitCode.DONE_WITH_WARNINGS));
        assertThat(differences(nights("refused", true, false, end, allowedAfterwards), end))
                .isEmpty();
    }

    /** The archive's events were kept in the night that failed: what came late afterwards is not lost to that. */
    @Test
    void aDayThatFailedHalfwayIsAskedAgainForWhatCameLate() throws IOException {
        Path home = folder.resolve("halfway");
        Path archive = Files.createDirectories(folder.resolve("halfway-events"));
        Map<String, String> environment = environment(home, archive, true, true);
        EventArchiveWriter events = new EventArchiveWriter(WORLD);
        try (EmbeddedPostgres server = EmbeddedPostgres.open(home)) {
            assertThat(server.port()).isPositive();
            for (int morning = 1; morning <= 3; morning++) {
                Instant now = FIRST.plusDays(morning).atTime(4, 30).toInstant(ZoneOffset.UTC);
                simulator.at(now);
                events.write(archive, now);
                if (morning == 1) {
                    simulator.fail("prio");
                    nightly(environment, home, now, ExitCode.RUN_AGAIN);
                    simulator.heal("prio");
                } else {
                    nightly(environment, home, now, ExitCode.DONE, ExitCode.DONE_WITH_WARNINGS);
                }
            }
        }
        RawZone.Reader kept = new RawZone(new LocalStore(home.resolve("lake")))
                .current("aws_batch", FIRST)
                .orElseThrow();
        assertThat(kept.completion("jobs").fetchedAt())
                .isAfter(FIRST.plusDays(2).atStartOfDay().toInstant(ZoneOffset.UTC));
        assertThat(kept.completion("events").fetchedAt())
                .isAfter(FIRST.plusDays(2).atStartOfDay().toInstant(ZoneOffset.UTC));
    }

    /**
     * What goes wrong in a night.
     *
     * @param code how the night ends
     */
    private record Fault(Runnable begin, ExitCode code) {}

    private void heal() {
        simulator.expireAfter(Integer.MAX_VALUE);
        simulator.throttle(0);
        simulator.heal("gpu");
        simulator.heal("prio");
    }

    /** What the warehouse says otherwise than the truth, line by line. */
    private static List<String> differences(Map<String, String> answer, LocalDate end) {
        Map<String, String> truth = truth(end);
        Set<String> places = new TreeSet<>(truth.keySet());
        places.addAll(answer.keySet());
        return places.stream()
                .filter(place -> !Objects.equals(truth.get(place), answer.get(place)))
                .map(place -> place + ": expected " + truth.get(place) + ", found " + answer.get(place))
                .toList();
    }

    private static Map<String, String> truth(LocalDate end) {
        Map<String, String> truth = new TreeMap<>();
        BatchTruth.of(WORLD.jobs(), FIRST, end)
                .forEach((place, share) -> truth.put(
                        place.day() + " " + (place.user().isEmpty() ? "-" : place.user()) + " " + place.queue(),
                        share.toString()));
        return truth;
    }

    private Map<String, String> nights(
            String name, boolean hasApi, boolean hasEvents, LocalDate end, Map<LocalDate, Fault> faults)
            throws IOException, SQLException {
        Path home = folder.resolve(name);
        Path archive = Files.createDirectories(folder.resolve(name + "-events"));
        Map<String, String> environment = environment(home, archive, hasApi, hasEvents);
        EventArchiveWriter events = new EventArchiveWriter(WORLD);
        try (EmbeddedPostgres server = EmbeddedPostgres.open(home)) {
            for (LocalDate morning = FIRST.plusDays(1);
                    !morning.isAfter(end.plusDays(1));
                    morning = morning.plusDays(1)) {
                if (!OUTAGE.contains(morning)) {
                    Instant now = morning.atTime(4, 30).toInstant(ZoneOffset.UTC);
                    simulator.at(now);
                    events.write(archive, now);
                    Fault fault = faults.get(morning);
                    if (fault != null) {
                        fault.begin.run();
                        nightly(environment, home, now.minusSeconds(3600), fault.code);
                        heal();
                    }
                    nightly(environment, home, now, ExitCode.DONE, ExitCode.DONE_WITH_WARNINGS);
                }
            }
            assertThat(reportsThatDisagree(server)).isEmpty();
            assertThat(brokenRules(server)).isEmpty();
            return answer(server, end);
        }
    }

    private Map<String, String> environment(Path home, Path archive, boolean hasApi, boolean hasEvents) {
        Map<String, String> environment = new HashMap<>();
        environment.put("SCE_HOME", home.toString());
        environment.put("SCE_SORT_MEMORY", "8MB");
        environment.put("SCE_SOURCES_AWS_BATCH_DESCRIBE_RATE", "1000");
        environment.put("SCE_SOURCES_AWS_BATCH_THROTTLE_LIMIT", "1s");
        if (hasApi) {
            environment.put("SCE_SOURCES_AWS_BATCH_REGION", AwsBatchSimulator.REGION);
            environment.put(
                    "SCE_SOURCES_AWS_BATCH_ENDPOINT", simulator.address().toString());
        }
        if (hasEvents) {
            environment.put("SCE_SOURCES_AWS_BATCH_EVENTS", archive.toString());
            environment.put("SCE_SOURCES_AWS_BATCH_SINCE", FIRST.toString());
        }
        return environment;
    }

    private static void nightly(Map<String, String> environment, Path home, Instant now, ExitCode... expected) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8);
        Session session = new Session(
                SettingsLoader.load(null, environment, home),
                Console.of(stream, stream),
                Termination.never(),
                Clock.fixed(now, ZoneOffset.UTC));
        ExitCode code = Runs.nightly(new NightlyRequest(null, Integer.MAX_VALUE, null, false), session);
        assertThat(code).as(output.toString(StandardCharsets.UTF_8)).isIn((Object[]) expected);
    }

    /** Names of the reports whose sums are not those of the facts. */
    private static List<String> reportsThatDisagree(EmbeddedPostgres server) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = warehouse(server).getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        with fact as (
                            select
                                count(*) filter (where is_started) as started,
                                count(*) filter (where is_ended) as ended,
                                count(distinct batch_job_key) filter (where is_running) as running,
                                sum(cpu_allocated_core_seconds) / 3600 as hours
                            from mart.fact_batch_job_day
                        ), told as (
                            select
                                (select sum(started_count) from report.queue_wait('2020-01-01', '2030-01-01'))
                                    as started,
                                (select sum(ended_count) from report.job_outcomes('2020-01-01', '2030-01-01')) as ended,
                                (select sum(running_job_count) from report.job_size('2020-01-01', '2030-01-01'))
                                    as running,
                                (select sum(running_job_count) from report.job_cost('2020-01-01', '2030-01-01'))
                                    as runs,
                                (select sum(cpu_allocated_core_hours) from report.job_cost('2020-01-01', '2030-01-01'))
                                    as hours
                        )
                        select 'queue_wait' from fact, told where fact.started is distinct from told.started
                        union all
                        select 'job_outcomes' from fact, told where fact.ended is distinct from told.ended
                        union all
                        select 'job_size' from fact, told where fact.running is distinct from told.running
                        union all
                        select 'job_cost' from fact, told
                        where fact.running is distinct from told.runs or not ops.is_close(fact.hours, told.hours)
                        """)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static List<String> brokenRules(EmbeddedPostgres server) throws SQLException {
        List<String> rules = new ArrayList<>();
        try (Connection connection = warehouse(server).getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select check_name || ': ' || detail from ops.verify() where not is_ok")) {
            while (rows.next()) {
                rules.add(rows.getString(1));
            }
        }
        return rules;
    }

    private static PGSimpleDataSource warehouse(EmbeddedPostgres server) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://127.0.0.1:" + server.port() + "/" + EmbeddedPostgres.DATABASE);
        source.setUser(server.user());
        source.setPassword(server.password());
        return source;
    }

    private static Map<String, String> answer(EmbeddedPostgres server, LocalDate end) throws SQLException {
        Map<String, String> answer = new TreeMap<>();
        try (Connection connection = warehouse(server).getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        """
                        select d.day, coalesce(i.identifier, '-'), q.queue_name, format(
                            '%s submitted, %s started, %s ended, %s succeeded, %s running, %s core s, %s GPU s, '
                            '%s node s, %s s, waited %s s',
                            count(*) filter (where d.is_submitted), count(*) filter (where d.is_started),
                            count(*) filter (where d.is_ended),
                            count(*) filter (where j.job_state = 'succeeded'),
                            count(*) filter (where d.is_running),
                            floor(sum(d.cpu_allocated_core_seconds) + 0.5), floor(sum(d.gpu_seconds) + 0.5),
                            floor(sum(d.node_seconds) + 0.5), floor(sum(d.wall_seconds) + 0.5),
                            floor(coalesce(sum(d.wait_seconds), 0) + 0.5))
                        from mart.fact_batch_job_day d
                        left join mart.fact_batch_job j using (day, batch_job_key)
                        join mart.dim_queue q on q.queue_key = d.queue_key
                        left join hr.bridge_identity i on i.user_id = d.user_id
                        where d.day < '%s'
                        group by 1, 2, 3
                        """.formatted("%s", "%s", "%s", "%s", "%s", "%s", "%s", "%s", "%s", "%s", end))) {
            while (rows.next()) {
                answer.put(rows.getString(1) + " " + rows.getString(2) + " " + rows.getString(3), rows.getString(4));
            }
        }
        return answer;
    }
}
