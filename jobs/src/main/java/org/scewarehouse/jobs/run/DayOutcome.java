package org.scewarehouse.jobs.run;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one source-day came to.
 *
 * @param planned what was to be done
 * @param state how it ended
 * @param rows rows that the day has in the warehouse; null if it was not published
 * @param took how long it took
 * @param message what a reader must know; empty if nothing
 * @param failure what it failed of; null if it did not
 */
public record DayOutcome(
        PlannedDay planned,
        State state,
        @Nullable Long rows,
        Duration took,
        String message,
        @Nullable Throwable failure) {

    /** How a source-day ended. */
    public enum State {
        /** Its rows are in the warehouse, new or replaced. */
        PUBLISHED,
        /** Its rows were in the warehouse already, equal to the last bit. */
        UNCHANGED,
        /** Published, but records were dropped or the source warned. */
        PUBLISHED_WITH_WARNINGS,
        /** It failed; what was published before stays. */
        FAILED,
        /** The source answers no longer for the day, which is stated by this run. */
        LOST,
        /** The source never had the day, or nobody could have collected it, which is stated by this run. */
        NOT_EXPECTED,
        /** Another run works at it. */
        LOCKED,
        /** A signal ended the run. */
        STOPPED
    }
}
