package org.scewarehouse.etl.source.awsbatch;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.aws.AwsFaults;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.Environment;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.Queue;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.batch.BatchClient;
import software.amazon.awssdk.services.batch.model.DescribeComputeEnvironmentsRequest;
import software.amazon.awssdk.services.batch.model.DescribeJobQueuesRequest;
import software.amazon.awssdk.services.batch.model.DescribeJobsRequest;
import software.amazon.awssdk.services.batch.model.JobSummary;
import software.amazon.awssdk.services.batch.model.ListJobsRequest;

/**
 * Asks AWS Batch: pages, paces, and says in our words what went wrong. Safe for use by several threads.
 */
final class AwsBatchClient {

    /** A describe call takes no more ids. */
    static final int IDS_MAX = 100;

    private static final int PAGE = 1000;
    private static final int DESCRIBED_PAGE = 100;

    private final BatchClient batch;
    private final DescribePace pace;

    AwsBatchClient(BatchClient batch, DescribePace pace) {
        this.batch = batch;
        this.pace = pace;
    }

    /**
     * What a listing says of a job. Times are milliseconds.
     *
     * @param created when it was submitted; null = unknown
     * @param stopped when it ended; null = it has not, or unknown
     * @param children how many it has; 0 = it is no array
     */
    record Listed(
            String jobId, @Nullable Long created, @Nullable Long stopped, int children, boolean hasNodes) {

        private static Listed of(JobSummary job) {
            boolean isArray =
                    job.arrayProperties() != null && job.arrayProperties().size() != null;
            boolean hasNodes =
                    job.nodeProperties() != null && job.nodeProperties().numNodes() != null;
            return new Listed(
                    job.jobId(),
                    BatchRecords.positive(job.createdAt()),
                    BatchRecords.positive(job.stoppedAt()),
                    isArray ? job.arrayProperties().size() : 0,
                    hasNodes);
        }
    }

    /** All queues as they are now. */
    void queues(Consumer<Queue> queues) {
        asked("DescribeJobQueues", () -> {
            pages("DescribeJobQueues", token -> {
                        var answer = batch.describeJobQueues(DescribeJobQueuesRequest.builder()
                                .maxResults(DESCRIBED_PAGE)
                                .nextToken(token)
                                .build());
                        return new Page<>(answer.jobQueues(), answer.nextToken());
                    })
                    .forEachRemaining(
                            page -> page.items.forEach(queue -> queues.accept(SdkTree.as(queue, Queue.class))));
            return true;
        });
    }

    /** All compute environments as they are now. */
    void environments(Consumer<Environment> environments) {
        asked("DescribeComputeEnvironments", () -> {
            pages("DescribeComputeEnvironments", token -> {
                        var answer = batch.describeComputeEnvironments(DescribeComputeEnvironmentsRequest.builder()
                                .maxResults(DESCRIBED_PAGE)
                                .nextToken(token)
                                .build());
                        return new Page<>(answer.computeEnvironments(), answer.nextToken());
                    })
                    .forEachRemaining(page -> page.items.forEach(
                            environment -> environments.accept(SdkTree.as(environment, Environment.class))));
            return true;
        });
    }

    /**
     * Jobs of a queue in one status, page by page. A page that was handed over is not asked for again.
     *
     * @throws QueueRefused where this queue cannot be listed
     */
    void jobs(String queue, String status, Consumer<Listed> jobs) {
        try {
            pages(ListJobsRequest.builder().jobQueue(queue).jobStatus(status), job -> jobs.accept(Listed.of(job)));
        } catch (AwsServiceException e) {
            boolean isGone = e.statusCode() == 400 && AwsFaults.code(e).equals("ClientException");
            if (isGone || (e.statusCode() == 403 && !AwsFaults.isOfCredentials(e))) {
                throw new QueueRefused(isGone ? "there is no such queue" : "access denied", e);
            }
            throw told("ListJobs", e);
        } catch (SdkClientException e) {
            throw told("ListJobs", e);
        }
    }

    /** Children of an array in one status. */
    List<Listed> children(String arrayJobId, String status) {
        return members(ListJobsRequest.builder().arrayJobId(arrayJobId).jobStatus(status));
    }

    /** Nodes of a multi-node job in one status. */
    List<Listed> nodes(String multiNodeJobId, String status) {
        return members(ListJobsRequest.builder().multiNodeJobId(multiNodeJobId).jobStatus(status));
    }

    private List<Listed> members(ListJobsRequest.Builder request) {
        return asked("ListJobs", () -> {
            List<Listed> members = new ArrayList<>();
            pages(request, job -> members.add(Listed.of(job)));
            return members;
        });
    }

    /** What is known of these jobs, at most {@link #IDS_MAX}; those that AWS no longer knows are missing. */
    List<Job> describe(List<String> ids) {
        return asked(
                "DescribeJobs",
                () -> pace.describe(
                        "DescribeJobs",
                        () -> batch
                                .describeJobs(
                                        DescribeJobsRequest.builder().jobs(ids).build())
                                .jobs()
                                .stream()
                                .map(job -> SdkTree.as(job, Job.class))
                                .toList()));
    }

    private void pages(ListJobsRequest.Builder request, Consumer<JobSummary> jobs) {
        pages("ListJobs", token -> {
                    var answer = batch.listJobs(
                            request.maxResults(PAGE).nextToken(token).build());
                    return new Page<>(answer.jobSummaryList(), answer.nextToken());
                })
                .forEachRemaining(page -> page.items.forEach(jobs));
    }

    /** A page of an answer and what asks for the next one; null or empty = there is none. */
    private record Page<T>(List<T> items, @Nullable String nextToken) {}

    private <T> Iterator<Page<T>> pages(String operation, Function<@Nullable String, Page<T>> call) {
        return new Iterator<>() {
            private @Nullable String token;
            private boolean isOver;

            @Override
            public boolean hasNext() {
                return !isOver;
            }

            @Override
            public Page<T> next() {
                String asked = token;
                Page<T> page = pace.ask(operation, () -> call.apply(asked));
                String next = page.nextToken;
                if (next != null && !next.isEmpty() && next.equals(asked)) {
                    throw new SourceChanged(
                            "aws_batch: " + operation + " gave the same nextToken twice; expected the next page");
                }
                token = next;
                isOver = next == null || next.isEmpty();
                return page;
            }
        };
    }

    private static <T> T asked(String operation, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw told(operation, e);
        }
    }

    private static RuntimeException told(String operation, SdkException failure) {
        return AwsFaults.told(AwsBatchSettings.SOURCE, operation, "batch:ListJobs and batch:Describe*", failure);
    }
}
