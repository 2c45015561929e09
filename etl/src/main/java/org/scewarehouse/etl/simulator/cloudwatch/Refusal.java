package org.scewarehouse.etl.simulator.cloudwatch;

/** An error that CloudWatch answers. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    final int status;
    final String code;

    Refusal(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static Refusal invalid(String message) {
        return new Refusal(400, "ValidationError", message);
    }
}
