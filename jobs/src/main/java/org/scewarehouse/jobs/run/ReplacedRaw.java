package org.scewarehouse.jobs.run;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.scewarehouse.etl.load.LoadRow;
import org.scewarehouse.etl.source.Source;

/**
 * Attempts of raw that later ones have replaced: kept for a week, in case the later one was a mistake. The caller holds
 * the source, so that none of them is being written.
 */
final class ReplacedRaw {

    private static final Duration KEPT = Duration.ofDays(7);

    /** A day extracted longer ago than this was looked at by earlier runs often enough. */
    private static final Duration LOOKED_AT = Duration.ofDays(60);

    private ReplacedRaw() {}

    /** Deletes what was replaced and is older than a week by the run's clock. */
    static void delete(RunContext context, Source source) {
        Instant now = context.clock().instant();
        LocalDate tomorrow = now.atZone(ZoneOffset.UTC).toLocalDate().plusDays(2);
        for (LoadRow row : context.ledger().rows(source.name(), Planning.FIRST_DAY, tomorrow)) {
            boolean isRecent = row.extractedAt() != null && row.extractedAt().isAfter(now.minus(LOOKED_AT));
            if (row.attempt() > 1 && isRecent) {
                context.lake().raw().deleteReplaced(source.name(), row.day(), now.minus(KEPT));
            }
        }
    }
}
