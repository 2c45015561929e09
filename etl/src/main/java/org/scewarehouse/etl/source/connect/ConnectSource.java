package org.scewarehouse.etl.source.connect;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.Reach;
import org.scewarehouse.etl.source.Source;
import org.scewarehouse.etl.source.answers.ItemFailures;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.TableSpec;

/** A Connect server: what is known of it ({@link ConnectInput}), what it means ({@link ConnectTransform}). */
public final class ConnectSource implements Source {

    private final ConnectInput input;
    private final ConnectTransform transform;
    private final ConnectTransformSettings settings;
    private final int restateDays;

    /**
     * A server.
     *
     * @param restateDays how many past days are asked again each night: runs and sessions end late
     */
    public ConnectSource(
            ConnectInput input, ConnectTransform transform, ConnectTransformSettings settings, int restateDays) {
        this.input = input;
        this.transform = transform;
        this.settings = settings;
        this.restateDays = restateDays;
    }

    @Override
    public String name() {
        return ConnectConnection.SOURCE;
    }

    @Override
    public List<Endpoint> endpoints() {
        return input.endpoints();
    }

    @Override
    public List<TableSpec<?>> tables() {
        return ConnectTransform.tables();
    }

    @Override
    public Duration edge() {
        return input.edge();
    }

    @Override
    public int restateDays() {
        return restateDays;
    }

    @Override
    public Reach reach(Instant now) {
        return input.reach(now);
    }

    @Override
    public void extract(Day day, Endpoint endpoint, RawZone.Writer raw, Progress progress) {
        input.extract(day, endpoint, raw, progress);
    }

    @Override
    public boolean keepsState() {
        return true;
    }

    /** Whether jobs of an item are missing since the server failed. */
    @Override
    public boolean isIncomplete(RawZone raw, LocalDate day) {
        return ItemFailures.areAskedAgain(raw, name(), day, List.of(ConnectEndpoints.JOBS));
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
