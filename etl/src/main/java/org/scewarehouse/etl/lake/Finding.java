package org.scewarehouse.etl.lake;

/**
 * Something a reader of the numbers must know about a source-day.
 *
 * @param endpoint endpoint it concerns; empty where it concerns the whole source-day
 * @param kind what it means for the numbers
 * @param subject metric, table, column or id it is about
 * @param reason why, in a few words that are the same each time
 * @param count how many records or answers; of equal findings the counts add up
 */
public record Finding(String endpoint, Kind kind, String subject, String reason, long count) {

    /** What a finding means for the numbers. */
    public enum Kind {
        /** The source does not offer it. */
        GAP,
        /** Records were left out. */
        DROP,
        /** The source, or the transform, warned; the numbers stand. */
        WARNING,
        /** It existed and can no longer be had. */
        LOST
    }
}
