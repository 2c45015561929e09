package org.scewarehouse.etl;

/**
 * What another run does at the same time stands in the way: it has written the same although locks keep runs apart (one
 * was lost, or the warehouse that gives them was away), or people whom a day names come with a day of HR that it is
 * still loading. Nothing is broken and nothing of the day is published; running again is right.
 */
public final class PassingConflict extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PassingConflict(String message) {
        super(message);
    }
}
