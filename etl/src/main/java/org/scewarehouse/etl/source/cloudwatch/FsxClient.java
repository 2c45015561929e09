package org.scewarehouse.etl.source.cloudwatch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.aws.AwsFaults;
import org.scewarehouse.etl.http.Retry;
import org.scewarehouse.etl.source.cloudwatch.CloudWatchRecords.FsxFileSystem;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks FSx what its file systems hold: DescribeFileSystems, API 2018-03-01. One operation does not warrant another
 * module of the SDK, so that only its signer, its credentials and its HTTP client are used.
 */
final class FsxClient {

    private static final String OPERATION = "DescribeFileSystems";
    private static final String TARGET = "AWSSimbaAPIService_v20180301." + OPERATION;
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final Duration ANSWER_LIMIT = Duration.ofMinutes(1);
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final String region;
    private final URI address;
    private final Retry retry;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final AwsCredentialsProvider credentials =
            DefaultCredentialsProvider.builder().build();
    private final SdkHttpClient http = ApacheHttpClient.builder()
            .connectionTimeout(CONNECT_LIMIT)
            .socketTimeout(ANSWER_LIMIT)
            .build();

    /**
     * A client that has asked nobody yet.
     *
     * @param endpoint address to ask; null = the region's
     */
    FsxClient(String region, @Nullable URI endpoint, Retry retry) {
        this.region = region;
        this.address = endpoint == null ? ofRegion(region) : endpoint;
        this.retry = retry;
    }

    private static URI ofRegion(String region) {
        String suffix = PartitionMetadata.of(Region.of(region)).dnsSuffix();
        return URI.create("https://fsx." + region.toLowerCase(Locale.ROOT) + "." + suffix);
    }

    /** All file systems as they are now. */
    void fileSystems(String who, Consumer<FsxFileSystem> fileSystems) {
        String token = null;
        Set<String> tokens = new HashSet<>();
        do {
            String content = token == null
                    ? "{}"
                    : JSON.createObjectNode().put("NextToken", token).toString();
            JsonNode page = retry.call(() -> asked(who, content));
            page.path("FileSystems").forEach(each -> fileSystems.accept(fileSystem(who, each)));
            token = page.path("NextToken").asString("");
            if (!token.isEmpty() && !tokens.add(token)) {
                throw new SourceChanged(
                        who + ": " + OPERATION + ": expected another page, got the same NextToken twice");
            }
        } while (!token.isEmpty());
    }

    private static FsxFileSystem fileSystem(String who, JsonNode node) {
        try {
            return JSON.treeToValue(node, FsxFileSystem.class);
        } catch (JacksonException e) {
            throw new SourceChanged(who + ": " + OPERATION + ": expected a file system with a size in GiB", e);
        }
    }

    private JsonNode asked(String who, String content) {
        try {
            HttpExecuteResponse response = send(content);
            try (InputStream in =
                    response.responseBody().<InputStream>map(body -> body).orElseGet(InputStream::nullInputStream)) {
                if (!response.httpResponse().isSuccessful()) {
                    throw refusal(response.httpResponse().statusCode(), in);
                }
                return JSON.readTree(in);
            }
        } catch (IOException | JacksonIOException e) {
            throw told(who, SdkClientException.create("no answer", e));
        } catch (SdkException e) {
            throw told(who, e);
        } catch (JacksonException e) {
            throw new SourceChanged(who + ": " + OPERATION + ": expected JSON", e);
        }
    }

    private HttpExecuteResponse send(String content) throws IOException {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(address)
                .putHeader("Content-Type", "application/x-amz-json-1.1")
                .putHeader("X-Amz-Target", TARGET)
                .build();
        SignedRequest signed = signer.sign(what -> what.identity(credentials.resolveCredentials())
                .request(request)
                .payload(ContentStreamProvider.fromUtf8String(content))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "fsx")
                .putProperty(AwsV4HttpSigner.REGION_NAME, region));
        return http.prepareRequest(HttpExecuteRequest.builder()
                        .request(signed.request())
                        .contentStreamProvider(signed.payload().orElse(null))
                        .build())
                .call();
    }

    /** What stands between here and AWS refuses too, in words that are no JSON: then the status says it all. */
    private static AwsServiceException refusal(int status, InputStream answer) {
        String type;
        try {
            type = JSON.readTree(answer).path("__type").asString("");
        } catch (JacksonException e) {
            type = "";
        }
        return AwsServiceException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(type.substring(type.indexOf('#') + 1))
                        .build())
                .build();
    }

    private static RuntimeException told(String who, SdkException failure) {
        return AwsFaults.told(who, OPERATION, "fsx:" + OPERATION, failure);
    }
}
