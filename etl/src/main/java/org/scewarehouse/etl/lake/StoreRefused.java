package org.scewarehouse.etl.lake;

/**
 * A store refuses us: credentials, a right, the bucket or another setting is wrong, and a retry is useless until
 * someone changes what the message names. Exit code 4.
 */
public final class StoreRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says which object, what was tried, what the store answered, and what to change. */
    public StoreRefused(String message) {
        super(message);
    }

    /** As {@link #StoreRefused(String)}, with what it was caused by. */
    public StoreRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
