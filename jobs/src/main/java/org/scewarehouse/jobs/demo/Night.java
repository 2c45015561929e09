package org.scewarehouse.jobs.demo;

import java.sql.SQLException;
import java.time.Instant;

/** One night of the real job over all sources. */
@FunctionalInterface
public interface Night {

    /**
     * Loads what is due.
     *
     * @param now what the clock shows
     * @return exit code of the run: 0 for done, 2 for done with warnings
     */
    int run(Instant now) throws SQLException;
}
