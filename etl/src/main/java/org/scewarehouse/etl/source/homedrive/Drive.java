package org.scewarehouse.etl.source.homedrive;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.DataRejected;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A home drive as it was last scanned; also what is carried from day to day.
 *
 * @param path as given
 * @param owner login; null = none given
 * @param region null = the scan does not say
 * @param usedBytes bytes
 * @param fileCount files; null = not counted
 * @param measuredAt when it was scanned
 */
record Drive(
        String path,
        @Nullable String owner,
        @Nullable String region,
        long usedBytes,
        @Nullable Long fileCount,
        Instant measuredAt) {

    private static final JsonMapper JSON = new JsonMapper();

    /** Of two lines for one path the later scan counts; of one instant the larger. */
    static final Comparator<Drive> LATEST = Comparator.comparing(Drive::measuredAt)
            .thenComparing(Drive::usedBytes)
            .thenComparing(Drive::toString);

    /** One drive a line. */
    static byte[] write(Collection<Drive> drives) {
        StringBuilder lines = new StringBuilder();
        drives.forEach(drive -> lines.append(JSON.writeValueAsString(drive)).append('\n'));
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Reads what {@link #write} wrote, by path. */
    static SortedMap<String, Drive> read(byte[] content) {
        SortedMap<String, Drive> drives = new TreeMap<>();
        new String(content, StandardCharsets.UTF_8)
                .lines()
                .map(Drive::read)
                .forEach(drive -> drives.put(drive.path(), drive));
        return drives;
    }

    private static Drive read(String line) {
        try {
            return JSON.readValue(line, Drive.class);
        } catch (JacksonException e) {
            throw new DataRejected(
                    HomeDriveSettings.SOURCE + ": the state of the last earlier day is damaged; build that day again",
                    e);
        }
    }
}
