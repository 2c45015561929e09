package org.scewarehouse.etl.source.gitlab;

import java.util.Collection;
import java.util.Iterator;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.SourceUnavailable;

/** Works at groups in their order, some at a time, so that one is asked about while others are forced to disk. */
final class GroupsInTurn {

    private static final int AT_ONCE = 4;

    private GroupsInTurn() {}

    /** Returns once nobody works any more; the first failure ends what is under way and is thrown. */
    static <T> void each(Collection<T> groups, Consumer<T> work) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, GroupsInTurn::daemon);
        CompletionService<Boolean> workers = new ExecutorCompletionService<>(threads);
        Iterator<T> coming = groups.iterator();
        for (int i = 0; i < AT_ONCE; i++) {
            Future<Boolean> unused = workers.submit(() -> workAtEach(coming, work), true);
        }
        try {
            for (int i = 0; i < AT_ONCE; i++) {
                workers.take().get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceUnavailable("stopped while asking for groups of projects", e);
        } catch (ExecutionException e) {
            throw thrown(e.getCause());
        } finally {
            end(threads);
        }
    }

    private static <T> void workAtEach(Iterator<T> coming, Consumer<T> work) {
        T group = next(coming);
        while (group != null) {
            work.accept(group);
            group = next(coming);
        }
    }

    private static <T> @Nullable T next(Iterator<T> coming) {
        synchronized (coming) {
            return coming.hasNext() && !Thread.currentThread().isInterrupted() ? coming.next() : null;
        }
    }

    private static RuntimeException thrown(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
    }

    /** A part that is still being written would otherwise come after whoever goes on with the attempt. */
    private static void end(ExecutorService threads) {
        threads.shutdownNow();
        boolean isInterrupted = Thread.interrupted();
        boolean isOver = false;
        while (!isOver) {
            try {
                isOver = threads.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "groups of projects");
        thread.setDaemon(true);
        return thread;
    }
}
