package org.scewarehouse.etl.load;

/**
 * The day names people whom only days of HR bring that the warehouse does not hold yet, such as those that another run
 * is loading. Nothing of the day is published; running again once they are there is right.
 */
public final class PeopleNotLoaded extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PeopleNotLoaded(String message) {
        super(message);
    }
}
