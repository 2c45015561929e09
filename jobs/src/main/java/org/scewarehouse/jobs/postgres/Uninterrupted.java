package org.scewarehouse.jobs.postgres;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Work that a stopped command must still bring to its end: it is interrupted at any moment, this is not. */
final class Uninterrupted {
    private Uninterrupted() {}

    /** Does the work on a thread of its own and returns after it; an interrupt meanwhile is kept for the caller. */
    static void run(Runnable work) {
        FutureTask<Boolean> task = new FutureTask<>(work, true);
        new Thread(task, "embedded-postgres").start();
        boolean isInterrupted = false;
        try {
            while (true) {
                try {
                    task.get();
                    return;
                } catch (InterruptedException e) {
                    isInterrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException told) {
                throw told;
            }
            throw new ServerUnavailable("The embedded PostgreSQL could not be served: " + e.getCause(), e);
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
