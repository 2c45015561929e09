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
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.SourceUnavailable;
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
import software.amazon.awssdk.services.batch.BatchClient;

/** What is asked of AWS Batch and what becomes of its refusals, over HTTP with signed requests. */
class AwsBatchExtractTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 8, 3);
    private static final Day SECOND = new Day(FIRST.plusDays(1), ZoneOffset.UTC);
    private static final Instant NOW = SECOND.to().plus(Duration.ofHours(3));
    private static final BatchWorld WORLD =
            new BatchWorld(SyntheticJobs.make(5, FIRST, 3, 400, List.of("anna", "bo")), SyntheticJobs.RETENTION);

    @TempDir
    Path folder;

    private AwsBatchSimulator simulator;
    private final AtomicLong sleptMillis = new AtomicLong();

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
    void throttlingForMinutesIsWaitedOut() {
        simulator.throttle(6);
        try (AwsBatchExtract extract = extract(AwsBatchSimulator.SECRET_KEY)) {
            keep(extract, SECOND, "slow");
        }
        assertThat(sleptMillis.get()).isPositive();
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
    void aQueueThatMayNotBeListedIsAGapAndTheOthersGoOn() {
        simulator.deny("gpu", true);
        try (AwsBatchExtract extract = extract(AwsBatchSimulator.SECRET_KEY)) {
            List<String> lines = keep(extract, SECOND, "denied");
            assertThat(lines).isNotEmpty().noneMatch(line -> line.contains("job-queue/gpu"));
        }
        assertThat(completion("denied").warnings())
                .singleElement()
                .asString()
                .contains("queue gpu cannot be listed (access denied)");
    }

    @Test
    void allQueuesDeniedIsAMisconfiguration() {
        List.of("gpu", "prio", "standard", "fargate").forEach(queue -> simulator.deny(queue, true));
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

    private AwsBatchExtract extract(String secretKey) {
        BatchClient batch = BatchClient.builder()
                .region(Region.of(AwsBatchSimulator.REGION))
                .endpointOverride(simulator.address())
                .httpClient(ApacheHttpClient.create())
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(AwsBatchSimulator.ACCESS_KEY, secretKey)))
                .overrideConfiguration(client -> client.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
        AwsBatchSettings settings = BatchRig.settings(simulator.address(), null);
        DescribePace pace =
                new DescribePace(1000, settings.throttleLimit(), time -> sleptMillis.addAndGet(time.toMillis()));
        return new AwsBatchExtract(
                settings,
                new AwsBatchClient(batch, pace),
                null,
                folder.resolve("temp"),
                InstantSource.fixed(NOW),
                "test");
    }

    /** Extracts a day into a lake of its own and returns the lines of its jobs. */
    private List<String> keep(AwsBatchExtract extract, Day day, String lake) {
        RawZone raw = new RawZone(new LocalStore(folder.resolve(lake)));
        Endpoint endpoint = extract.endpoints().get(0);
        extract.extract(day, endpoint, raw.writer("aws_batch", endpoint.name(), day.date(), 1), Progress.NONE);
        raw.makeCurrent("aws_batch", day.date(), Map.of(endpoint.name(), 1));
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

    private org.scewarehouse.etl.lake.Completion completion(String lake) {
        RawZone.Reader raw = new RawZone(new LocalStore(folder.resolve(lake)))
                .current("aws_batch", SECOND.date())
                .orElseThrow();
        return raw.completion(raw.endpoints().iterator().next());
    }
}
