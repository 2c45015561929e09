package org.scewarehouse.etl.source.connect;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.bridge.BridgeContentGroup;
import org.scewarehouse.model.bridge.BridgeContentPackage;
import org.scewarehouse.model.dim.DimContent;
import org.scewarehouse.model.dim.DimPackage;
import org.scewarehouse.model.dim.DimRuntime;
import org.scewarehouse.model.dim.DimSchedule;
import org.scewarehouse.model.dim.DimUser;
import org.scewarehouse.model.fact.FactAccountDay;
import org.scewarehouse.model.fact.FactAuditDay;
import org.scewarehouse.model.fact.FactContentDay;
import org.scewarehouse.model.fact.FactContentRun;
import org.scewarehouse.model.fact.FactContentVisit;
import org.scewarehouse.model.fact.FactScheduleDay;
import org.scewarehouse.model.hr.BridgeIdentity;
import org.scewarehouse.model.hr.ContentName;

/** Turns a day's answers of a Connect server into rows. */
public final class ConnectTransform {

    private final ConnectTransformSettings settings;
    private final Path tempFolder;
    private final long memoryBytes;

    /** What the day before left behind; whoever takes it has it alone. */
    private final AtomicReference<@Nullable Left> left = new AtomicReference<>();

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Left(Directory directory, ConnectState state, byte[] written) {}

    /**
     * A transform with a site's settings.
     *
     * @param tempFolder where sorting spills
     * @param memoryBytes what sorting may keep in memory
     */
    public ConnectTransform(ConnectTransformSettings settings, Path tempFolder, long memoryBytes) {
        this.settings = settings;
        this.tempFolder = tempFolder;
        this.memoryBytes = memoryBytes;
    }

    /** The tables it writes, dimensions first. */
    public static List<TableSpec<?>> tables() {
        return List.of(
                Warehouse.table(DimUser.class),
                Warehouse.table(DimContent.class),
                Warehouse.table(DimSchedule.class),
                Warehouse.table(DimPackage.class),
                Warehouse.table(DimRuntime.class),
                Warehouse.table(BridgeContentPackage.class),
                Warehouse.table(BridgeContentGroup.class),
                Warehouse.table(BridgeIdentity.class),
                Warehouse.table(ContentName.class),
                Warehouse.table(FactContentVisit.class),
                Warehouse.table(FactContentDay.class),
                Warehouse.table(FactContentRun.class),
                Warehouse.table(FactScheduleDay.class),
                Warehouse.table(FactAuditDay.class),
                Warehouse.table(FactAccountDay.class));
    }

    /**
     * Writes the rows and findings of a day; the caller commits them.
     *
     * @param earlier state that the last earlier day returned; empty = nothing is known
     * @return items and schedules as known at the end of the day
     * @throws org.scewarehouse.etl.SourceChanged where raw is not as documented
     */
    public byte[] transform(
            Day day,
            RawZone.Reader raw,
            byte[] earlier,
            Dimensions dimensions,
            CuratedZone.Writer rows,
            Progress progress) {
        Left before = left.getAndSet(null);
        boolean isAtHand = before != null && Arrays.equals(before.written, earlier);
        ConnectState state = isAtHand ? before.state : ConnectState.read(earlier);
        ConnectDay work = new ConnectDay(day, raw, state, dimensions, rows, progress);
        Directory directory = work.readDirectory(before == null ? Directory.NONE : before.directory, isAtHand);
        work.readListing();
        try (RunRows runs = new RunRows(tempFolder, memoryBytes / 4)) {
            work.writeRuns(runs);
        }
        work.writeVisits(settings, tempFolder, memoryBytes / 2);
        work.writeAudit();
        work.writeServer();
        work.writePackages();
        byte[] written = work.end();
        left.set(new Left(directory, state, written));
        return written;
    }
}
