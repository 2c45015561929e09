package org.scewarehouse.etl;

/**
 * A setting of a source is wrong or its credentials are refused: a retry is useless until someone changes what the
 * message names. Exit code 4.
 */
public final class SourceMisconfigured extends RuntimeException {

    /** Says source, endpoint, what was expected, what came, and the setting to change. */
    public SourceMisconfigured(String message) {
        super(message);
    }

    /** As {@link #SourceMisconfigured(String)}, with what it was caused by. */
    public SourceMisconfigured(String message, Throwable cause) {
        super(message, cause);
    }
}
