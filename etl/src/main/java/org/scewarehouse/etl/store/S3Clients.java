package org.scewarehouse.etl.store;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/** Makes clients, one per settings, which lasts as long as the process: its connections are kept and used again. */
final class S3Clients {

    /** Reading streams hold one each; nobody has so many open. */
    private static final int CONNECTIONS_MAX = 64;

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

    private static final Map<S3Settings, S3Client> CLIENTS = new ConcurrentHashMap<>();

    private S3Clients() {}

    static S3Client of(S3Settings settings) {
        return CLIENTS.computeIfAbsent(settings, S3Clients::build);
    }

    private static S3Client build(S3Settings settings) {
        String endpoint = settings.otherEndpoint();
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(ApacheHttpClient.builder()
                        .maxConnections(CONNECTIONS_MAX)
                        .connectionTimeout(CONNECT_LIMIT)
                        .socketTimeout(settings.answerLimit())
                        .expectContinueEnabled(false) // see WithoutExpect
                        .tcpKeepAlive(true))
                .overrideConfiguration(c -> c.addExecutionInterceptor(new WithoutExpect())
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(settings.attempts())
                                .build()))
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(settings.isPathStyle())
                        // Parts are small and in memory: they are signed as a whole, which every store understands.
                        .chunkedEncodingEnabled(endpoint == null)
                        .build());
        if (endpoint != null) {
            // The trailing checksums that the SDK adds by itself are not understood everywhere.
            builder.endpointOverride(URI.create(endpoint))
                    .region(Region.US_EAST_1)
                    .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                    .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        }
        if (settings.region() != null) {
            builder.region(Region.of(settings.region()));
        }
        return builder.build();
    }

    /** Sends the content with the request, instead of waiting for the store to agree: one way there and back less. */
    private static final class WithoutExpect implements ExecutionInterceptor {

        @Override
        public SdkHttpRequest modifyHttpRequest(
                Context.ModifyHttpRequest context, ExecutionAttributes executionAttributes) {
            return context.httpRequest().copy(request -> request.removeHeader("Expect"));
        }
    }
}
