package org.scewarehouse.jobs.run;

import org.scewarehouse.etl.source.Source;
import org.scewarehouse.model.Day;

/**
 * One execution of one source-day.
 *
 * @param source the source
 * @param day the day
 * @param attempt number of the attempt, from 1; also the number of the raw attempt it writes
 * @param fence number drawn for this execution; an older one can no longer publish
 * @param asksSource whether the source is asked; otherwise the raw that is kept is used
 * @param rebuilds whether the curated files are built even when they are there and right
 * @param acceptsShrink whether a much smaller answer may take the place of the one in force
 */
public record SourceDay(
        Source source, Day day, int attempt, long fence, boolean asksSource, boolean rebuilds, boolean acceptsShrink) {

    @Override
    public String toString() {
        return source.name() + " " + day + ", attempt " + attempt;
    }
}
