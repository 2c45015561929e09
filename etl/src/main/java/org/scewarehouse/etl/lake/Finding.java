package org.scewarehouse.etl.lake;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

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

    private static final Comparator<Finding> ORDER = Comparator.comparing(Finding::endpoint)
            .thenComparing(Finding::kind)
            .thenComparing(Finding::subject)
            .thenComparing(Finding::reason);

    /** The findings sorted, equal ones as one with their counts added. */
    static List<Finding> merged(Collection<Finding> findings) {
        SortedMap<Finding, Long> counts = new TreeMap<>(ORDER);
        findings.forEach(finding -> counts.merge(finding, finding.count, Long::sum));
        return counts.entrySet().stream()
                .map(e -> {
                    Finding finding = e.getKey();
                    return new Finding(finding.endpoint, finding.kind, finding.subject, finding.reason, e.getValue());
                })
                .toList();
    }

    /** What a finding means for the numbers. */
    public enum Kind {
        /** The source does not offer it. */
        GAP,
        /** Records were left out. */
        DROP,
        /** The source, or the transform, warned; the numbers stand. */
        WARNING,
        /** It existed and can no longer be had. */
        LOST,
        /** It is as usual and only counted: nothing is missing. */
        NOTE;

        /** Whether a run that meets it has something to warn of. */
        public boolean isWarning() {
            return this != GAP && this != NOTE;
        }
    }
}
