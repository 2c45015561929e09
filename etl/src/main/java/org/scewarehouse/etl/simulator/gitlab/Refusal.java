package org.scewarehouse.etl.simulator.gitlab;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An answer that is none.
 *
 * @param headers further headers
 */
public record Refusal(int status, String contentType, String body, Map<String, String> headers) {

    /** The body as it is sent; as it says itself, where that is Latin 1. */
    byte[] bytes() {
        boolean isLatin = contentType.endsWith("charset=ISO-8859-1");
        return body.getBytes(isLatin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    /** With the documented body. */
    public static Refusal of(int status, String message) {
        return new Refusal(status, "application/json", "{\"message\":\"" + status + ' ' + message + "\"}", Map.of());
    }

    /** As the middleware refuses: plain text, and when to come back. */
    public static Refusal tooMany(int retryAfterSeconds) {
        return new Refusal(
                429, "text/plain", "Retry later\n", Map.of("Retry-After", Integer.toString(retryAfterSeconds)));
    }

    /** Thrown where an answer is being made. */
    static final class Thrown extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Refusal refusal;

        Thrown(int status, String message) {
            this(Refusal.of(status, message));
        }

        Thrown(Refusal refusal) {
            super(refusal.body());
            this.refusal = refusal;
        }

        Refusal refusal() {
            return refusal;
        }
    }
}
