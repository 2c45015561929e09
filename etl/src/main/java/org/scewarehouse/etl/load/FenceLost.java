package org.scewarehouse.etl.load;

/**
 * Another run has taken over the source-day since this one began it. This run has published nothing and must not go on;
 * the other run does the work.
 */
public final class FenceLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public FenceLost(String message) {
        super(message);
    }
}
