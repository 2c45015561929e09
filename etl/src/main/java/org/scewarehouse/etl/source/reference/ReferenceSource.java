package org.scewarehouse.etl.source.reference;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.ObjectStore;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.Reach;
import org.scewarehouse.etl.source.Source;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.Reference;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.bridge.BridgeUserGroup;
import org.scewarehouse.model.dim.DimCarbonFactor;
import org.scewarehouse.model.dim.DimComputeSystem;
import org.scewarehouse.model.dim.DimContainer;
import org.scewarehouse.model.dim.DimHoliday;
import org.scewarehouse.model.dim.DimProject;
import org.scewarehouse.model.dim.DimRate;
import org.scewarehouse.model.dim.DimUser;
import org.scewarehouse.model.hr.BridgeIdentity;

/**
 * The reference files: extracted as they are, then turned into rates, carbon factors, past containers, holidays,
 * projects and user groups.
 */
public final class ReferenceSource implements Source {

    /** Name in the ledger and in raw. */
    public static final String NAME = "reference";

    private static final String FILES = "files";

    private final ObjectStore folder;
    private final String cluster;
    private final @Nullable String region;
    private final InstantSource clock;
    private final String codeVersion;

    /**
     * The files of a folder or of a prefix.
     *
     * @param folder {@code sce.reference}; one that does not exist is an empty one
     * @param cluster cluster that environments of past containers belong to
     * @param region where that cluster runs; null = unknown
     */
    public ReferenceSource(
            ObjectStore folder, String cluster, @Nullable String region, InstantSource clock, String codeVersion) {
        this.folder = folder;
        this.cluster = cluster;
        this.region = region;
        this.clock = clock;
        this.codeVersion = codeVersion;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(new Endpoint(FILES, Endpoint.Kind.AS_OF, true));
    }

    @Override
    public List<TableSpec<?>> tables() {
        return List.of(
                Warehouse.table(DimHoliday.class),
                Warehouse.table(DimUser.class),
                Warehouse.table(DimProject.class),
                Warehouse.table(DimComputeSystem.class),
                Warehouse.table(DimContainer.class),
                Warehouse.table(DimRate.class),
                Warehouse.table(DimCarbonFactor.class),
                Warehouse.table(BridgeUserGroup.class),
                Warehouse.table(BridgeIdentity.class));
    }

    @Override
    public Duration edge() {
        return Duration.ZERO;
    }

    @Override
    public int restateDays() {
        return 0;
    }

    @Override
    public Reach reach(Instant now) {
        Instant yesterday = now.minus(Duration.ofDays(1));
        return new Reach(Instant.MIN, Instant.MIN, yesterday, "the files say themselves from when they hold");
    }

    @Override
    public void extract(Day day, Endpoint endpoint, RawZone.Writer raw, Progress progress) {
        for (String file : Reference.FILES) {
            if (!raw.has(file)) {
                keep(file, raw);
            }
        }
        raw.complete(day.from(), day.to(), clock.instant(), codeVersion);
    }

    private void keep(String file, RawZone.Writer raw) {
        // A site that has no such file says nothing by it; the parts that are there state that the folder was read.
        Optional<byte[]> content = folder.read(file);
        if (content.isEmpty()) {
            return;
        }
        try (RawZone.Part part = raw.part(file, "csv")) {
            part.output().write(content.get());
            part.commit(1, Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException("reference: cannot keep " + file, e);
        }
    }

    @Override
    public byte[] transform(
            Day day,
            RawZone.Reader raw,
            byte[] earlier,
            Dimensions dimensions,
            CuratedZone.Writer rows,
            Progress progress) {
        Map<String, byte[]> contents = new TreeMap<>();
        for (RawZone.PartFile part : raw.parts(FILES)) {
            try (InputStream in = part.open()) {
                contents.put(part.request(), in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException("reference, " + day + ": cannot read " + part.key(), e);
            }
        }
        new ReferenceRows(day, cluster, region, dimensions, rows::add).write(Reference.parse(contents));
        return new byte[0];
    }

    @Override
    public String settingsFingerprint() {
        return region == null ? cluster : cluster + " " + region;
    }
}
