package org.scewarehouse.etl.http;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Reads how long a system asks to wait. */
final class RetryAfter {

    /** No answer makes this product wait longer. */
    static final Duration LONGEST = Duration.ofMinutes(15);

    private RetryAfter() {}

    /** By {@code Retry-After}, or else by {@code RateLimit-Reset}, seconds since 1970; null where neither says. */
    static @Nullable Duration of(HttpHeaders headers, Instant now) {
        Duration wait = parse(headers.firstValue("Retry-After").orElse(null), now);
        String reset = headers.firstValue("RateLimit-Reset").orElse("");
        return wait == null && reset.matches("\\d{1,12}")
                ? capped(Duration.between(now, Instant.ofEpochSecond(Long.parseLong(reset))))
                : wait;
    }

    /**
     * How long to wait: never below zero, never above {@link #LONGEST}.
     *
     * @param header seconds or an HTTP date; null where there was none
     * @return null if the header is absent or neither
     */
    static @Nullable Duration parse(@Nullable String header, Instant now) {
        if (header == null) {
            return null;
        }
        String text = header.strip();
        if (text.matches("\\d+")) {
            return text.length() > 6 ? LONGEST : capped(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return capped(Duration.between(now, at));
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    private static Duration capped(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
