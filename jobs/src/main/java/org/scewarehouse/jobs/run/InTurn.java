package org.scewarehouse.jobs.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Does days of one source one after another, of which one may still be loading while the next is asked for and built.
 * They are loaded in turn.
 */
final class InTurn implements AutoCloseable {

    private final Doer doer;
    private final ExecutorService threads = Executors.newFixedThreadPool(2); // begun when work comes
    private @Nullable Begun loading;

    InTurn(Doer doer) {
        this.doer = doer;
    }

    /** Does one day. */
    @FunctionalInterface
    interface Doer {

        /**
         * Does the day.
         *
         * @param whenBuilt told when all but the load is done, which waits for its end
         */
        DayOutcome run(PlannedDay day, Runnable whenBuilt);
    }

    /** A day at work. */
    private final class Begun {

        private final CountDownLatch loadingOrEnded = new CountDownLatch(1);
        private final CountDownLatch ended = new CountDownLatch(1);
        private final Future<DayOutcome> outcome;
        private volatile boolean isLoading;

        Begun(PlannedDay day, @Nullable Begun before) {
            this.outcome = threads.submit(() -> {
                try {
                    return doer.run(day, () -> {
                        isLoading = true;
                        loadingOrEnded.countDown();
                        if (before != null) {
                            await(before.ended);
                        }
                    });
                } finally {
                    loadingOrEnded.countDown();
                    ended.countDown();
                }
            });
        }

        DayOutcome outcome() {
            return SideBySide.result(outcome);
        }
    }

    /**
     * Does a day.
     *
     * @param isLoadedMeanwhile whether this returns as soon as the day is built; what it came to is told later then,
     *     but at once if it failed before
     * @return what the days came to that have ended and were not told yet, in turn
     * @throws Stopped if the calling thread is interrupted while another works
     */
    List<DayOutcome> run(PlannedDay day, boolean isLoadedMeanwhile) {
        if (loading == null && !isLoadedMeanwhile) {
            return List.of(doer.run(day, () -> {}));
        }
        Begun begun = new Begun(day, loading);
        await(begun.loadingOrEnded);
        List<DayOutcome> ended = new ArrayList<>(rest());
        if (isLoadedMeanwhile && begun.isLoading) {
            loading = begun;
        } else {
            ended.add(begun.outcome());
        }
        return ended;
    }

    /** What the day came to that was still loading, if there was one. */
    List<DayOutcome> rest() {
        Begun last = loading;
        loading = null;
        return last == null ? List.of() : List.of(last.outcome());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new Stopped();
        }
    }

    @Override
    public void close() {
        SideBySide.shutDown(threads);
    }
}
