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
        @Nullable String message) {}
