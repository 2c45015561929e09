package org.scewarehouse.jobs.run;

import java.time.LocalDate;
import org.scewarehouse.model.Day;

/** A rebuild was asked for, but no complete raw of the day stands in the lake. */
public final class NothingKept extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NothingKept(String source, Day day) {
        this(source + " " + day + ": no complete raw is kept, so there is nothing to rebuild from;"
                + " run it without --from-raw to ask the source");
    }

    private NothingKept(String message) {
        super(message);
    }

    /** Raw was kept, and was removed. */
    static NothingKept since(LocalDate removedOn, String source, Day day) {
        return new NothingKept(source + " " + day + ": its raw was removed on " + removedOn
                + " (sce.retention.raw-days), so it cannot be built again and stands as it was published;"
                + " --force asks the source, if that still answers for the day");
    }
}
