package org.scewarehouse.etl.source.awsbatch;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.ObjectStore;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.Reach;
import org.scewarehouse.etl.source.Source;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.TableSpec;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.batch.BatchClient;
import software.amazon.awssdk.services.batch.BatchClientBuilder;

/** AWS Batch: what is asked ({@link AwsBatchExtract}), what it means ({@link AwsBatchTransform}). */
public final class AwsBatchSource implements Source {

    private static final int ATTEMPTS = 4;

    private final AwsBatchSettings settings;
    private final AwsBatchExtract extract;
    private final AwsBatchTransform transform;

    private AwsBatchSource(AwsBatchSettings settings, AwsBatchExtract extract, AwsBatchTransform transform) {
        this.settings = settings;
        this.extract = extract;
        this.transform = transform;
    }

    /**
     * The jobs of an account and region.
     *
     * @param archive where events lie; null = only the API is asked
     * @param tempFolder where listings and sorting spill
     * @param memoryBytes what sorting may keep in memory
     */
    public static AwsBatchSource of(
            AwsBatchSettings settings,
            @Nullable ObjectStore archive,
            Path tempFolder,
            long memoryBytes,
            InstantSource clock,
            String codeVersion) {
        AwsBatchClient client = settings.hasApi()
                ? new AwsBatchClient(
                        client(settings),
                        new DescribePace(
                                settings.describeRate(),
                                settings.throttleLimit(),
                                time -> NANOSECONDS.sleep(time.toNanos()),
                                System::nanoTime))
                : null;
        AwsBatchExtract extract = new AwsBatchExtract(
                settings, client, archive == null ? null : new EventArchive(archive), tempFolder, clock, codeVersion);
        return new AwsBatchSource(settings, extract, new AwsBatchTransform(settings, tempFolder, memoryBytes));
    }

    private static BatchClient client(AwsBatchSettings settings) {
        BatchClientBuilder builder = BatchClient.builder()
                .region(Region.of(Objects.requireNonNull(settings.region())))
                .httpClient(ApacheHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(10))
                        .socketTimeout(Duration.ofMinutes(2))
                        .build())
                .overrideConfiguration(client -> client.retryStrategy(retryStrategy()));
        return (settings.endpoint() == null ? builder : builder.endpointOverride(settings.endpoint())).build();
    }

    /** What the SDK asks for again by itself: calls without an answer, or with one that breaks off while it is read. */
    static RetryStrategy retryStrategy() {
        return DefaultRetryStrategy.standardStrategyBuilder()
                .useClientDefaults(false)
                .maxAttempts(ATTEMPTS)
                .retryOnExceptionOrCauseInstanceOf(IOException.class)
                .retryOnExceptionOrCauseInstanceOf(UncheckedIOException.class)
                .retryOnException(AwsBatchSource::passes)
                .build();
    }

    /** Refusals for haste are not for the SDK to wait out: {@link DescribePace} must hear of each. */
    private static boolean passes(Throwable failure) {
        return failure instanceof AwsServiceException e
                && !e.isThrottlingException()
                && (e.statusCode() >= 500 || e.isClockSkewException());
    }

    @Override
    public String name() {
        return AwsBatchSettings.SOURCE;
    }

    @Override
    public List<Endpoint> endpoints() {
        return extract.endpoints();
    }

    @Override
    public List<TableSpec<?>> tables() {
        return AwsBatchTransform.tables();
    }

    @Override
    public Duration edge() {
        return settings.edge();
    }

    @Override
    public int restateDays() {
        return settings.restateDays();
    }

    @Override
    public Reach reach(Instant now) {
        return extract.reach(now);
    }

    @Override
    public void extract(Day day, Endpoint endpoint, RawZone.Writer raw, Progress progress) {
        extract.extract(day, endpoint, raw, progress);
    }

    /** Whether a queue could not be listed, of which nothing was ever told for the day. */
    @Override
    public boolean isIncomplete(RawZone raw, LocalDate day) {
        return settings.hasApi()
                && raw
                        .current(name(), day)
                        .filter(kept -> kept.endpoints().contains(AwsBatchExtract.JOBS))
                        .map(kept -> kept.completion(AwsBatchExtract.JOBS).warnings())
                        .orElse(List.of())
                        .stream()
                        .anyMatch(warning -> warning.contains(AwsBatchExtract.MISSING));
    }

    /** The archive tells of changes only; the API tells of every job that lives. */
    @Override
    public boolean keepsState() {
        return settings.hasEvents();
    }

    @Override
    public byte[] transform(
            Day day,
            RawZone.Reader raw,
            byte[] earlier,
            Dimensions dimensions,
            CuratedZone.Writer rows,
            Progress progress) {
        return transform.transform(day, raw, earlier, dimensions, rows, progress);
    }

    @Override
    public String settingsFingerprint() {
        return settings.people() + " " + settings.carry() + " " + settings.hasApi() + settings.hasEvents();
    }
}
