package org.scewarehouse.jobs.run;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whatever the ledger says is missing.
 *
 * @param source only this source; null means all that are configured
 * @param maxDays at most so many days of each source, oldest first
 * @param maxDuration begin no further day after this time; null means no limit
 * @param isShrinkAccepted let an answer much smaller than the one in force take its place
 */
public record NightlyRequest(
        @Nullable String source, int maxDays, @Nullable Duration maxDuration, boolean isShrinkAccepted) {}
