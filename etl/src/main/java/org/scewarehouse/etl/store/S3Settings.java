package org.scewarehouse.etl.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How stores on S3 are reached. Credentials are not among it: they come from where the AWS SDK looks for them.
 *
 * @param region region of the buckets; null = as the SDK finds it, or {@code us-east-1} at an endpoint that is not
 *     AWS's
 * @param endpoint address of a store that answers like S3; null = {@code AWS_ENDPOINT_URL_S3}, else
 *     {@code AWS_ENDPOINT_URL}, else AWS
 * @param pathStyle whether the bucket stands in the path of a request and not in its host; null = at an endpoint that
 *     is not AWS's
 * @param kmsKey id or ARN of the KMS key by which objects are encrypted; null = as the bucket says
 * @param partBytes bytes of an object sent by one request; a larger object is sent in parts of this size
 * @param attempts how often a request is tried in all
 * @param answerLimit how long a store may be silent in the middle of an answer
 */
public record S3Settings(
        @Nullable String region,
        @Nullable String endpoint,
        @Nullable Boolean pathStyle,
        @Nullable String kmsKey,
        int partBytes,
        int attempts,
        Duration answerLimit) {

    /** The least that S3 takes as a part. */
    public static final int PART_BYTES_MIN = 5 << 20;

    /** The most, since parts are sent from memory. */
    public static final int PART_BYTES_MAX = 512 << 20;

    private static final int PART_BYTES = 8 << 20;
    private static final int ATTEMPTS = 6;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);

    /** AWS, with everything as the SDK finds it. */
    public static final S3Settings DEFAULTS =
            new S3Settings(null, null, null, null, PART_BYTES, ATTEMPTS, ANSWER_LIMIT);

    /** The endpoint that is asked instead of AWS's; null = AWS's. */
    @Nullable
    String otherEndpoint() {
        if (endpoint != null) {
            return endpoint;
        }
        String ofS3 = given("aws.endpointUrlS3", "AWS_ENDPOINT_URL_S3");
        return ofS3 != null ? ofS3 : given("aws.endpointUrl", "AWS_ENDPOINT_URL");
    }

    boolean isPathStyle() {
        return pathStyle != null ? pathStyle : otherEndpoint() != null;
    }

    private static @Nullable String given(String property, String variable) {
        String value = System.getProperty(property, System.getenv(variable));
        return value == null || value.isBlank() ? null : value;
    }
}
