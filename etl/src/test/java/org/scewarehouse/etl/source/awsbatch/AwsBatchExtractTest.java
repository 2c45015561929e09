package org.scewarehouse.etl.source.awsbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.lake.Completion;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.simulator.awsbatch.AwsBatchSimulator;
import org.scewarehouse.etl.simulator.awsbatch.BatchWorld;
import org.scewarehouse.etl.simulator.awsbatch.EventArchiveWriter;
import org.scewarehouse.etl.simulator.awsbatch.SimulatedJob;
import org.scewarehouse.etl.simulator.awsbatch.SyntheticJobs;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.model.Day;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.batch.BatchClient;

/** What is asked of AWS Batch and what becomes of its refusals, over HTTP with signed requests. */
class AwsBatchExtractTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 8, 3);
    private static final Day SECOND = new Day(FIRST.plusDays(1), ZoneOffset.UTC);
    private static final Instant NOW = SECOND.to().plus(Duration.ofHours(3));
    private static final BatchWorld WORLD =
            new BatchWorld(SyntheticJobs.make(5, FIRST, 3, 400, List.of("anna", "bo")), SyntheticJobs.RETENTION);

    private static final List<String> QUEUES = List.of("fargate", "gpu", "prio", "standard");

    @TempDir
    Path folder;

    private AwsBatchSimulator simulator;
    private final SleptTime time = new SleptTime();

    @BeforeEach
    void begin() {
        simulator = AwsBatchSimulator.start(WORLD, false);
        simulator.at(NOW);
    }

    @AfterEach
    void end() {
        simulator.close();
    }

    @Test
    void twoDaysAreListedAndDescribedOnce() {
        try (AwsBatchExtract extract = extract(AwsBatchSimulator.SECRET_KEY)) {
            keep(extract, SECOND.plusDays(-1), "a");
            int calls = simulator.calls("describejobs");
            keep(extract, SECOND, "b");
            assertThat(simulator.calls("describejobs")).isEqualTo(calls);
        }
        long lived = WORLD.jobs().stream()
                .filter(job -> job.created() <= NOW.toEpochMilli())
                .mapToLong(job -> job.shape().nodes() > 1 ? 1 + job.shape().nodes() : 1)
                .sum();
        assertThat(simulator.calls("describejobs")).isEqualTo((int) ((lived + 99) / 100));
    }

    @Test
    void nothingSecretReachesRaw() throws IOException {
        try (AwsBatchExtract extract = extract(AwsBatchSimulator.SECRET_KEY)) {
            List<String> lines = keep(extract, SECOND, "secrets");
            assertThat(lines).hasSizeGreaterThan(300);
            assertThat(lines).noneMatch(line -> line.contains("hunter2") || line.contains("API_TOKEN"));
        }
    }

    @Test
    void callsAtOnceChangeNothing() {
        try (AwsBatchExtract extract = extract(AwsBatchSimulator.SECRET_KEY)) {
            keep(extract, SECOND, "quick");
        }
        simulator.load().last(Duration.ofMillis(200));
        try (AwsBatchExtract extract = extract(AwsBatchSimulator.SECRET_KEY)) {
            keep(extract, SECOND, "slow");
        }
        assertThat(simulator.load().mostSeen()).isBetween(3, DescribePace.AT_ONCE);
        simulator.load().limit(2);
        try (AwsBatchExtract extract = extract(AwsBatchSimulator.SECRET_KEY)) {
            keep(extract, SECOND, "limited");
        }
        assertThat(time.passed()).isPositive();
        assertThat(current("slow").sha256()).isEqualTo(current("quick").sha256());
        assertThat(current("limited").sha256()).isEqualTo(current("quick").sha256());
    }

    @Test
    void answersThatBreakOffAreAskedForAgain() {
        List<String> fair;
        try (AwsBatchExtract extract = extract(AwsBatchSimulator.SECRET_KEY)) {
            fair = keep(extract, SECOND, "fair");
        }
        BrokenAnswers broken = new BrokenAnswers();
        simulator.through(broken);
        AwsBatchSettings settings = BatchRig.settings(simulator.address(), null);
        try (AwsBatchExtract extract =
                extract(AwsBatchSimulator.SECRET_KEY, settings, AwsBatchSource.retryStrategy())) {
            assertThat(keep(extract, SECOND, "rough")).isEqualTo(fair);
        }
        assertThat(broken.calls()).isGreaterThan(6);
    }

    @Test
    void throttlingForMinutesIsWaitedOut() {
        simulator.throttleUntil(NOW.plus(Duration.ofMinutes(10)));
        time.heardBy(passed -> simulator.at(NOW.plus(passed)));
        try (AwsBatchExtract extract = extract(AwsBatchSimulator.SECRET_KEY)) {
            assertThat(keep(extract, SECOND, "slow")).isNotEmpty();
        }
        assertThat(time.passed()).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(15));
    }

    @Test
    void throttlingForTooLongLeavesTheDayForTheNextRun() {
        simulator.throttle(Integer.MAX_VALUE);
        try (AwsBatchExtract extract = extract(AwsBatchSimulator.SECRET_KEY)) {
            assertThatThrownBy(() -> keep(extract, SECOND, "throttled"))
                    .isInstanceOf(SourceUnavailable.class)
                    .hasMessageContaining("describe-rate");
            simulator.throttle(0);
            keep(extract, SECOND, "healed");
        }
    }

    /** More jobs than may be on their way at once, so that queues are whole before the last one is listed. */
    @Test
    void aRunThatIsStoppedGoesOnWithTheQueuesThatItLacks() {
        simulator.close();
        simulator = AwsBatchSimulator.start(
                new BatchWorld(SyntheticJobs.make(5, FIRST, 2, 3000, List.of("anna")), SyntheticJobs.RETENTION), false);
        simulator.at(NOW);
        try (AwsBatchExtract extract = extract(AwsBatchSimulator.SECRET_KEY)) {
            keep(extract, SECOND, "whole");
        }
        int all = simulator.calls("describejobs");
        simulator.fail("standard");
        try (AwsBatchExtract extract = extract(AwsBatchSimulator.SECRET_KEY)) {
            assertThatThrownBy(() -> keep(extract, SECOND, "stopped"))
                    .isInstanceOf(SourceUnavailable.class)
                    .hasMessageContaining("ListJobs answered 500 ServerException");
        }
        RawZone.Writer stopped =
                new RawZone(new LocalStore(folder.resolve("stopped"))).writer("aws_batch", "jobs", SECOND.date(), 1);
        assertThat(QUEUES.stream().filter(queue -> stopped.has("jobs/" + queue)))
                .contains("fargate", "gpu")
                .doesNotContain("standard");
        simulator.heal("standard");
        int before = simulator.calls("describejobs");
        try (AwsBatchExtract extract = extract(AwsBatchSimulator.SECRET_KEY)) {
            keep(extract, SECOND, "stopped");
        }
        assertThat(simulator.calls("describejobs") - before).isLessThan(all * 2 / 3);
        assertThat(current("stopped").sha256()).isEqualTo(current("whole").sha256());
    }

    @Test
    void anAttemptThatLacksOnlyItsCompletionAsksForNothing() {
        RawZone.Writer raw =
                new RawZone(new LocalStore(folder.resolve("almost"))).writer("aws_batch", "jobs", SECOND.date(), 1);
        try (RawZone.Part part = raw.part(AwsBatchExtract.ENVIRONMENTS, "jsonl")) {
            part.commit(0, Map.of(AwsBatchExtract.HOLDS, AwsBatchExtract.ENVIRONMENTS));
        }
        try (AwsBatchExtract extract = extract(AwsBatchSimulator.SECRET_KEY)) {
            keep(extract, SECOND, "almost");
        }
        assertThat(simulator.calls("describejobqueues")).isZero();
        assertThat(simulator.calls("describejobs")).isZero();
    }

    @Test
    void credentialsThatExpireMidRunAreNamed() {
        simulator.expireAfter(20);
        try (AwsBatchExtract extract = extract(AwsBatchSimulator.SECRET_KEY)) {
            assertThatThrownBy(() -> keep(extract, SECOND, "expired"))
                    .isInstanceOf(SourceMisconfigured.class)
                    .hasMessageContaining("expired")
                    .hasMessageContaining("ExpiredTokenException");
        }
    }

    @Test
    void aWrongSecretIsRefused() {
        try (AwsBatchExtract extract = extract("another-secret-key")) {
            assertThatThrownBy(() -> keep(extract, SECOND, "forged"))
                    .isInstanceOf(SourceMisconfigured.class)
                    .hasMessageContaining("InvalidSignatureException");
        }
    }

    @Test
    void aQueueThatMayNotBeListedIsAGapThatHeals() {
        simulator.deny("gpu");
        try (AwsBatchExtract extract = extract(AwsBatchSimulator.SECRET_KEY)) {
            List<String> lines = keep(extract, SECOND, "denied");
            assertThat(lines).isNotEmpty().noneMatch(line -> line.contains("job-queue/gpu"));
        }
        assertThat(completion("denied").warnings())
                .singleElement()
                .asString()
                .contains("queue gpu cannot be listed (access denied)", "its jobs are missing");
        simulator.heal("gpu");
        try (AwsBatchExtract extract = extract(AwsBatchSimulator.SECRET_KEY)) {
            assertThat(keep(extract, SECOND, "denied", 2)).anyMatch(line -> line.contains("job-queue/gpu"));
        }
        assertThat(completion("denied").warnings()).isEmpty();
    }

    @Test
    void aQueueThatIsDeniedOrDeletedLaterStaysAsItWasTold() {
        List<String> told;
        try (AwsBatchExtract extract = extract(AwsBatchSimulator.SECRET_KEY)) {
            told = keep(extract, SECOND, "kept");
        }
        simulator.deny("gpu");
        simulator.delete("prio");
        try (AwsBatchExtract extract = extract(AwsBatchSimulator.SECRET_KEY)) {
            assertThat(keep(extract, SECOND, "kept", 2)).isEqualTo(told);
        }
        assertThat(completion("kept").warnings())
                .containsExactly(
                        "queue gpu cannot be listed any more (access denied): its jobs are as they were told before",
                        "queue prio cannot be listed any more (there is no such queue): its jobs are as they were told"
                                + " before");
    }

    @Test
    void aQueueThatIsNamedAndNotThereIsAGap() {
        simulator.delete("prio");
        AwsBatchSettings settings = BatchRig.settings(simulator.address(), null, List.of("prio", "gpu"));
        try (AwsBatchExtract extract = extract(AwsBatchSimulator.SECRET_KEY, settings)) {
            assertThat(keep(extract, SECOND, "named")).isNotEmpty().allMatch(line -> line.contains("job-queue/gpu"));
        }
        assertThat(completion("named").warnings())
                .singleElement()
                .asString()
                .contains("queue prio cannot be listed (there is no such queue)");
    }

    @Test
    void allQueuesDeniedIsAMisconfiguration() {
        QUEUES.forEach(simulator::deny);
        try (AwsBatchExtract extract = extract(AwsBatchSimulator.SECRET_KEY)) {
            assertThatThrownBy(() -> keep(extract, SECOND, "closed")).isInstanceOf(SourceMisconfigured.class);
        }
    }

    @Test
    void aJobThatVanishesBeforeItIsDescribedIsCounted() {
        SimulatedJob lost = WORLD.jobs().stream()
                .filter(job -> job.created() >= SECOND.from().toEpochMilli()
                        && job.created() < SECOND.to().toEpochMilli())
                .findFirst()
                .orElseThrow();
        simulator.vanish(lost.id());
        try (AwsBatchExtract extract = extract(AwsBatchSimulator.SECRET_KEY)) {
            keep(extract, SECOND, "vanished");
        }
        assertThat(completion("vanished").dropped())
                .isEqualTo(Map.of("job vanished between listing and description", 1L));
    }

    @Test
    void aHalfWrittenObjectIsAGapThatHeals() throws IOException {
        Path archive = Files.createDirectories(folder.resolve("archive"));
        new EventArchiveWriter(WORLD).write(archive, NOW);
        Path object = archive.resolve("2026/08/04/12/jobs-2.gz");
        byte[] whole = Files.readAllBytes(object);
        Files.write(object, java.util.Arrays.copyOf(whole, whole.length / 2));
        Files.writeString(archive.resolve("2026/08/04/13/strange"), """
                {"detail-type":"Batch Job State Change","time":"2026-08-04T13:00:00Z","detail":["no","object"]}\
                {"detail-type":"Batch Job State Change","time":"2026-08-04T13:00:00Z","detail":{"status":"RUNNING"}}\
                {"something":"else"}""");
        try (AwsBatchExtract extract = new AwsBatchExtract(
                BatchRig.settings(null, archive.toString()),
                null,
                new EventArchive(new LocalStore(archive)),
                folder.resolve("temp"),
                InstantSource.fixed(NOW),
                "test")) {
            int cut = keep(extract, SECOND, "cut").size();
            assertThat(completion("cut").dropped())
                    .containsEntry(EventArchive.CUT, 1L)
                    .containsEntry("event of an unknown shape", 2L);
            Files.write(object, whole);
            assertThat(keep(extract, SECOND, "whole")).hasSizeGreaterThan(cut);
            assertThat(completion("whole").dropped()).doesNotContainKey(EventArchive.CUT);
        }
    }

    @Test
    void theArchiveReachesBackToItsFirstObject() throws IOException {
        Path archive = Files.createDirectories(folder.resolve("reach"));
        EventArchive events = new EventArchive(new LocalStore(archive));
        assertThat(events.begin(NOW)).isEmpty();
        for (String object : List.of("2026/08/01/05/b", "2024/12/31/23/a", "2024/12/30/x", "errors/2020/01/01/00/a")) {
            Files.createDirectories(archive.resolve(object).getParent());
            Files.writeString(archive.resolve(object), "{}");
        }
        assertThat(events.begin(NOW)).contains(Instant.parse("2024-12-31T23:00:00Z"));
    }

    private AwsBatchExtract extract(String secretKey) {
        return extract(secretKey, BatchRig.settings(simulator.address(), null));
    }

    private AwsBatchExtract extract(String secretKey, AwsBatchSettings settings) {
        return extract(secretKey, settings, DefaultRetryStrategy.doNotRetry());
    }

    private AwsBatchExtract extract(String secretKey, AwsBatchSettings settings, RetryStrategy retries) {
        BatchClient batch = BatchClient.builder()
                .region(Region.of(AwsBatchSimulator.REGION))
                .endpointOverride(simulator.address())
                .httpClient(ApacheHttpClient.create())
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(AwsBatchSimulator.ACCESS_KEY, secretKey)))
                .overrideConfiguration(client -> client.retryStrategy(retries))
                .build();
        DescribePace pace = new DescribePace(1000, settings.throttleLimit(), time, time);
        return new AwsBatchExtract(
                settings,
                new AwsBatchClient(batch, pace),
                null,
                folder.resolve("temp"),
                InstantSource.fixed(NOW),
                "test");
    }

    private List<String> keep(AwsBatchExtract extract, Day day, String lake) {
        return keep(extract, day, lake, 1);
    }

    /** Extracts a day into a lake of its own and returns the lines of its jobs. */
    private List<String> keep(AwsBatchExtract extract, Day day, String lake, int attempt) {
        RawZone raw = new RawZone(new LocalStore(folder.resolve(lake)));
        Endpoint endpoint = extract.endpoints().get(0);
        extract.extract(day, endpoint, raw.writer("aws_batch", endpoint.name(), day.date(), attempt), Progress.NONE);
        raw.makeCurrent("aws_batch", day.date(), Map.of(endpoint.name(), attempt));
        return raw.current("aws_batch", day.date()).orElseThrow().parts(endpoint.name()).stream()
                .filter(part -> "jobs".equals(part.attributes().get("holds")))
                .flatMap(AwsBatchExtractTest::lines)
                .toList();
    }

    private static Stream<String> lines(RawZone.PartFile part) {
        try (var in = part.open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private RawZone.Reader current(String lake) {
        return new RawZone(new LocalStore(folder.resolve(lake)))
                .current("aws_batch", SECOND.date())
                .orElseThrow();
    }

    private Completion completion(String lake) {
        RawZone.Reader raw = current(lake);
        return raw.completion(raw.endpoints().iterator().next());
    }
}
