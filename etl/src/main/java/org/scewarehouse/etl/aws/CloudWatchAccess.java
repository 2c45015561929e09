package org.scewarehouse.etl.aws;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClientBuilder;

/**
 * How CloudWatch is reached.
 *
 * @param region region; null = the SDK's default chain
 * @param endpoint address to ask instead of the region's; null = the SDK's own choice, which {@code AWS_ENDPOINT_URL}
 *     changes
 * @param attempts how often a call is tried that is throttled or fails for a reason that passes
 * @param callLimit time for one call, all its attempts included
 */
public record CloudWatchAccess(
        @Nullable String region, @Nullable URI endpoint, int attempts, Duration callLimit) {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    /** A client, which the caller closes. Making it asks nobody. */
    public CloudWatchClient open() {
        CloudWatchClientBuilder builder = CloudWatchClient.builder()
                .httpClientBuilder(ApacheHttpClient.builder()
                        .connectionTimeout(CONNECT_LIMIT)
                        .socketTimeout(callLimit))
                .overrideConfiguration(client -> client.apiCallTimeout(callLimit)
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(attempts)
                                .build()));
        if (region != null) {
            builder.region(Region.of(region));
        }
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        return builder.build();
    }
}
