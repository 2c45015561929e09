package org.scewarehouse.etl.source.connect;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.source.answers.PlainTime;

/** Times as the server writes them: RFC 3339 with any offset and any number of decimals. */
final class ConnectTimes {

    /** Decimals of a second beyond nanoseconds. */
    private static final Pattern TOO_FINE = Pattern.compile("(\\.\\d{9})\\d+");

    private ConnectTimes() {}

    /**
     * The instant; null for null and for the empty text.
     *
     * @throws SourceChanged for anything else
     */
    static @Nullable Instant parse(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        Instant plain = PlainTime.parse(text);
        if (plain != null) {
            return plain;
        }
        try {
            String usual = text.length() > 30 ? TOO_FINE.matcher(text).replaceFirst("$1") : text;
            return OffsetDateTime.parse(usual, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            throw new SourceChanged(
                    "expected a time with an offset, such as 2026-01-03T02:00:09.5Z, got '" + text + "'", e);
        }
    }
}
