package org.scewarehouse.etl.source.hr;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.lake.AcceptedShrink;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.Reach;
import org.scewarehouse.etl.source.Source;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.TableSpec;

/** The people: asked of HR ({@link HrExtract}), judged as a whole ({@link ShrinkGuard}), turned into history. */
public final class HrSource implements Source {

    /** Name in the ledger, in raw and on the command line. */
    public static final String NAME = "hr";
    /** Prefix of the settings. */
    public static final String PROPERTY = "sce.sources.hr";

    /** The one endpoint. */
    static final String WORKERS = "workers";

    private final HrExtract extract;
    private final HrParseSettings settings;
    private final Work work;

    /**
     * The machine's part of it.
     *
     * @param zone the reporting zone
     * @param edge how long after its end a day is due
     * @param restateDays how many past days are asked for again each night
     * @param tempFolder where sorts spill
     * @param memoryBytes what sorting may take before it spills
     */
    public record Work(
            ZoneId zone,
            Duration edge,
            int restateDays,
            Path tempFolder,
            long memoryBytes,
            InstantSource clock,
            String codeVersion) {}

    /**
     * Over one system.
     *
     * @throws SourceMisconfigured if a snapshot cannot be read with these settings
     */
    public HrSource(HrExtract extract, HrParseSettings settings, Work work) {
        List<String> faults = settings.faults();
        if (!faults.isEmpty()) {
            throw new SourceMisconfigured(String.join("\n", faults));
        }
        this.extract = extract;
        this.settings = settings;
        this.work = work;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(new Endpoint(WORKERS, extract.endpointKind(), true));
    }

    @Override
    public List<TableSpec<?>> tables() {
        return HrTransform.tables();
    }

    @Override
    public Duration edge() {
        return work.edge();
    }

    @Override
    public int restateDays() {
        return work.restateDays();
    }

    @Override
    public Reach reach(Instant now) {
        return extract.reach(now, work.zone());
    }

    @Override
    public void extract(Day day, Endpoint endpoint, RawZone.Writer raw, Progress progress) {
        extract.extract(day, raw, progress);
        raw.complete(day.from(), day.to(), work.clock().instant(), work.codeVersion());
    }

    @Override
    public boolean keepsState() {
        return true;
    }

    @Override
    public Optional<String> heldBackEndpoint() {
        return Optional.of(WORKERS);
    }

    @Override
    public byte[] transform(
            Day day,
            RawZone.Reader raw,
            byte[] earlier,
            Dimensions dimensions,
            CuratedZone.Writer rows,
            Progress progress) {
        ShrinkGuard guard = ShrinkGuard.of(earlier);
        try (HrSnapshot snapshot = HrSnapshot.open(raw, day.date(), settings, work.tempFolder(), work.memoryBytes())) {
            progress.advance("people", snapshot.people(), snapshot.people());
            if (!AcceptedShrink.isGiven(raw, WORKERS)) {
                guard.judge(snapshot, settings.maxDropPercent());
            }
            byte[] content = HrTransform.transform(day, snapshot, guard.content(), dimensions, rows);
            return guard.after(snapshot, content).bytes();
        }
    }

    @Override
    public String settingsFingerprint() {
        return settings.fingerprint();
    }
}
