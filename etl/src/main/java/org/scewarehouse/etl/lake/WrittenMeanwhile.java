package org.scewarehouse.etl.lake;

/**
 * Another process has written the same at the same time, although locks keep runs apart: a lock was lost, or the
 * warehouse that gives them was away. Nothing is broken; running again is right.
 */
public final class WrittenMeanwhile extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public WrittenMeanwhile(String message) {
        super(message);
    }
}
