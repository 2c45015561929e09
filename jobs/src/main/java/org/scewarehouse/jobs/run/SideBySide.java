package org.scewarehouse.jobs.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Does work in several threads; none of them is at work any more when it returns. */
final class SideBySide {

    /** Within the time of grace that {@link org.scewarehouse.jobs.Termination} gives. */
    private static final long END_LIMIT_SECONDS = 15;

    private SideBySide() {}

    /**
     * Does all of the work, begun in the order given; the first that fails ends the others and is thrown.
     *
     * @param threads 1 = the calling one
     * @return what each came to, in the order given
     * @throws Stopped if the calling thread is interrupted
     */
    static <T> List<T> run(int threads, List<Supplier<T>> work) {
        if (threads == 1 || work.size() == 1) {
            return work.stream().map(Supplier::get).toList();
        }
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> begun =
                    work.stream().map(each -> workers.submit(each::get)).toList();
            List<T> results = new ArrayList<>();
            for (Future<T> each : begun) {
                results.add(result(each));
            }
            return results;
        } finally {
            shutDown(workers);
        }
    }

    /**
     * Waits for what work comes to; what it fails of is thrown.
     *
     * @throws Stopped if the calling thread is interrupted
     */
    static <T> T result(Future<T> work) {
        try {
            return work.get();
        } catch (InterruptedException e) {
            throw new Stopped();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    /** Interrupts those still at work and waits for them, so that none writes when its locks are given back. */
    static void shutDown(ExecutorService threads) {
        threads.shutdownNow();
        boolean isInterrupted = Thread.interrupted();
        try {
            if (!threads.awaitTermination(END_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                return; // The fence keeps them from publishing, and this process ends now.
            }
        } catch (InterruptedException e) {
            isInterrupted = true;
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
