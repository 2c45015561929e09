package org.scewarehouse.etl.source.homedrive;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/**
 * A line of a scan as it is written.
 *
 * @param line its number in the file
 * @param region empty where the scan does not say
 */
record ScanLine(long line, String path, String owner, String bytes, String files, String scannedAt, String region) {

    /** The columns that there must be, in the order of the components. */
    static final List<String> COLUMNS = List.of("path", "owner", "bytes", "files", "scanned_at");

    /** The column that there may be. */
    static final String REGION = "region";

    /** A line that says nothing usable; the message is why, the same each time and without what stands there. */
    static final class Unusable extends Exception {

        private static final long serialVersionUID = 1L;

        Unusable(String reason) {
            super(reason);
        }
    }

    /**
     * What the line says.
     *
     * @param latest no drive is scanned at this instant or later
     */
    Drive drive(Instant latest) throws Unusable {
        if (path.isBlank()) {
            throw new Unusable("path: expected one, got none");
        }
        String count = files.strip();
        Instant measured = instant();
        if (!measured.isBefore(latest)) {
            throw new Unusable("scanned_at: expected at most 12 hours after the day, got later");
        }
        return new Drive(
                path,
                owner.isBlank() ? null : owner.strip(),
                region.isBlank() ? null : region.strip(),
                whole("bytes", bytes.strip()),
                count.isEmpty() ? null : (Long) whole("files", count),
                measured);
    }

    private static long whole(String column, String text) throws Unusable {
        if (!text.matches("\\d{1,18}")) {
            throw new Unusable(column + ": expected a whole number from 0 on, got "
                    + (text.startsWith("-") ? "a negative one" : text.isEmpty() ? "nothing" : "something else"));
        }
        return Long.parseLong(text);
    }

    private Instant instant() throws Unusable {
        try {
            return Instant.parse(scannedAt.strip());
        } catch (DateTimeException e) {
            throw new Unusable("scanned_at: expected an instant such as 2026-08-20T02:00:00Z, got something else");
        }
    }
}
