package org.scewarehouse.etl.load;

/** Where a source-day stands in the ledger. */
public enum LoadState {
    /** Planned, not begun. */
    PENDING,
    /** Begun; if no process holds its lock, left behind by one that died. */
    RUNNING,
    /** Its rows are in the warehouse. */
    PUBLISHED,
    /** Its last run failed; what an earlier run published is still there. */
    FAILED,
    /** The source no longer has it, and it was never observed. */
    LOST,
    /** It lies before what the source was asked for. */
    NOT_EXPECTED,
    /** Published, but from inputs that have changed since: to be built again. */
    STALE
}
