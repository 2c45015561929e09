package org.scewarehouse.etl.source;

import java.time.Duration;
import java.time.Instant;
import org.scewarehouse.model.Day;

/**
 * One kind of question that a source is asked for each day.
 *
 * @param name name in raw and in the ledger
 * @param kind whether and how a past day can be asked
 * @param isRequired whether the day cannot be transformed without it
 */
public record Endpoint(String name, Kind kind, boolean isRequired) {

    /** How long after a day what is seen then is that day's, where it can only be seen as it is. */
    private static final Duration SNAPSHOT_WINDOW = Duration.ofHours(12);

    /**
     * Whether a question that is asked now is answered for that day. Of what a day cannot do without, the reach of its
     * source says that.
     */
    public boolean answersFor(Day day, Instant now) {
        return !isOptionalSnapshot() || now.isBefore(day.to().plus(SNAPSHOT_WINDOW));
    }

    /** Whether it can only be asked as of now, and a day may stand without it. */
    public boolean isOptionalSnapshot() {
        return kind == Kind.SNAPSHOT && !isRequired;
    }

    /** How an endpoint relates to time. */
    public enum Kind {
        /** Asked by time window; may be asked again, and is, since events arrive late. */
        EVENT,
        /** Answers for a past date; may be asked again. */
        AS_OF,
        /** Answers only as of now; never asked again for a past day. */
        SNAPSHOT
    }
}
