package org.scewarehouse.etl.source.awsbatch;

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
 * Makes several calls at once and hands over their answers in the order in which they were begun, whichever comes
 * first. Memory holds the answers of as many calls as may be under way. Used by one thread.
 */
final class OrderedCalls implements AutoCloseable {

    private final int atOnce;
    private final ExecutorService threads;
    private final Queue<Call<?>> underWay = new ArrayDeque<>();

    OrderedCalls(String name, int atOnce) {
        this.atOnce = atOnce;
        this.threads = Executors.newFixedThreadPool(atOnce, work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    private record Call<T>(Future<T> call, Consumer<T> taker) {

        void handOver() {
            taker.accept(answer());
        }

        private T answer() {
            try {
                return call.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException fault) {
                    throw fault;
                }
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SourceUnavailable("aws_batch: stopped while it waited for an answer; run again", e);
            }
        }
    }

    /**
     * Begins a call; if as many as may are under way, first waits for the oldest.
     *
     * @param taker takes the answer, on the thread that uses this
     */
    <T> void begin(Callable<T> call, Consumer<T> taker) {
        if (underWay.size() == atOnce) {
            underWay.remove().handOver();
        }
        underWay.add(new Call<>(threads.submit(call), taker));
    }

    /** Waits for all answers. */
    void finish() {
        while (!underWay.isEmpty()) {
            underWay.remove().handOver();
        }
    }

    /** Gives up what is under way. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
