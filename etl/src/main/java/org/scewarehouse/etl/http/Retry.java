package org.scewarehouse.etl.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.SourceUnavailable;

/**
 * Asks again where that may help: after {@link SourceUnavailable}, and after statuses such as 429 and 503, with the
 * wait that the system names or else a random one that doubles its range; after 429 nearly the longest one. Other
 * errors pass at once.
 */
public final class Retry {

    /**
     * How often and how long.
     *
     * @param attempts calls in all, the first included
     * @param firstWait upper bound of the first wait
     * @param longestWait upper bound of every wait that the system does not name
     * @param budget no call is begun later than this after the first one began
     */
    public record Policy(int attempts, Duration firstWait, Duration longestWait, Duration budget) {

        /** Five calls within 45 minutes. */
        public static final Policy STANDARD =
                new Policy(5, Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofMinutes(45));
    }

    /** How to wait. */
    @FunctionalInterface
    public interface Sleeper {
        /** Returns after the time has passed. */
        void sleep(Duration time) throws InterruptedException;
    }

    /** Hears of each wait before it begins. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A call has failed and will be repeated.
         *
         * @param failure what was wrong, in words
         * @param wait time until the next call
         * @param spent time since the first call began
         * @param attempt number of the next call, from 2
         */
        void waiting(String failure, Duration wait, Duration spent, int attempt);
    }

    private static final Listener NOBODY = (failure, wait, spent, attempt) -> {};

    private final Policy policy;
    private final InstantSource clock;
    private final Sleeper sleeper;
    private final DoubleSupplier random;
    private final Listener listener;

    /**
     * With everything given.
     *
     * @param random numbers from 0 to below 1
     */
    public Retry(Policy policy, InstantSource clock, Sleeper sleeper, DoubleSupplier random) {
        this(policy, clock, sleeper, random, NOBODY);
    }

    private Retry(Policy policy, InstantSource clock, Sleeper sleeper, DoubleSupplier random, Listener listener) {
        this.policy = policy;
        this.clock = clock;
        this.sleeper = sleeper;
        this.random = random;
        this.listener = listener;
    }

    /** The same, with somebody who hears of the waits. */
    public Retry heardBy(Listener other) {
        return new Retry(policy, clock, sleeper, random, other);
    }

    /** As the product runs. */
    public static Retry standard(InstantSource clock) {
        return new Retry(
                Policy.STANDARD,
                clock,
                time -> Thread.sleep(time.toMillis()),
                () -> ThreadLocalRandom.current().nextDouble());
    }

    /**
     * Calls until it succeeds, fails for good, or attempts or budget are used up: its own, or those of a retry within.
     *
     * @throws SourceUnavailable the last failure, saying how often was tried; also if interrupted while waiting
     */
    public <T extends @Nullable Object> T call(Supplier<T> call) {
        Instant begun = clock.instant();
        Duration range = policy.firstWait();
        for (int attempt = 1; ; attempt++) {
            RuntimeException failure;
            Duration wait;
            try {
                return call.get();
            } catch (AskedInVain e) {
                throw e;
            } catch (RetryLater e) {
                failure = e;
                wait = wait(e, range);
            } catch (SourceUnavailable e) {
                failure = e;
                wait = within(range);
            }
            Duration spent = Duration.between(begun, clock.instant());
            if (attempt >= policy.attempts()
                    || spent.plus(wait).compareTo(policy.budget()) > 0
                    || Thread.currentThread().isInterrupted()) {
                throw new AskedInVain(failure.getMessage() + "; " + tally(attempt, spent), failure);
            }
            listener.waiting(String.valueOf(failure.getMessage()), wait, spent, attempt + 1);
            sleep(wait, failure);
            range = range.multipliedBy(2);
            range = range.compareTo(policy.longestWait()) > 0 ? policy.longestWait() : range;
        }
    }

    private Duration wait(RetryLater failure, Duration range) {
        Duration asked = failure.waitAsked();
        if (asked != null) {
            return asked;
        }
        // Limits are mostly of a minute: shorter waits would use up all attempts within one.
        Duration longest = policy.longestWait();
        return failure.isThrottled() ? longest.minus(within(longest.dividedBy(4))) : within(range);
    }

    private Duration within(Duration range) {
        return range.multipliedBy((long) (random.getAsDouble() * 1000)).dividedBy(1000);
    }

    private static String tally(int attempts, Duration spent) {
        return attempts == 1
                ? "run again later"
                : "asked " + attempts + " times in " + spent.toSeconds() + " s, run again later";
    }

    private void sleep(Duration wait, RuntimeException failure) {
        try {
            sleeper.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AskedInVain(failure.getMessage() + "; stopped while waiting to ask again", failure);
        }
    }
}
