package org.scewarehouse.etl.http;

import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a system may take.
 *
 * @param connect to take a connection
 * @param answer from the request to the status line of the answer
 * @param silence between two pieces of the answer's body
 * @param total from the request to the end of the body, however steadily it trickles
 */
public record HttpLimits(Duration connect, Duration answer, Duration silence, Duration total) {

    /** Fit for servers that think for two minutes and then stream for a while. */
    public static final HttpLimits STANDARD = new HttpLimits(
            Duration.ofSeconds(10), Duration.ofMinutes(3), Duration.ofSeconds(60), Duration.ofMinutes(30));

    /** These limits; a null is the one of {@link #STANDARD}. */
    public static HttpLimits given(
            @Nullable Duration connect,
            @Nullable Duration answer,
            @Nullable Duration silence,
            @Nullable Duration total) {
        return new HttpLimits(
                requireNonNullElse(connect, STANDARD.connect),
                requireNonNullElse(answer, STANDARD.answer),
                requireNonNullElse(silence, STANDARD.silence),
                requireNonNullElse(total, STANDARD.total));
    }
}
