package org.scewarehouse.jobs.run;

/**
 * The warehouse is there and does not let this run in until a person acts: it refuses the login, or has not the tables
 * of this version. Its cause says which.
 */
final class WarehouseShut extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RuntimeException why;

    WarehouseShut(RuntimeException why) {
        super(why.getMessage(), why);
        this.why = why;
    }

    /** What is told and decides the exit code. */
    RuntimeException why() {
        return why;
    }
}
