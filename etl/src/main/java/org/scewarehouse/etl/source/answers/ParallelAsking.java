package org.scewarehouse.etl.source.answers;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
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

    /** While answers of one are awaited, those of the next are asked for. */
    private static final int BATCHES = 2;

    /** Items of a batch for each request that may be under way. */
    private static final int EACH = 2;

    private final int batch;
    private final ThreadPoolExecutor threads;

    /** All calls of one object together ask for at most that many items at once. */
    public ParallelAsking(int concurrency) {
        this.batch = concurrency * EACH;
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
        Deque<Batch<T, R>> underWay = new ArrayDeque<>();
        List<List<T>> coming = batches(items);
        try {
            for (int taken = 0; taken < coming.size(); taken++) {
                while (underWay.size() < BATCHES && taken + underWay.size() < coming.size()) {
                    underWay.add(new Batch<>(coming.get(taken + underWay.size()), question));
                }
                underWay.element().take(taker);
                underWay.remove();
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
            underWay.forEach(Batch::cancel);
        }
    }

    private <T> List<List<T>> batches(List<T> items) {
        List<List<T>> batches = new ArrayList<>();
        for (int from = 0; from < items.size(); from += batch) {
            batches.add(items.subList(from, Math.min(items.size(), from + batch)));
        }
        return batches;
    }

    /** Items whose answers are taken together: to be woken for each costs as much as asking. */
    private final class Batch<T, R> {

        private final List<T> items;
        private final List<Future<R>> answers = new ArrayList<>();
        private final CountDownLatch missing;

        Batch(List<T> items, Function<T, R> question) {
            this.items = items;
            this.missing = new CountDownLatch(items.size());
            items.forEach(item -> answers.add(threads.submit(() -> answer(item, question))));
        }

        private R answer(T item, Function<T, R> question) {
            try {
                return question.apply(item);
            } finally {
                missing.countDown();
            }
        }

        void take(BiConsumer<T, R> taker) throws InterruptedException, ExecutionException {
            missing.await();
            for (int i = 0; i < items.size(); i++) {
                taker.accept(items.get(i), answers.get(i).get());
            }
        }

        void cancel() {
            answers.forEach(answer -> answer.cancel(true));
        }
    }
}
