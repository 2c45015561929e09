package org.scewarehouse.etl.aws;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.batch.BatchClient;
import software.amazon.awssdk.services.batch.BatchClientBuilder;
import software.amazon.awssdk.services.batch.model.JobDependency;
import software.amazon.awssdk.services.batch.model.SubmitJobRequest;

/**
 * Submits jobs to AWS Batch that run this product. Not safe for use by several threads.
 *
 * <p>A call that is not answered is not made again: it may have been heard, and Batch would run the job twice.
 */
public final class BatchSubmission implements AutoCloseable {

    /** The largest array that Batch takes. */
    public static final int CHILDREN_MAX = 10_000;

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final BatchClient batch;
    private final String queue;
    private final String definition;

    /**
     * Submits nothing yet.
     *
     * @param region null = the SDK's default chain
     * @param endpoint address to ask instead of the region's; null = the region's
     * @param queue name or ARN of the queue
     * @param definition name, with or without its revision, or ARN of the job definition
     */
    public BatchSubmission(@Nullable String region, @Nullable URI endpoint, String queue, String definition) {
        BatchClientBuilder builder = BatchClient.builder()
                .httpClientBuilder(
                        ApacheHttpClient.builder().connectionTimeout(LIMIT).socketTimeout(LIMIT))
                .overrideConfiguration(client -> client.retryStrategy(retry -> retry.maxAttempts(1)));
        if (region != null) {
            builder.region(Region.of(region));
        }
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        this.batch = builder.build();
        this.queue = queue;
        this.definition = definition;
    }

    /**
     * Submits a job.
     *
     * @param name of the job
     * @param command what its container runs
     * @param children how many containers run it, each with its number in {@code AWS_BATCH_JOB_ARRAY_INDEX}; 1 = one
     *     without a number
     * @param after id of the job that must have succeeded before; null = none
     * @return its id
     */
    public String submit(String name, List<String> command, int children, @Nullable String after) {
        SubmitJobRequest.Builder request = SubmitJobRequest.builder()
                .jobName(name)
                .jobQueue(queue)
                .jobDefinition(definition)
                .containerOverrides(container -> container.command(command));
        if (children > 1) {
            request.arrayProperties(array -> array.size(children));
        }
        if (after != null) {
            request.dependsOn(JobDependency.builder().jobId(after).build());
        }
        try {
            return batch.submitJob(request.build()).jobId();
        } catch (SdkException e) {
            throw AwsFaults.told("backfill", "SubmitJob " + name, "batch:SubmitJob", e);
        }
    }

    @Override
    public void close() {
        batch.close();
    }
}
