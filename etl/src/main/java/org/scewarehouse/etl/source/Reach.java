package org.scewarehouse.etl.source;

import java.time.Instant;

/**
 * How far back a source answers.
 *
 * @param from earliest instant from which its answers are complete: what it no longer holds lies before;
 *     {@link Instant#MIN} where nothing limits it
 * @param oldest instant of the oldest record it has, not before {@code from}: it is not asked for days before that one,
 *     since an empty answer would only mean that it was emptied. A source that cannot tell, or of which it is nothing
 *     strange to have no records, says {@code from}
 * @param begin where a first run begins
 * @param reason how that is known, for {@code status}
 */
public record Reach(Instant from, Instant oldest, Instant begin, String reason) {

    /** A first run begins at the oldest record. */
    public Reach(Instant from, Instant oldest, String reason) {
        this(from, oldest, oldest, reason);
    }

    /** A source that answers and has nothing at all, though one that works would have something. */
    public static Reach withoutRecords(Instant from, String reason) {
        return new Reach(from, Instant.MAX, reason);
    }

    /** Whether there is anything to ask for. */
    public boolean hasRecords() {
        return !oldest.equals(Instant.MAX);
    }
}
