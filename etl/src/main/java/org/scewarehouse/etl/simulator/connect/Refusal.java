package org.scewarehouse.etl.simulator.connect;

import java.util.Map;

/**
 * An answer that is none.
 *
 * @param headers further headers
 */
public record Refusal(int status, String contentType, String body, Map<String, String> headers) {

    /** The documented body. */
    public static Refusal of(int status, int code, String error) {
        return new Refusal(
                status,
                "application/json",
                "{\"code\":" + code + ",\"error\":\"" + error + "\",\"payload\":null}",
                Map.of());
    }

    /** Thrown where an answer is being made. */
    static final class Thrown extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Refusal refusal;

        Thrown(int status, int code, String error) {
            super(error);
            this.refusal = Refusal.of(status, code, error);
        }

        Refusal refusal() {
            return refusal;
        }
    }
}
