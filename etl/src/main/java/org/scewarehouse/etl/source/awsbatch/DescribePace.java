package org.scewarehouse.etl.source.awsbatch;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.http.Retry.Sleeper;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * How fast AWS is asked. Some calls may be under way at once, and describe calls begin at most at the rate that is set.
 * A refusal for haste halves both, and keeps everybody quiet for the time between two describe calls; each answer gives
 * a hundredth of the most back. Safe for use by several threads.
 */
final class DescribePace {

    /** Most calls under way. */
    static final int AT_ONCE = 8;

    private static final double GIVEN_BACK = 0.01;
    private static final double SLOWEST = 0.05;
    private static final double NANOS = 1e9;

    private final double fastest;
    private final Duration limit;
    private final Sleeper sleeper;
    private final LongSupplier nanos;
    /** Of the most calls at once and a second; at most 1. */
    private double share = 1;

    private int underWay;
    private int refusals;
    /** The first refusal since the last answer; null = the last call was answered. */
    private @Nullable Long refusedNanos;

    private long nextNanos;
    private long quietNanos;

    /**
     * A pace that begins with the most.
     *
     * @param fastest most describe calls per second
     * @param limit how long AWS may do nothing but refuse
     * @param nanos a clock that only runs forward, as {@link System#nanoTime}
     */
    DescribePace(double fastest, Duration limit, Sleeper sleeper, LongSupplier nanos) {
        this.fastest = fastest;
        this.limit = limit;
        this.sleeper = sleeper;
        this.nanos = nanos;
        this.nextNanos = nanos.getAsLong();
        this.quietNanos = nextNanos;
    }

    /**
     * Describes, when it is time, and again as long as AWS says that it is asked too fast.
     *
     * @throws SourceUnavailable where AWS has said nothing else for longer than the limit
     */
    <T> T describe(String operation, Supplier<T> call) {
        return untilTaken(operation, true, call);
    }

    /** As {@link #describe} for calls that no rate is set for. */
    <T> T ask(String operation, Supplier<T> call) {
        return untilTaken(operation, false, call);
    }

    /** How many calls may be under way now. */
    synchronized int atOnce() {
        return Math.max(1, (int) (share * AT_ONCE));
    }

    /** AWS was asked too fast. */
    private static final class Refused extends RuntimeException {
        final transient AwsServiceException answer;

        Refused(AwsServiceException answer) {
            super(answer);
            this.answer = answer;
        }
    }

    private <T> T untilTaken(String operation, boolean isDescribe, Supplier<T> call) {
        while (true) {
            enter(operation, isDescribe);
            try {
                return once(call);
            } catch (Refused e) {
                Duration refused = refusedFor();
                if (refused.compareTo(limit) > 0) {
                    throw new SourceUnavailable(
                            "aws_batch: " + operation + " was refused as too frequent for " + refused.toSeconds()
                                    + " s; run again later, or set a lower " + AwsBatchSettings.PROPERTY
                                    + ".describe-rate",
                            e.answer);
                }
            } finally {
                leave();
            }
        }
    }

    private <T> T once(Supplier<T> call) {
        int refusalsBefore = refusals();
        try {
            T answer = call.get();
            speedUp();
            return answer;
        } catch (AwsServiceException e) {
            if (!e.isThrottlingException() && e.statusCode() != 429) {
                throw e;
            }
            slowDown(refusalsBefore);
            throw new Refused(e);
        }
    }

    private synchronized int refusals() {
        return refusals;
    }

    private synchronized void speedUp() {
        refusedNanos = null;
        share = Math.min(1, share + GIVEN_BACK);
        notifyAll();
    }

    /** Calls that were under way together are refused together: that counts once. */
    private synchronized void slowDown(int refusalsBefore) {
        long now = nanos.getAsLong();
        if (refusedNanos == null) {
            refusedNanos = now;
        }
        if (refusals == refusalsBefore) {
            refusals++;
            share = Math.max(Math.min(1, SLOWEST / fastest), share / 2);
        }
        quietNanos = Math.max(quietNanos, now + interval());
    }

    /** How long nothing was answered; to be asked once only when it is too long, for another try begins anew. */
    private synchronized Duration refusedFor() {
        Duration refused = refusedNanos == null ? Duration.ZERO : Duration.ofNanos(nanos.getAsLong() - refusedNanos);
        if (refused.compareTo(limit) > 0) {
            refusedNanos = null;
        }
        return refused;
    }

    private long interval() {
        return (long) (NANOS / (share * fastest));
    }

    private void enter(String operation, boolean isDescribe) {
        try {
            long left = enterOrWait(isDescribe);
            while (left > 0) {
                sleeper.sleep(Duration.ofNanos(left));
                left = enterOrWait(isDescribe);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceUnavailable("aws_batch: " + operation + " was stopped while it waited; run again", e);
        }
    }

    /** Takes a place; or says how many nanoseconds it is too early. */
    private synchronized long enterOrWait(boolean isDescribe) throws InterruptedException {
        while (underWay >= atOnce()) {
            wait();
        }
        long now = nanos.getAsLong();
        long left = Math.max(isDescribe ? nextNanos : now, quietNanos) - now;
        if (left <= 0) {
            underWay++;
            nextNanos = isDescribe ? now + interval() : nextNanos;
        }
        return left;
    }

    private synchronized void leave() {
        underWay--;
        notifyAll();
    }
}
