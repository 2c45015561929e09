package org.scewarehouse.etl.http;

import java.time.Duration;

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
}
