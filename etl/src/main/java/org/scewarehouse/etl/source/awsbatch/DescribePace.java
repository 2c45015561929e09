package org.scewarehouse.etl.source.awsbatch;

import java.time.Duration;
import java.util.function.Supplier;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.http.Retry.Sleeper;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * How fast AWS is asked. Describe calls begin at most at the rate that is set; each refusal for haste halves the rate
 * and is waited out, each success raises it by a tenth, up to where it was. Used by one thread.
 */
final class DescribePace {

    private static final double SLOWEST = 0.05;

    private final double fastest;
    private final Duration limit;
    private final Sleeper sleeper;
    private double rate;
    private long nextNanos;

    /**
     * @param fastest most describe calls per second
     * @param limit how long one call is waited for, over all its refusals
     */
    DescribePace(double fastest, Duration limit, Sleeper sleeper) {
        this.fastest = fastest;
        this.limit = limit;
        this.sleeper = sleeper;
        this.rate = fastest;
        this.nextNanos = System.nanoTime();
    }

    /** Calls when it is time. */
    <T> T paced(String operation, Supplier<T> call) {
        return patient(operation, () -> {
            sleep(operation, Duration.ofNanos(Math.max(0, nextNanos - System.nanoTime())));
            nextNanos = System.nanoTime() + (long) (1e9 / rate);
            T answer = call.get();
            rate = Math.min(fastest, rate * 1.1);
            return answer;
        });
    }

    /**
     * Calls at once, and again as long as AWS says that it is asked too fast.
     *
     * @throws SourceUnavailable where that lasts longer than the limit
     */
    <T> T patient(String operation, Supplier<T> call) {
        Duration waited = Duration.ZERO;
        while (true) {
            try {
                return call.get();
            } catch (AwsServiceException e) {
                if (!e.isThrottlingException() && e.statusCode() != 429) {
                    throw e;
                }
                rate = Math.max(SLOWEST, rate / 2);
                Duration wait = Duration.ofMillis((long) (1000 / rate));
                if (waited.plus(wait).compareTo(limit) > 0) {
                    throw new SourceUnavailable(
                            "aws_batch: " + operation + " was refused as too frequent for " + waited.toSeconds()
                                    + " s; run again later, or set a lower " + AwsBatchSettings.PROPERTY
                                    + ".describe-rate",
                            e);
                }
                waited = waited.plus(wait);
                sleep(operation, wait);
            }
        }
    }

    private void sleep(String operation, Duration time) {
        try {
            if (!time.isZero()) {
                sleeper.sleep(time);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceUnavailable("aws_batch: " + operation + " was stopped while it waited; run again", e);
        }
    }
}
