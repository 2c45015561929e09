package org.scewarehouse.etl.source.hr;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.scewarehouse.etl.lake.Finding;

/** Counts what is wrong with the records of a snapshot, by what it is and not by whose. */
final class Tally {

    private final Map<Finding, Long> counts = new LinkedHashMap<>();

    /** Counts one more. */
    void count(Finding.Kind kind, HrColumn column, String reason) {
        count(kind, column.columnName(), reason, 1);
    }

    /** Counts some more; none is no finding. */
    void count(Finding.Kind kind, String subject, String reason, long count) {
        if (count > 0) {
            counts.merge(new Finding(HrSource.WORKERS, kind, subject, reason, 0), count, Long::sum);
        }
    }

    /** Adds all that was counted here to another. */
    void addTo(Tally other) {
        counts.forEach((finding, count) -> other.counts.merge(finding, count, Long::sum));
    }

    /** Gives all that was counted. */
    void tell(Consumer<Finding> findings) {
        counts.forEach((finding, count) -> findings.accept(
                new Finding(finding.endpoint(), finding.kind(), finding.subject(), finding.reason(), count)));
    }
}
