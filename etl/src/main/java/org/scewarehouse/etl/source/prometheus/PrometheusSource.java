package org.scewarehouse.etl.source.prometheus;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.Reach;
import org.scewarehouse.etl.source.Source;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.TableSpec;

/**
 * Containers, volumes and capacity of a Kubernetes cluster, from the Prometheus that watches it: what is asked
 * ({@link PrometheusExtract}), what it means ({@link PrometheusTransform}).
 */
public final class PrometheusSource implements Source {

    private final PrometheusExtract extract;
    private final PrometheusTransform transform;
    private final PrometheusTransformSettings settings;
    private final int restateDays;

    /**
     * A cluster.
     *
     * @param restateDays how many past days are asked again each night; samples do not change, so 0 is right unless
     *     they arrive late
     */
    public PrometheusSource(
            PrometheusExtract extract,
            PrometheusTransform transform,
            PrometheusTransformSettings settings,
            int restateDays) {
        this.extract = extract;
        this.transform = transform;
        this.settings = settings;
        this.restateDays = restateDays;
    }

    @Override
    public String name() {
        return PrometheusConnection.SOURCE;
    }

    @Override
    public List<Endpoint> endpoints() {
        return PrometheusExtract.endpoints();
    }

    @Override
    public List<TableSpec<?>> tables() {
        return PrometheusTransform.tables();
    }

    @Override
    public Duration edge() {
        return settings.edge();
    }

    @Override
    public int restateDays() {
        return restateDays;
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
    public boolean keepsState() {
        return true;
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
        return settings.fingerprint();
    }
}
