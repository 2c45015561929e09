package org.scewarehouse.jobs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What happens when the process is asked to stop: the work is told, its thread is interrupted, and the process waits
 * until it has come to a consistent end, at most for the time of grace.
 */
public final class Termination {
    /** Less than the 30 seconds after which container platforms kill. */
    private static final Duration GRACE = Duration.ofSeconds(25);

    private final List<Runnable> actions = new ArrayList<>();
    private final CompletableFuture<Integer> end = new CompletableFuture<>();
    private boolean isRequested;

    /** Answers signals for the calling thread, which must call {@link #exit} at its end. */
    public static Termination ofThisThread() {
        Termination termination = new Termination();
        Thread worker = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> termination.stop(worker), "stop"));
        return termination;
    }

    /** Never asked to stop by a signal; for tests and for embedding. */
    public static Termination never() {
        return new Termination();
    }

    public synchronized boolean isRequested() {
        return isRequested;
    }

    /** Runs the action when the process is asked to stop; at once if it has been. The action must not wait. */
    public void onRequest(Runnable action) {
        synchronized (this) {
            if (!isRequested) {
                actions.add(action);
                return;
            }
        }
        action.run();
    }

    /** Ends the process with the code; after a signal, with {@link ExitCode#STOPPED} unless the work was done. */
    public void exit(int code) {
        end.complete(code);
        if (!isRequested()) {
            System.exit(code);
        }
    }

    private void stop(Thread worker) {
        if (end.isDone()) {
            return; // The work has ended by itself, and this is its exit.
        }
        List<Runnable> told;
        synchronized (this) {
            isRequested = true;
            told = List.copyOf(actions);
        }
        told.forEach(Runnable::run);
        worker.interrupt();
        Runtime.getRuntime().halt(finalCode());
    }

    private int finalCode() {
        try {
            int code = end.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            boolean isDone = code == ExitCode.DONE.number() || code == ExitCode.DONE_WITH_WARNINGS.number();
            return isDone ? code : ExitCode.STOPPED.number();
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            return ExitCode.STOPPED.number();
        }
    }
}
