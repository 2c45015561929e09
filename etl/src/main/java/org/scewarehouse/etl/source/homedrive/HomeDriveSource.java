package org.scewarehouse.etl.source.homedrive;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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

/** Scans of home drives: which file is read ({@link ScanFolder}), what it means ({@link HomeDriveTransform}). */
public final class HomeDriveSource implements Source {

    private final HomeDriveSettings settings;
    private final ScanFolder folder;
    private final HomeDriveTransform transform;

    /**
     * The scans in a folder or bucket.
     *
     * @param store keys are the names of the files
     */
    public HomeDriveSource(ObjectStore store, HomeDriveSettings settings, InstantSource clock, String codeVersion) {
        this.settings = settings;
        this.folder = new ScanFolder(store, settings, clock, codeVersion);
        this.transform = new HomeDriveTransform(settings);
    }

    @Override
    public String name() {
        return HomeDriveSettings.SOURCE;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(new Endpoint(HomeDriveTransform.SCAN, Endpoint.Kind.AS_OF, true));
    }

    @Override
    public List<TableSpec<?>> tables() {
        return HomeDriveTransform.tables();
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
        return folder.reach(now);
    }

    @Override
    public void extract(Day day, Endpoint endpoint, RawZone.Writer raw, Progress progress) {
        folder.extract(day, raw, progress);
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
