package org.scewarehouse.jobs.postgres;

/** The embedded server cannot run on this machine or on this folder until something is changed; retrying is no use. */
public final class ServerImpossible extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What to do where the embedded server cannot run: said at the end of such a message. */
    static final String ELSEWHERE = "Set SCE_WAREHOUSE_URL to a PostgreSQL 15 to 18 server to do without it.";

    public ServerImpossible(String message) {
        super(message);
    }

    public ServerImpossible(String message, Throwable cause) {
        super(message, cause);
    }
}
