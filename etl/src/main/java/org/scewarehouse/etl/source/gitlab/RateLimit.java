package org.scewarehouse.etl.source.gitlab;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.http.Retry;

/** Holds requests back once the server says that none remains until a moment. Safe for several threads. */
final class RateLimit {

    /** No answer makes this product wait longer. */
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final InstantSource clock;
    private final Retry.Sleeper sleeper;
    private volatile Instant closedUntil = Instant.MIN;

    RateLimit(InstantSource clock, Retry.Sleeper sleeper) {
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** Reads what an answer says of the limit. */
    void note(HttpHeaders headers) {
        String remaining = headers.firstValue("RateLimit-Remaining").orElse("");
        String reset = headers.firstValue("RateLimit-Reset").orElse("");
        if (remaining.equals("0") && reset.matches("\\d{1,12}")) {
            Instant until = Instant.ofEpochSecond(Long.parseLong(reset));
            Instant latest = clock.instant().plus(LONGEST);
            closedUntil = until.isAfter(latest) ? latest : until;
        }
    }

    /** Returns when the next request may be made. */
    void await() {
        Duration wait =
                closedUntil.equals(Instant.MIN) ? Duration.ZERO : Duration.between(clock.instant(), closedUntil);
        if (wait.isNegative() || wait.isZero()) {
            return;
        }
        try {
            sleeper.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceUnavailable("gitlab: stopped while waiting for the rate limit to end", e);
        }
    }
}
