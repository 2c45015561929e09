package org.scewarehouse.jobs.postgres;

/** The warehouse's server cannot be reached now; a later attempt may succeed. The message says why and what to do. */
public final class ServerUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ServerUnavailable(String message) {
        super(message);
    }

    public ServerUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
