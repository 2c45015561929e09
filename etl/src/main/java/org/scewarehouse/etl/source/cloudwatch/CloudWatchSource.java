package org.scewarehouse.etl.source.cloudwatch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.scewarehouse.etl.aws.CloudWatchAccess;
import org.scewarehouse.etl.http.Retry;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.Reach;
import org.scewarehouse.etl.source.Source;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.TableSpec;

/** CloudWatch: what is asked ({@link CloudWatchExtract}), what it means ({@link CloudWatchTransform}). */
public final class CloudWatchSource implements Source {

    private static final int ATTEMPTS = 8;
    private static final Duration CALL_LIMIT = Duration.ofMinutes(2);

    private final CloudWatchSettings settings;
    private final CloudWatchExtract extract;
    private final CloudWatchTransform transform;

    /** The file systems of an account and region; its connections last as long as the process. */
    public CloudWatchSource(CloudWatchSettings settings, InstantSource clock, String codeVersion) {
        this(settings, ATTEMPTS, clock, codeVersion);
    }

    /**
     * As the public one.
     *
     * @param attempts how often a call is tried that is throttled or fails for a reason that passes
     */
    CloudWatchSource(CloudWatchSettings settings, int attempts, InstantSource clock, String codeVersion) {
        CloudWatchAccess access = new CloudWatchAccess(settings.region(), settings.endpoint(), attempts, CALL_LIMIT);
        this.settings = settings;
        this.extract = new CloudWatchExtract(
                settings,
                new MetricDataClient(access.open()),
                new FsxClient(settings.region(), settings.fsxEndpoint(), Retry.standard(clock)),
                clock,
                codeVersion);
        this.transform = new CloudWatchTransform(settings);
    }

    @Override
    public String name() {
        return CloudWatchSettings.SOURCE;
    }

    @Override
    public List<Endpoint> endpoints() {
        return CloudWatchExtract.ENDPOINTS;
    }

    @Override
    public List<TableSpec<?>> tables() {
        return CloudWatchTransform.tables();
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

    @Override
    public byte[] transform(
            Day day,
            RawZone.Reader raw,
            byte[] earlier,
            Dimensions dimensions,
            CuratedZone.Writer rows,
            Progress progress) {
        transform.transform(day, raw, dimensions, rows);
        return new byte[0];
    }

    @Override
    public String settingsFingerprint() {
        return settings.fingerprint();
    }
}
