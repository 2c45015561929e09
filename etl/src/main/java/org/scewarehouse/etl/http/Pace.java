package org.scewarehouse.etl.http;

import java.time.Duration;
import org.scewarehouse.etl.SourceUnavailable;

/** Spreads requests evenly over time, so that no more than so many begin in a second. Safe for several threads. */
public final class Pace {

    private final long intervalNanos;
    private final Retry.Sleeper sleeper;
    private long nextNanos = System.nanoTime();

    /**
     * A pace.
     *
     * @param perSecond requests in a second; 0 = as fast as may be
     */
    public Pace(double perSecond, Retry.Sleeper sleeper) {
        this.intervalNanos = perSecond <= 0 ? 0 : (long) (1e9 / perSecond);
        this.sleeper = sleeper;
    }

    /** Returns when the next request may begin. */
    public void await() {
        long wait = reserve();
        if (wait > 0) {
            try {
                sleeper.sleep(Duration.ofNanos(wait));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SourceUnavailable("stopped while waiting to ask", e);
            }
        }
    }

    private synchronized long reserve() {
        long now = System.nanoTime();
        long start = nextNanos - now > 0 ? nextNanos : now;
        nextNanos = start + intervalNanos;
        return start - now;
    }
}
