package org.scewarehouse.etl.source.homedrive;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.Finding;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.TableSpec;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.dim.DimUser;
import org.scewarehouse.model.dim.DimVolume;
import org.scewarehouse.model.fact.FactVolumeDay;
import org.scewarehouse.model.hr.BridgeIdentity;
import org.scewarehouse.model.hr.VolumeName;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** From the lines of a scan, and from what was known before, to the drives at the end of the day. */
final class HomeDriveTransform {

    static final String SCAN = "scan";

    /** A scan of a day may still be made on the morning after it. */
    private static final Duration LATE = Duration.ofHours(12);

    /** So many unusable lines may be there whatever the size of the file, and beyond that one in ten. */
    private static final long UNUSABLE_MAX = 10;

    private static final JsonMapper JSON = new JsonMapper();

    private final HomeDriveSettings settings;

    HomeDriveTransform(HomeDriveSettings settings) {
        this.settings = settings;
    }

    static List<TableSpec<?>> tables() {
        return List.of(
                Warehouse.table(DimUser.class),
                Warehouse.table(DimVolume.class),
                Warehouse.table(BridgeIdentity.class),
                Warehouse.table(VolumeName.class),
                Warehouse.table(FactVolumeDay.class));
    }

    byte[] transform(
            Day day,
            RawZone.Reader raw,
            byte[] earlier,
            Dimensions dimensions,
            CuratedZone.Writer rows,
            Progress progress) {
        SortedMap<String, Drive> drives = Drive.read(earlier);
        forget(day, drives, rows);
        List<RawZone.PartFile> parts = raw.parts(SCAN);
        if (parts.isEmpty()) {
            rows.finding(new Finding(
                    SCAN, Finding.Kind.GAP, "scan", "there is none of this day: drives are as before", 1));
        }
        SortedMap<String, Drive> scanned = new TreeMap<>();
        parts.forEach(part -> read(day, part, scanned, rows));
        drives.putAll(scanned);
        new DriveRows(settings, day, dimensions, rows).write(drives.values(), progress);
        return Drive.write(drives.values());
    }

    /** Leaves out what no scan has shown for so long that it will hardly come back. */
    private void forget(Day day, SortedMap<String, Drive> drives, CuratedZone.Writer rows) {
        Instant oldest = day.from().minus(Duration.ofDays(settings.carryDays()));
        int before = drives.size();
        drives.values().removeIf(drive -> drive.measuredAt().isBefore(oldest));
        if (drives.size() < before) {
            rows.finding(new Finding(
                    SCAN,
                    Finding.Kind.GAP,
                    "drives",
                    "not scanned for " + settings.carryDays() + " days: no longer carried forward",
                    before - drives.size()));
        }
    }

    private static void read(
            Day day, RawZone.PartFile part, SortedMap<String, Drive> scanned, CuratedZone.Writer rows) {
        Instant latest = day.to().plus(LATE);
        long lines = 0;
        long unusable = 0;
        String reason = "";
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(part.open(), StandardCharsets.UTF_8))) {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                lines++;
                try {
                    add(JSON.readValue(text, ScanLine.class).drive(latest), scanned, rows);
                } catch (ScanLine.Unusable e) {
                    unusable++;
                    reason = String.valueOf(e.getMessage());
                    rows.finding(new Finding(SCAN, Finding.Kind.DROP, "line", reason, 1));
                }
            }
        } catch (JacksonException e) {
            throw new SourceChanged(
                    HomeDriveSettings.SOURCE + " " + day + ", " + part.key() + ": expected a drive a line", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + part.key(), e);
        }
        if (unusable > Math.max(UNUSABLE_MAX, lines / 10)) {
            throw new SourceChanged(HomeDriveSettings.SOURCE + " " + day + ", " + part.request() + ": expected usable"
                    + " lines, got " + unusable + " of " + lines + " that are not; the last one: " + reason
                    + ". Have the scan written again, then run the day with --force");
        }
    }

    private static void add(Drive drive, SortedMap<String, Drive> scanned, CuratedZone.Writer rows) {
        Drive other = scanned.get(drive.path());
        if (other != null) {
            rows.finding(new Finding(
                    SCAN, Finding.Kind.WARNING, "path", "given more than once: the latest scan of it counts", 1));
        }
        if (other == null || Drive.LATEST.compare(drive, other) > 0) {
            scanned.put(drive.path(), drive);
        }
    }
}
