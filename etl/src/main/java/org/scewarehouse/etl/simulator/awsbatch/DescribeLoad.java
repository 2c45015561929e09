package org.scewarehouse.etl.simulator.awsbatch;

import java.time.Duration;
import java.util.function.Supplier;

/** How many describe calls there are at once, how many of them are taken, and how long each lasts. */
public final class DescribeLoad {

    private int most = Integer.MAX_VALUE;
    private Duration time = Duration.ZERO;
    private int underWay;
    private int mostSeen;

    DescribeLoad() {}

    /** Calls beyond so many at once are refused as too frequent. */
    public synchronized void limit(int callsAtOnce) {
        most = callsAtOnce;
    }

    /** Each call lasts so long. */
    public synchronized void last(Duration each) {
        time = each;
    }

    /** The most calls that there were at once, refused ones left out. */
    public synchronized int mostSeen() {
        return mostSeen;
    }

    <T> T carried(Supplier<T> call) {
        long millis = begin();
        try {
            Thread.sleep(millis);
            return call.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(500, "ServerException", "stopped");
        } finally {
            end();
        }
    }

    private synchronized long begin() {
        if (underWay >= most) {
            throw Refusal.tooManyRequests();
        }
        underWay++;
        mostSeen = Math.max(mostSeen, underWay);
        return time.toMillis();
    }

    private synchronized void end() {
        underWay--;
    }
}
