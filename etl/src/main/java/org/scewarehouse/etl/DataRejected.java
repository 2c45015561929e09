package org.scewarehouse.etl;

/**
 * A rule of this product is broken by the data at hand: nothing is published until a person has looked.
 */
public final class DataRejected extends RuntimeException {

    /** Says source, day, endpoint, id, what was expected, what came, and what to do. */
    public DataRejected(String message) {
        super(message);
    }

    /** As {@link #DataRejected(String)}, with what it was caused by. */
    public DataRejected(String message, Throwable cause) {
        super(message, cause);
    }
}
