package org.scewarehouse.jobs;

/** How a command ended, for the scheduler that started it. 1 never occurs: it is what a crash of the JVM gives. */
public enum ExitCode {
    /** Everything asked for is done. */
    DONE(0, "done"),
    /** Published, with warnings: records dropped, an optional source failed, a shrink held back. */
    DONE_WITH_WARNINGS(2, "done, with warnings"),
    /** Something was away: run again. */
    RUN_AGAIN(3, "something was away, run again"),
    /** Usage, configuration, credentials, or a source that does not keep its contract: a person must act. */
    ACT(4, "a person must act"),
    /** Data is lost, or an invariant is broken. */
    BROKEN(5, "data is lost or an invariant is broken"),
    /** Another run holds the lock. */
    LOCKED(6, "another run is at work"),
    /** Stopped by a signal; everything is consistent. */
    STOPPED(143, "stopped by a signal");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    public int number() {
        return number;
    }

    /** The code in words. */
    public String meaning() {
        return meaning;
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
