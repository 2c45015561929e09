package org.scewarehouse.etl.load;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the last run learned of a source: from which of its days on anything can be missing.
 *
 * @param source source
 * @param firstDay first day that is planned
 * @param edge a day is due so long after its end
 * @param answersFrom first day that the source answers completely; null = nothing limits it
 * @param oldestDay day of the oldest record it has; null = it cannot tell
 * @param reason how that is known
 * @param askedAt when it was asked
 */
public record SourceRow(
        String source,
        LocalDate firstDay,
        Duration edge,
        @Nullable LocalDate answersFrom,
        @Nullable LocalDate oldestDay,
        String reason,
        Instant askedAt) {}
