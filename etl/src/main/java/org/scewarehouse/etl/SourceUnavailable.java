package org.scewarehouse.etl;

/**
 * A system did not answer, or not now: the same call may succeed later. Nothing was published.
 */
public class SourceUnavailable extends RuntimeException {

    /** Says source, day, endpoint, id, what was expected, what came, and what to do. */
    public SourceUnavailable(String message) {
        super(message);
    }

    /** As {@link #SourceUnavailable(String)}, with what it was caused by. */
    public SourceUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
