package org.scewarehouse.etl.source;

/**
 * One kind of question that a source is asked for each day.
 *
 * @param name name in raw and in the ledger
 * @param kind whether and how a past day can be asked
 * @param isRequired whether the day cannot be transformed without it
 */
public record Endpoint(String name, Kind kind, boolean isRequired) {

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
