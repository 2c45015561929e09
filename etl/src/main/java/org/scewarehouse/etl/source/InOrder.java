package org.scewarehouse.etl.source;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.scewarehouse.etl.SourceUnavailable;

/**
 * Does several pieces of work at once and hands over what they come to in the order in which they were begun, whichever
 * is done first. Memory holds as many as may be under way. Used by one thread.
 */
public final class InOrder implements AutoCloseable {

    private final String name;
    private final int underWayMax;
    private final ExecutorService threads;
    private final Queue<Work<?>> underWay = new ArrayDeque<>();

    /**
     * @param name of the threads
     * @param atOnce how many there are
     * @param underWayMax begun and not handed over; at least {@code atOnce}
     */
    public InOrder(String name, int atOnce, int underWayMax) {
        this.name = name;
        this.underWayMax = underWayMax;
        this.threads = Executors.newFixedThreadPool(atOnce, work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    private record Work<T>(Future<T> result, Consumer<T> taker) {

        void handOver(String name) {
            taker.accept(awaited(name));
        }

        private T awaited(String name) {
            try {
                return result.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                throw e.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SourceUnavailable("stopped while waiting for: " + name + "; run again", e);
            }
        }
    }

    /**
     * Begins a piece of work; if as many as may are under way, first waits for the oldest.
     *
     * @param taker takes what it comes to, on the thread that uses this
     */
    public <T> void begin(Callable<T> work, Consumer<T> taker) {
        if (underWay.size() == underWayMax) {
            underWay.remove().handOver(name);
        }
        underWay.add(new Work<>(threads.submit(work), taker));
    }

    /** Waits until all is done and handed over. */
    public void finish() {
        while (!underWay.isEmpty()) {
            underWay.remove().handOver(name);
        }
    }

    /** Gives up what is under way. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
