package org.scewarehouse.jobs.run;

import org.scewarehouse.model.Day;

/** A rebuild was asked for, but no complete raw of the day stands in the lake. */
public final class NothingKept extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NothingKept(String source, Day day) {
        super(source + " " + day + ": no complete raw is kept, so there is nothing to rebuild from;"
                + " run it without --from-raw to ask the source");
    }
}
