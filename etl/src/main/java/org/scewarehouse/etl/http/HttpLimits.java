package org.scewarehouse.etl.http;

import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    /** Those that no answer can keep to, each named by its setting below the property. */
    List<String> faults(String property) {
        List<String> faults = new ArrayList<>();
        check(property + ".connect-timeout", connect, faults);
        check(property + ".answer-timeout", answer, faults);
        check(property + ".read-timeout", silence, faults);
        check(property + ".request-timeout", total, faults);
        return faults;
    }

    private static void check(String name, Duration limit, List<String> faults) {
        if (limit.isZero() || limit.isNegative()) {
            faults.add(name + " = " + limit + ": expected more than 0");
        }
    }
}
