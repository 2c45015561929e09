package org.scewarehouse.etl.source.awsbatch;

import java.util.Map;
import java.util.TreeMap;

/** How often something was found, by reason. */
final class Counts {

    private final Map<String, Long> byReason = new TreeMap<>();

    void add(String reason) {
        byReason.merge(reason, 1L, Long::sum);
    }

    /** Reason to count, sorted. */
    Map<String, Long> byReason() {
        return byReason;
    }
}
