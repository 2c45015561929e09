package org.scewarehouse.etl.source.cloudwatch;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.lake.CuratedZone;
import org.scewarehouse.etl.lake.Finding;
import org.scewarehouse.etl.source.cloudwatch.FileSystem.Value;
import org.scewarehouse.etl.source.cloudwatch.FileSystemMetric.Meaning;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.model.Day;
import org.scewarehouse.model.Warehouse;
import org.scewarehouse.model.dim.DimVolume;
import org.scewarehouse.model.fact.FactVolumeDay;

/** Writes the rows of file systems, and what could not be known of them. */
final class FileSystemRows {

    private static final long GIB = 1L << 30;

    private final CloudWatchSettings settings;
    private final Map<String, Long> sizesGib;
    private final Day day;
    private final String endpoint;
    private final Dimensions dimensions;
    private final CuratedZone.Writer rows;

    /**
     * A writer of rows.
     *
     * @param sizesGib what FSx says that file systems hold, by id
     */
    FileSystemRows(
            CloudWatchSettings settings,
            Map<String, Long> sizesGib,
            Day day,
            String endpoint,
            Dimensions dimensions,
            CuratedZone.Writer rows) {
        this.settings = settings;
        this.sizesGib = sizesGib;
        this.day = day;
        this.endpoint = endpoint;
        this.dimensions = dimensions;
        this.rows = rows;
    }

    /** Writes a file system, unless it had no value in the day: it may not have been made yet, or be gone. */
    void write(FileSystem fileSystem) {
        Value used = fileSystem.last(Meaning.USED);
        Value free = fileSystem.last(Meaning.FREE);
        if (used == null && free == null) {
            gap("file systems", "named, without a value in the day");
            return;
        }
        Long capacity = capacity(fileSystem);
        if (used == null) {
            used = used(fileSystem.id, free, capacity);
        }
        long key = dimensions.keys().key("volume", "aws_file_system", fileSystem.id);
        rows.add(new DimVolume(
                key,
                settings.names().getOrDefault(fileSystem.id, fileSystem.id),
                null,
                "filesystem",
                endpoint,
                settings.region(),
                Warehouse.UNKNOWN,
                Warehouse.UNKNOWN,
                null,
                day.date(),
                day.date()));
        rows.add(new FactVolumeDay(
                day.date(),
                key,
                Warehouse.UNKNOWN,
                Warehouse.UNKNOWN,
                Warehouse.UNKNOWN,
                Warehouse.UNKNOWN,
                CloudWatchSettings.SOURCE,
                used == null ? null : (Long) used.bytes(),
                null,
                null,
                capacity,
                null,
                used == null ? null : used.at(),
                false));
    }

    /** What CloudWatch tells, else what the site says, else what FSx says; null = nobody does. */
    private @Nullable Long capacity(FileSystem fileSystem) {
        Value told = fileSystem.last(Meaning.CAPACITY);
        Long gib = settings.capacitiesGib().getOrDefault(fileSystem.id, sizesGib.get(fileSystem.id));
        return told != null ? (Long) told.bytes() : gib == null ? null : (Long) (gib * GIB);
    }

    private @Nullable Value used(String id, @Nullable Value free, @Nullable Long capacity) {
        if (free == null) {
            return null;
        }
        if (capacity == null) {
            gap(
                    id,
                    "what is used is unknown without the right fsx:DescribeFileSystems, or "
                            + CloudWatchSettings.PROPERTY + ".capacities." + id);
            return null;
        }
        if (free.bytes() > capacity) {
            rows.finding(new Finding(
                    endpoint,
                    Finding.Kind.WARNING,
                    id,
                    "more is free than FSx or " + CloudWatchSettings.PROPERTY + ".capacities." + id + " says it holds",
                    1));
            return null;
        }
        return new Value(capacity - free.bytes(), free.at());
    }

    private void gap(String subject, String reason) {
        rows.finding(new Finding(endpoint, Finding.Kind.GAP, subject, reason, 1));
    }
}
