package org.scewarehouse.jobs.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whatever the ledger says is missing.
 *
 * @param source only this source; null means all that are configured
 * @param maxDays at most so many days of each source, oldest first
 * @param maxDuration begin no further day when the run has taken this time; null means no limit
 * @param isShrinkAccepted let an answer much smaller than the one in force take its place
 * @param parallel so many sources at once, after those that say who people are
 * @param isBrief say nothing of a source with nothing to do
 */
public record NightlyRequest(
        @Nullable String source,
        int maxDays,
        @Nullable Duration maxDuration,
        boolean isShrinkAccepted,
        int parallel,
        boolean isBrief) {

    /** One source after the other. */
    public NightlyRequest(
            @Nullable String source, int maxDays, @Nullable Duration maxDuration, boolean isShrinkAccepted) {
        this(source, maxDays, maxDuration, isShrinkAccepted, 1, false);
    }

    /** The sources asked for, of those that are configured. */
    List<ConfiguredSource> of(List<ConfiguredSource> configured) {
        return source == null ? configured : List.of(ConfiguredSource.named(source, configured));
    }

    /** When no further day is to be begun in a run that began then. */
    Instant end(Instant begun) {
        boolean isEver = maxDuration == null || maxDuration.compareTo(Duration.between(begun, Instant.MAX)) > 0;
        return isEver ? Instant.MAX : begun.plus(maxDuration);
    }
}
