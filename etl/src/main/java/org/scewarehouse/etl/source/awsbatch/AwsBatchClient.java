package org.scewarehouse.etl.source.awsbatch;

import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.Environment;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.Queue;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.batch.BatchClient;
import software.amazon.awssdk.services.batch.model.DescribeComputeEnvironmentsRequest;
import software.amazon.awssdk.services.batch.model.DescribeJobQueuesRequest;
import software.amazon.awssdk.services.batch.model.DescribeJobsRequest;
import software.amazon.awssdk.services.batch.model.JobSummary;
import software.amazon.awssdk.services.batch.model.ListJobsRequest;

/** Asks AWS Batch: pages, paces, and says in our words what went wrong. Used by one thread. */
final class AwsBatchClient {

    /** A describe call takes no more ids. */
    static final int IDS_MAX = 100;

    private static final int PAGE = 1000;
    private static final int DESCRIBED_PAGE = 100;
    private static final Set<String> CREDENTIAL_FAULTS = Set.of(
            "ExpiredToken",
            "ExpiredTokenException",
            "UnrecognizedClientException",
            "InvalidSignatureException",
            "SignatureDoesNotMatch",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException",
            "InvalidClientTokenId",
            "IncompleteSignature");

    private final BatchClient batch;
    private final DescribePace pace;

    AwsBatchClient(BatchClient batch, DescribePace pace) {
        this.batch = batch;
        this.pace = pace;
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
    void jobs(String queue, String status, Consumer<JobSummary> jobs) {
        try {
            pages(ListJobsRequest.builder().jobQueue(queue).jobStatus(status), jobs);
        } catch (AwsServiceException e) {
            boolean isGone = e.statusCode() == 400 && code(e).equals("ClientException");
            if (isGone || (e.statusCode() == 403 && !CREDENTIAL_FAULTS.contains(code(e)))) {
                throw new QueueRefused(isGone ? "there is no such queue" : "access denied", e);
            }
            throw told("ListJobs", e);
        } catch (SdkClientException e) {
            throw told("ListJobs", e);
        }
    }

    /** Children of an array in one status. */
    void children(String arrayJobId, String status, Consumer<JobSummary> jobs) {
        asked("ListJobs", () -> {
            pages(ListJobsRequest.builder().arrayJobId(arrayJobId).jobStatus(status), jobs);
            return true;
        });
    }

    /** Nodes of a multi-node job in one status. */
    void nodes(String multiNodeJobId, String status, Consumer<JobSummary> jobs) {
        asked("ListJobs", () -> {
            pages(ListJobsRequest.builder().multiNodeJobId(multiNodeJobId).jobStatus(status), jobs);
            return true;
        });
    }

    /** What is known of these jobs, at most {@link #IDS_MAX}; those that AWS no longer knows are missing. */
    List<Job> describe(List<String> ids) {
        return asked(
                "DescribeJobs",
                () -> pace.paced(
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
                Page<T> page = pace.patient(operation, () -> call.apply(asked));
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
        } catch (AwsServiceException | SdkClientException e) {
            throw told(operation, e);
        }
    }

    /** Texts of AWS may name the user who asked, so its code and status are told and not its text. */
    private static RuntimeException told(String operation, RuntimeException failure) {
        if (!(failure instanceof AwsServiceException e)) {
            boolean isUnsigned = String.valueOf(failure.getMessage()).contains("Unable to load credentials");
            return isUnsigned
                    ? new SourceMisconfigured(
                            "aws_batch: " + operation + ": no AWS credentials were found; set AWS_ACCESS_KEY_ID and "
                                    + "AWS_SECRET_ACCESS_KEY, AWS_PROFILE, or give this machine a role",
                            failure)
                    : new SourceUnavailable(
                            "aws_batch: " + operation + " got no answer ("
                                    + failure.getClass().getSimpleName() + "); run again later",
                            failure);
        }
        String got = operation + " answered " + e.statusCode() + " " + code(e);
        if (CREDENTIAL_FAULTS.contains(code(e))) {
            return new SourceMisconfigured(
                    "aws_batch: " + got + ": the AWS credentials have expired or are refused; renew them and run again,"
                            + " what is missing is asked for then",
                    e);
        }
        if (e.statusCode() == 401 || e.statusCode() == 403) {
            return new SourceMisconfigured(
                    "aws_batch: " + got + "; allow batch:ListJobs and batch:Describe* on * to these credentials", e);
        }
        if (e.statusCode() >= 500) {
            return new SourceUnavailable("aws_batch: " + got + "; run again later", e);
        }
        return new SourceChanged(
                "aws_batch: " + got + " (request " + e.requestId() + "); expected an answer as of API version"
                        + " 2016-08-10",
                e);
    }

    private static String code(AwsServiceException e) {
        return e.awsErrorDetails() == null
                ? ""
                : String.valueOf(e.awsErrorDetails().errorCode());
    }
}
