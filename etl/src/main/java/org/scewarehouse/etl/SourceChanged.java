package org.scewarehouse.etl;

/**
 * An answer is not as its system documents it: raw keeps it, the source's code needs a change, a retry is useless.
 */
public final class SourceChanged extends RuntimeException {

    /** Says source, day, endpoint, id, what was expected, what came, and what to do. */
    public SourceChanged(String message) {
        super(message);
    }

    /** As {@link #SourceChanged(String)}, with what it was caused by. */
    public SourceChanged(String message, Throwable cause) {
        super(message, cause);
    }
}
