package org.scewarehouse.jobs.run;

import java.time.LocalDate;

/**
 * Named days of one source.
 *
 * @param source name as in the ledger
 * @param from first day
 * @param to last day, included; not before {@code from}
 * @param isFromRaw rebuild from the raw zone without asking the source
 * @param isForced do published days again
 * @param isDryRun only say what would be done
 * @param isShrinkAccepted let an answer much smaller than the one in force take its place
 */
public record RunRequest(
        String source,
        LocalDate from,
        LocalDate to,
        boolean isFromRaw,
        boolean isForced,
        boolean isDryRun,
        boolean isShrinkAccepted) {}
