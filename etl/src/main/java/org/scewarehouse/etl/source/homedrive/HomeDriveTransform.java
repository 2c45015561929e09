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
            rows.finding(
                    new Finding(SCAN, Finding.Kind.GAP, "scan", "there is none of this day: drives are as before", 1));
        }
        SortedMap<String, Drive> scanned = new TreeMap<>();
        parts.forEach(part -> read(day, part, scanned, rows));
        drives.putAll(scanned);
        new DriveRows(settings, day, dimensions, rows).write(drives.values(), progress);
        return Drive.write(drives.values());
    }

    /** Leaves out what no scan has shown for so long that it will hardly come back. */
    private void forget(Day day, SortedMap<String, Drive> drives, CuratedZone.Writer rows) {
        Instant oldest = day.plusDays(-settings.carryDays()).from();
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
        SortedMap<String, Long> unusable = new TreeMap<>();
        long[] repeated = {0};
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(part.open(), StandardCharsets.UTF_8))) {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                lines++;
                try {
                    Drive drive = JSON.readValue(text, ScanLine.class).drive(latest);
                    scanned.merge(drive.path(), drive, (one, other) -> {
                        repeated[0]++;
                        return Drive.LATEST.compare(one, other) > 0 ? one : other;
                    });
                } catch (ScanLine.Unusable e) {
                    unusable.merge(String.valueOf(e.getMessage()), 1L, Long::sum);
                }
            }
        } catch (JacksonException e) {
            throw new SourceChanged(
                    HomeDriveSettings.SOURCE + " " + day + ", " + part.key() + ": expected a drive a line", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + part.key(), e);
        }
        unusable.forEach((reason, count) -> rows.finding(new Finding(SCAN, Finding.Kind.DROP, "line", reason, count)));
        if (repeated[0] > 0) {
            rows.finding(new Finding(
                    SCAN,
                    Finding.Kind.WARNING,
                    "path",
                    "given more than once: the latest scan of it counts",
                    repeated[0]));
        }
        checkUsable(HomeDriveSettings.SOURCE + " " + day + ", " + part.request(), lines, unusable);
    }

    private static void checkUsable(String file, long lines, SortedMap<String, Long> unusable) {
        long count = unusable.values().stream().mapToLong(Long::longValue).sum();
        if (count > Math.max(UNUSABLE_MAX, lines / 10)) {
            throw new SourceChanged(file + ": expected usable lines, got " + count + " of " + lines + " that are not: "
                    + unusable + ". Have the scan written again, then run the day with --force");
        }
    }
}
