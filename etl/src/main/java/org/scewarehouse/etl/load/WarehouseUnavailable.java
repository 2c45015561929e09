package org.scewarehouse.etl.load;

/**
 * The warehouse could not be reached, restarted, or could not take a lock, and did not recover while it was retried.
 * Nothing is half done: the day is as it was before, or published as a whole. Running again later may help.
 */
public final class WarehouseUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public WarehouseUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
