package org.scewarehouse.etl.load;

/** Where one endpoint of a source-day stands in the ledger. */
public enum EndpointState {
    /** Its answer is in the raw zone. */
    OBSERVED,
    /** The source no longer has it, and it was never observed. */
    LOST,
    /** It could not be observed for this day: a snapshot of a day before the first run. */
    NOT_EXPECTED,
    /** Not asked yet. */
    PENDING
}
