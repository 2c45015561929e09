package org.scewarehouse.etl.source.connect;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.SourceChanged;

/** Times as the server writes them: RFC 3339 with any offset and any number of decimals. */
final class ConnectTimes {

    /** Decimals of a second beyond nanoseconds. */
    private static final Pattern TOO_FINE = Pattern.compile("(\\.\\d{9})\\d+");

    /** How most texts look, decimals of the second apart. */
    private static final String PLAIN = "0000-00-00T00:00:00Z";

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
        Instant plain = plain(text);
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

    /**
     * The instant of a text such as {@code 2026-01-03T02:00:09.5Z}, as most are: a tenth of what the general way takes.
     * Null for what is written in another way, or is no time.
     */
    private static @Nullable Instant plain(String text) {
        int length = text.length();
        boolean isPlain = length >= PLAIN.length()
                && length <= PLAIN.length() + 10
                && text.charAt(length - 1) == 'Z'
                && (length == PLAIN.length() || text.charAt(PLAIN.length() - 1) == '.')
                && length != PLAIN.length() + 1;
        for (int i = 0; isPlain && i < length - 1; i++) {
            char expected = i < PLAIN.length() - 1 ? PLAIN.charAt(i) : i == PLAIN.length() - 1 ? '.' : '0';
            isPlain = expected == '0' ? isDigit(text.charAt(i)) : text.charAt(i) == expected;
        }
        int month = isPlain ? number(text, 5, 7) : 0;
        int day = isPlain ? number(text, 8, 10) : 0;
        // Days at the end of months, and what is no time at all, are left to the general way.
        if (month < 1 || month > 12 || day < 1 || day > 28 || !isTimeOfDay(text)) {
            return null;
        }
        int nanos = 0;
        for (int i = PLAIN.length(); i < PLAIN.length() + 9; i++) {
            nanos = nanos * 10 + (i < length - 1 ? text.charAt(i) - '0' : 0);
        }
        long days = LocalDate.of(number(text, 0, 4), month, day).toEpochDay();
        int seconds = number(text, 11, 13) * 3600 + number(text, 14, 16) * 60 + number(text, 17, 19);
        return Instant.ofEpochSecond(days * 86_400 + seconds, nanos);
    }

    private static boolean isTimeOfDay(String text) {
        return number(text, 11, 13) < 24 && number(text, 14, 16) < 60 && number(text, 17, 19) < 60;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
