package org.scewarehouse.jobs.run;

/** Work was ended by a signal; the state is consistent and the next run goes on from here. */
final class Stopped extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Stopped() {
        super("stopped by a signal; run the same command again to go on");
    }
}
