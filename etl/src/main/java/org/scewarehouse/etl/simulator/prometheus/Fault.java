package org.scewarehouse.etl.simulator.prometheus;

import java.time.Duration;
import java.util.Map;

/** What goes wrong with one request for samples. */
public sealed interface Fault {

    /** Nothing; a place in the queue. */
    record None() implements Fault {}

    /**
     * Another status, with a body and headers.
     *
     * @param status HTTP status, or 200 for an answer that is not what it should be
     * @param contentType type of the body
     * @param body the body
     * @param headers further headers
     */
    record Status(int status, String contentType, String body, Map<String, String> headers) implements Fault {}

    /** The connection closes after so many bytes of the body. */
    record Truncated(int bytes) implements Fault {}

    /** The body comes byte by byte with a pause after each. */
    record Trickling(Duration pause) implements Fault {}

    /** The body goes on for ever after its end. */
    record Endless() implements Fault {}

    /** A query's answer carries a warning. */
    record Warning(String text) implements Fault {}

    /** One bit of the body is flipped. */
    record FlippedBit(int atByte) implements Fault {}

    /** Chunks state another encoding. */
    record ForeignChunks(int encoding) implements Fault {}

    /** Samples far outside the window are answered too, in chunks that claim to lie inside. */
    record OutsideWindow() implements Fault {}

    /** A status with plain text, as the server itself answers. */
    static Fault status(int status, String body) {
        return new Status(status, "text/plain; charset=utf-8", body, Map.of());
    }

    /** As {@link #status}, with {@code Retry-After}. */
    static Fault retryAfter(int status, String value) {
        return new Status(status, "text/plain; charset=utf-8", "slow down", Map.of("Retry-After", value));
    }

    /** A login page with status 200. */
    static Fault webPage() {
        return new Status(200, "text/html", "<!DOCTYPE html><title>Sign in</title>", Map.of());
    }
}
