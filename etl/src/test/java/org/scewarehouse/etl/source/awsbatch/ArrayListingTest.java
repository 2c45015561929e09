package org.scewarehouse.etl.source.awsbatch;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.model.Day;
import software.amazon.awssdk.services.batch.BatchClient;
import software.amazon.awssdk.services.batch.model.ArrayPropertiesSummary;
import software.amazon.awssdk.services.batch.model.DescribeComputeEnvironmentsRequest;
import software.amazon.awssdk.services.batch.model.DescribeComputeEnvironmentsResponse;
import software.amazon.awssdk.services.batch.model.DescribeJobQueuesRequest;
import software.amazon.awssdk.services.batch.model.DescribeJobQueuesResponse;
import software.amazon.awssdk.services.batch.model.DescribeJobsRequest;
import software.amazon.awssdk.services.batch.model.DescribeJobsResponse;
import software.amazon.awssdk.services.batch.model.JobDetail;
import software.amazon.awssdk.services.batch.model.JobQueueDetail;
import software.amazon.awssdk.services.batch.model.JobSummary;
import software.amazon.awssdk.services.batch.model.ListJobsRequest;
import software.amazon.awssdk.services.batch.model.ListJobsResponse;

/** Children of an array are listed while they move on. */
class ArrayListingTest {

    private static final Day DAY = new Day(LocalDate.of(2026, 8, 3), ZoneOffset.UTC);
    private static final long CREATED = DAY.from().minus(Duration.ofDays(2)).toEpochMilli();

    @TempDir
    Path folder;

    @Test
    void aChildThatEndsWhileItsArrayIsListedIsSeen() throws IOException {
        assertThat(kept()).contains("\"array:0\"");
    }

    private String kept() throws IOException {
        RawZone raw = new RawZone(new LocalStore(folder.resolve("lake")));
        DescribePace pace = new DescribePace(1000, Duration.ofMinutes(1), time -> {}, System::nanoTime);
        try (AwsBatchExtract extract = new AwsBatchExtract(
                BatchRig.settings(null, null),
                new AwsBatchClient(new OneChildThatEnds(), pace),
                null,
                folder.resolve("temp"),
                InstantSource.fixed(DAY.to().plus(Duration.ofHours(3))),
                "test")) {
            extract.extract(
                    DAY, extract.endpoints().get(0), raw.writer("aws_batch", "jobs", DAY.date(), 1), Progress.NONE);
        }
        raw.makeCurrent("aws_batch", DAY.date(), Map.of("jobs", 1));
        StringBuilder lines = new StringBuilder();
        for (RawZone.PartFile part :
                raw.current("aws_batch", DAY.date()).orElseThrow().parts("jobs")) {
            try (InputStream in = part.open()) {
                lines.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return lines.toString();
    }

    /** An old array with a child that runs until those that have succeeded are listed. */
    private static final class OneChildThatEnds implements BatchClient {

        private final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public DescribeJobQueuesResponse describeJobQueues(DescribeJobQueuesRequest request) {
            return DescribeJobQueuesResponse.builder()
                    .jobQueues(List.of(
                            JobQueueDetail.builder().jobQueueName("prio").build()))
                    .build();
        }

        @Override
        public DescribeComputeEnvironmentsResponse describeComputeEnvironments(
                DescribeComputeEnvironmentsRequest request) {
            return DescribeComputeEnvironmentsResponse.builder().build();
        }

        @Override
        public ListJobsResponse listJobs(ListJobsRequest request) {
            if (request.jobQueue() != null) {
                ArrayPropertiesSummary array =
                        ArrayPropertiesSummary.builder().size(2).build();
                return listed(request, "array", "PENDING"::equals, array);
            }
            return switch (request.jobStatusAsString()) {
                case "RUNNING" -> {
                    boolean hasEnded = awaitEnd();
                    yield listed(request, "array:0", status -> !hasEnded, null);
                }
                case "SUCCEEDED" -> {
                    ListJobsResponse answer = listed(request, "array:0", status -> ended.getCount() == 0, null);
                    ended.countDown();
                    yield answer;
                }
                default -> listed(request, "array:0", status -> false, null);
            };
        }

        /** Whether it has, within a time in which whoever asks for all at once has asked for those that succeeded. */
        private boolean awaitEnd() {
            try {
                return ended.await(500, MILLISECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private static ListJobsResponse listed(
                ListJobsRequest request, String id, Predicate<String> isThere, @Nullable ArrayPropertiesSummary array) {
            JobSummary job = JobSummary.builder()
                    .jobId(id)
                    .createdAt(CREATED)
                    .arrayProperties(array)
                    .build();
            return ListJobsResponse.builder()
                    .jobSummaryList(isThere.test(request.jobStatusAsString()) ? List.of(job) : List.of())
                    .build();
        }

        @Override
        public DescribeJobsResponse describeJobs(DescribeJobsRequest request) {
            return DescribeJobsResponse.builder()
                    .jobs(request.jobs().stream()
                            .map(id -> JobDetail.builder()
                                    .jobId(id)
                                    .status("RUNNING")
                                    .createdAt(CREATED)
                                    .startedAt(CREATED + 60_000)
                                    .build())
                            .toList())
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
