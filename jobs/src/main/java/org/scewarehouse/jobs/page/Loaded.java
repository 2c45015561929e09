package org.scewarehouse.jobs.page;

import java.util.List;
import java.util.Set;

/**
 * Tables of which days that can tell something are loaded, without schema. What is not loaded is unknown, never none.
 *
 * @param ever those of any day
 * @param inPeriod those of a day of the page's period
 */
record Loaded(Set<String> ever, Set<String> inPeriod) {

    /** How much of what a section is counted from is loaded. */
    enum Reach {
        NEVER,
        OTHER_DAYS,
        PERIOD
    }

    /** Of any of these tables, over the period or, where none is asked for, over all days. */
    Reach of(List<String> facts, boolean isOfPeriod) {
        if (facts.stream().noneMatch(ever::contains)) {
            return Reach.NEVER;
        }
        return !isOfPeriod || facts.stream().anyMatch(inPeriod::contains) ? Reach.PERIOD : Reach.OTHER_DAYS;
    }
}
