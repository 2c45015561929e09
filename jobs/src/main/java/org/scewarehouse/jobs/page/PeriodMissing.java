package org.scewarehouse.jobs.page;

import java.util.List;

/** The warehouse has no such period. */
public final class PeriodMissing extends RuntimeException {
    private static final long serialVersionUID = 1;

    PeriodMissing(String name, List<String> names) {
        super(
                names.isEmpty()
                        ? "The warehouse is empty: run ./sce demo, or ./sce nightly"
                        : "There is no period '" + name + "'. There are: " + String.join(", ", names));
    }
}
