package org.scewarehouse.jobs.run;

import java.time.LocalDate;
import java.util.Set;

/**
 * Many days of many sources, done side by side.
 *
 * @param sources only these; none means all that are configured
 * @param from first day
 * @param to last day, included; not before {@code from}
 * @param isFromRaw rebuild from the raw zone without asking the sources
 * @param isForced do published days again
 * @param workers how many source-days at once, at least 1
 * @param share which part of the work this process does
 */
public record BackfillRequest(
        Set<String> sources,
        LocalDate from,
        LocalDate to,
        boolean isFromRaw,
        boolean isForced,
        int workers,
        Share share) {

    /**
     * One part of work that several processes share. Which process does what follows from both numbers alone, so that
     * they need not speak with each other.
     *
     * @param index from 0
     * @param count how many share the work
     */
    public record Share(int index, int count) {

        /** The only part. */
        public static final Share ALL = new Share(0, 1);

        public Share {
            if (count < 1 || index < 0 || index >= count) {
                throw new IllegalArgumentException("share " + index + " of " + count);
            }
        }

        /** Whether the unit of that number is in this part. */
        boolean has(int unit) {
            return unit % count == index;
        }
    }

    /** The same days, of one source. */
    RunRequest of(String name) {
        return new RunRequest(name, from, to, isFromRaw, isForced, false, false);
    }
}
