package org.scewarehouse.etl.load;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One source-day in the ledger. Row count, checksums and {@code publishedAt} describe what the warehouse holds, so they
 * outlive a later run that failed; null = nothing was ever published.
 *
 * @param attempt attempt of the last run; 0 = never begun
 * @param startedAt begin of the last run; null = never begun
 * @param extractedAt when raw data was last completed; null = never
 * @param message why the state is what it is; null = nothing to say
 */
public record LoadRow(
        String source,
        LocalDate day,
        LoadState state,
        long fence,
        int attempt,
        @Nullable Long rowCount,
        @Nullable String contentSha256,
        @Nullable String manifestSha256,
        @Nullable String settingsFingerprint,
        @Nullable Instant startedAt,
        @Nullable Instant extractedAt,
        @Nullable Instant publishedAt,
        @Nullable String codeVersion,
        @Nullable String message) {

    /** Whether anything of the day was ever had: its raw was complete once, or its rows stand in the warehouse. */
    public boolean isCollected() {
        return state == LoadState.PUBLISHED || extractedAt != null || isStanding();
    }

    /** Whether rows of the day stand in the warehouse, whatever became of later runs. */
    public boolean isStanding() {
        return publishedAt != null;
    }
}
