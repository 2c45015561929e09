package org.scewarehouse.jobs;

/** How a command ended, for the scheduler that started it. 1 never occurs: it is what a crash of the JVM gives. */
public enum ExitCode {
    /** Everything asked for is done. */
    DONE(0),
    /** Published, with warnings: records dropped, an optional source failed, a shrink held back. */
    DONE_WITH_WARNINGS(2),
    /** Something was away: run again. */
    RUN_AGAIN(3),
    /** Usage, configuration, credentials, or a source that does not keep its contract: a person must act. */
    ACT(4),
    /** Data is lost, or an invariant is broken. */
    BROKEN(5),
    /** Another run holds the lock. */
    LOCKED(6),
    /** Stopped by a signal; everything is consistent. */
    STOPPED(143);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** What a run ends with of which parts ended differently: what is most urgent to know. */
    public ExitCode and(ExitCode other) {
        return urgency() >= other.urgency() ? this : other;
    }

    private int urgency() {
        return switch (this) {
            case DONE -> 0;
            case DONE_WITH_WARNINGS -> 1;
            case LOCKED -> 2;
            case RUN_AGAIN -> 3;
            case ACT -> 4;
            case BROKEN -> 5;
            case STOPPED -> 6;
        };
    }
}
