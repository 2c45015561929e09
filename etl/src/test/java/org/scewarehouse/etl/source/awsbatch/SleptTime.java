package org.scewarehouse.etl.source.awsbatch;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.scewarehouse.etl.http.Retry.Sleeper;

/** Time that passes only while somebody sleeps, which takes none. */
final class SleptTime implements Sleeper, LongSupplier {

    private final AtomicLong nanos = new AtomicLong();
    private volatile Consumer<Duration> listener = passed -> {};

    /** Tells how much time has passed in all, whenever some has. */
    void heardBy(Consumer<Duration> hearer) {
        listener = hearer;
    }

    @Override
    public void sleep(Duration time) {
        nanos.addAndGet(time.toNanos());
        listener.accept(passed());
    }

    @Override
    public long getAsLong() {
        return nanos.get();
    }

    Duration passed() {
        return Duration.ofNanos(nanos.get());
    }
}
