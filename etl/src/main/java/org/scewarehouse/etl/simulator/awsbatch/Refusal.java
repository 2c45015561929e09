package org.scewarehouse.etl.simulator.awsbatch;

/** An answer that is an error. */
final class Refusal extends RuntimeException {

    final int status;
    final String code;

    Refusal(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static Refusal client(String message) {
        return new Refusal(400, "ClientException", message);
    }

    static Refusal tooManyRequests() {
        return new Refusal(429, "TooManyRequestsException", "Too Many Requests");
    }
}
