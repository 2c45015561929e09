package org.scewarehouse.jobs.run;

import org.scewarehouse.model.Day;

/**
 * One source-day that a run is going to do, and why.
 *
 * @param source name of the source
 * @param day the day
 * @param action what is to be done
 * @param reason why, for people
 * @param isAskedFor whether somebody insists ({@code --force}, {@code --from-raw}), so that nothing is taken as done
 * @param acceptsShrink whether a much smaller answer may take the place of the one in force
 */
public record PlannedDay(
        String source, Day day, Action action, String reason, boolean isAskedFor, boolean acceptsShrink) {

    /** The same, with a much smaller answer accepted or not. */
    PlannedDay acceptingShrink(boolean isAccepted) {
        return new PlannedDay(source, day, action, reason, isAskedFor, isAccepted);
    }

    /** What a run does with a day. */
    public enum Action {
        /** Ask the source, then transform and load. */
        LOAD("load"),
        /** Ask the source again although the day is published: it may have changed. */
        RESTATE("restate"),
        /** Transform and load from the raw that is kept; the source is not asked. */
        REBUILD("rebuild from raw"),
        /** The source answers no longer for the day and no raw is kept: say so. */
        DECLARE_LOST("declare lost"),
        /** The source's history begins later, or the day was asked for in vain: say so. */
        DECLARE_NOT_EXPECTED("declare not expected");

        private final String label;

        Action(String label) {
            this.label = label;
        }

        /** The action in words. */
        public String label() {
            return label;
        }
    }
}
