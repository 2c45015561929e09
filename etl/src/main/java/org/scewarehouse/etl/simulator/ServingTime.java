package org.scewarehouse.etl.simulator;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Adds up the processor time that a simulated server takes to answer, so that it is not taken for the product's. */
public final class ServingTime extends Filter {

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong requests = new AtomicLong();

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        long begun = threads.getCurrentThreadCpuTime();
        try {
            chain.doFilter(exchange);
        } finally {
            nanos.addAndGet(threads.getCurrentThreadCpuTime() - begun);
            requests.incrementAndGet();
        }
    }

    @Override
    public String description() {
        return "adds up the time it takes to answer";
    }

    /** Processor time of all answers so far. */
    public Duration total() {
        return Duration.ofNanos(nanos.get());
    }

    /** Answers so far. */
    public long requests() {
        return requests.get();
    }
}
