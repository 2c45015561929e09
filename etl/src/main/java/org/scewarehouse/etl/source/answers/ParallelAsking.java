package org.scewarehouse.etl.source.answers;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.scewarehouse.etl.SourceUnavailable;

/** Asks for many items with a bounded number of requests under way, and takes the answers in the items' order. */
public final class ParallelAsking {

    private static final int AHEAD = 4;

    private final int concurrency;
    private final ThreadPoolExecutor threads;

    /** All calls of one object together ask for at most that many items at once. */
    public ParallelAsking(int concurrency) {
        this.concurrency = concurrency;
        this.threads = new ThreadPoolExecutor(
                concurrency, concurrency, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "ask");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** Asks for each item; the first failure ends all that is under way and is thrown. */
    public <T, R> void each(List<T> items, Function<T, R> question, BiConsumer<T, R> taker) {
        Deque<Future<R>> underWay = new ArrayDeque<>();
        Iterator<T> coming = items.iterator();
        try {
            for (T item : items) {
                while (underWay.size() < concurrency * AHEAD && coming.hasNext()) {
                    T next = coming.next();
                    underWay.add(threads.submit(() -> question.apply(next)));
                }
                taker.accept(item, underWay.remove().get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceUnavailable("stopped while asking for items", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            underWay.forEach(future -> future.cancel(true));
        }
    }
}
