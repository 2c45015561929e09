package org.scewarehouse.etl.simulator.awsbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.batch.BatchClient;
import software.amazon.awssdk.services.batch.model.BatchException;
import software.amazon.awssdk.services.batch.model.JobDetail;
import software.amazon.awssdk.services.batch.model.JobStatus;
import software.amazon.awssdk.services.batch.model.JobSummary;
import software.amazon.awssdk.services.batch.model.ListJobsRequest;

/** The rules of AWS Batch that code must not get away with breaking. */
class AwsBatchSimulatorTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 8, 3);
    private static final Instant NOW = Instant.ofEpochMilli(BatchTruth.begin(FIRST.plusDays(2)));
    private static final BatchWorld WORLD =
            new BatchWorld(SyntheticJobs.make(5, FIRST, 2, 3000, List.of("anna")), SyntheticJobs.RETENTION);

    private AwsBatchSimulator simulator;
    private BatchClient batch;

    @BeforeEach
    void begin() {
        simulator = AwsBatchSimulator.start(WORLD, false);
        simulator.at(NOW);
        batch = client(simulator, AwsBatchSimulator.SECRET_KEY);
    }

    @AfterEach
    void end() {
        batch.close();
        simulator.close();
    }

    private static BatchClient client(AwsBatchSimulator simulator, String secretKey) {
        return BatchClient.builder()
                .region(Region.of(AwsBatchSimulator.REGION))
                .endpointOverride(simulator.address())
                .httpClient(ApacheHttpClient.create())
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(AwsBatchSimulator.ACCESS_KEY, secretKey)))
                .overrideConfiguration(client -> client.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    private List<JobSummary> page(Consumer<ListJobsRequest.Builder> request) {
        return batch.listJobs(request).jobSummaryList();
    }

    private Stream<JobSummary> all(Consumer<ListJobsRequest.Builder> request) {
        return batch.listJobsPaginator(request).stream().flatMap(page -> page.jobSummaryList().stream());
    }

    @Test
    void withoutStatusOnlyRunningJobsAreListed() {
        assertThat(page(r -> r.jobQueue("prio"))).isNotEmpty().allMatch(job -> job.status() == JobStatus.RUNNING);
    }

    @Test
    @SuppressWarnings("unchecked") // of the SDK's own varargs
    void aFilterVoidsTheStatusAndCutsThePage() {
        assertThat(page(r -> r.jobQueue("prio").jobStatus("SUCCEEDED").maxResults(1000)))
                .hasSizeGreaterThan(100)
                .allMatch(job -> job.status() == JobStatus.SUCCEEDED);
        assertThat(page(r -> r.jobQueue("prio")
                        .jobStatus("RUNNING")
                        .maxResults(1000)
                        .filters(f -> f.name("AFTER_CREATED_AT").values("1"))))
                .hasSize(100)
                .anyMatch(job -> job.status() != JobStatus.RUNNING);
    }

    @Test
    @SuppressWarnings("unchecked") // of the SDK's own varargs
    void onlyOneFilterAndOneScopeIsTaken() {
        refuses(
                400,
                "ClientException",
                () -> page(r -> r.jobQueue("prio")
                        .filters(
                                f -> f.name("AFTER_CREATED_AT").values("1"),
                                f -> f.name("JOB_NAME").values("dock*"))));
        refuses(400, "ClientException", () -> page(r -> r.jobQueue("prio").arrayJobId("a")));
        refuses(400, "ClientException", () -> page(r -> {}));
        refuses(400, "ClientException", () -> page(r -> r.jobQueue("prio").maxResults(1001)));
        refuses(400, "ClientException", () -> page(r -> r.jobQueue("no-such-queue")));
    }

    @Test
    void pagesGoOnWithTheirTokenOnly() {
        var first =
                batch.listJobs(r -> r.jobQueue("prio").jobStatus("SUCCEEDED").maxResults(100));
        assertThat(first.nextToken()).isNotEmpty();
        refuses(
                400,
                "ClientException",
                () -> page(r -> r.jobQueue("gpu").jobStatus("SUCCEEDED").nextToken(first.nextToken())));
        assertThat(all(r -> r.jobQueue("prio").jobStatus("SUCCEEDED").maxResults(100))
                        .map(JobSummary::jobId))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(100);
    }

    @Test
    void aHundredIdsAreDescribedAndUnknownOnesAreLeftOutInSilence() {
        List<String> ids =
                WORLD.jobs().stream().map(SimulatedJob::id).limit(100).toList();
        assertThat(batch.describeJobs(r -> r.jobs(ids)).jobs()).hasSize(100);
        List<String> more = new ArrayList<>(ids);
        more.add("unknown");
        refuses(400, "ClientException", () -> batch.describeJobs(r -> r.jobs(more)));
        assertThat(batch.describeJobs(r -> r.jobs("unknown", ids.get(0))).jobs())
                .extracting(JobDetail::jobId)
                .containsExactly(ids.get(0));
    }

    @Test
    void jobsThatEndedAreForgottenAfterSevenDays() {
        SimulatedJob job = WORLD.jobs().stream()
                .filter(each -> each.ended() != null)
                .findFirst()
                .orElseThrow();
        Instant ended = Instant.ofEpochMilli(job.endedAt());
        simulator.at(ended.plus(Duration.ofDays(7)));
        assertThat(batch.describeJobs(r -> r.jobs(job.id())).jobs()).hasSize(1);
        simulator.at(ended.plus(Duration.ofDays(7)).plusMillis(1));
        assertThat(batch.describeJobs(r -> r.jobs(job.id())).jobs()).isEmpty();
    }

    @Test
    void childrenAndNodesAreListedUnderTheirParentOnly() {
        List<JobSummary> queue = Stream.of(JobStatus.knownValues().toArray(JobStatus[]::new))
                .flatMap(status -> all(r -> r.jobQueue("prio").jobStatus(status)))
                .toList();
        assertThat(queue)
                .noneMatch(job -> job.jobId().contains(":") || job.jobId().contains("#"));
        JobSummary array = queue.stream()
                .filter(job ->
                        job.arrayProperties() != null && job.arrayProperties().size() != null)
                .findFirst()
                .orElseThrow();
        assertThat(members(r -> r.arrayJobId(array.jobId())))
                .hasSize(array.arrayProperties().size())
                .allMatch(id -> id.startsWith(array.jobId() + ":"));
        JobSummary nodes = queue.stream()
                .filter(job ->
                        job.nodeProperties() != null && job.nodeProperties().numNodes() != null)
                .findFirst()
                .orElseThrow();
        assertThat(members(r -> r.multiNodeJobId(nodes.jobId())))
                .containsExactlyElementsOf(
                        IntStream.range(0, nodes.nodeProperties().numNodes())
                                .mapToObj(i -> nodes.jobId() + "#" + i)
                                .toList());
    }

    private List<String> members(Consumer<ListJobsRequest.Builder> of) {
        return JobStatus.knownValues().stream()
                .flatMap(status -> all(r -> of.accept(r.jobStatus(status))))
                .map(JobSummary::jobId)
                .toList();
    }

    @Test
    void aTimeThatHasNotComeIsAbsentAndZeroOnSomeStacks() {
        assertThat(page(r -> r.jobQueue("prio").jobStatus("RUNNABLE")))
                .isNotEmpty()
                .allMatch(job -> job.startedAt() == null);
        try (AwsBatchSimulator other = AwsBatchSimulator.start(WORLD, true);
                BatchClient client = client(other, AwsBatchSimulator.SECRET_KEY)) {
            other.at(NOW);
            assertThat(client.listJobs(r -> r.jobQueue("prio").jobStatus("RUNNABLE"))
                            .jobSummaryList())
                    .isNotEmpty()
                    .allMatch(job -> job.startedAt() == 0);
        }
    }

    @Test
    void hasteAForgedSignatureAndAnExpiredTokenAreRefused() {
        simulator.throttle(1);
        refuses(429, "TooManyRequestsException", () -> page(r -> r.jobQueue("prio")));
        try (BatchClient forged = client(simulator, "another-secret-key")) {
            refuses(403, "InvalidSignatureException", () -> forged.listJobs(r -> r.jobQueue("prio")));
        }
        simulator.expireAfter(1);
        assertThat(page(r -> r.jobQueue("prio"))).isNotEmpty();
        refuses(403, "ExpiredTokenException", () -> page(r -> r.jobQueue("prio")));
    }

    private static void refuses(int status, String code, Runnable call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(BatchException.class, e -> {
            assertThat(e.statusCode()).isEqualTo(status);
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
        });
    }
}
