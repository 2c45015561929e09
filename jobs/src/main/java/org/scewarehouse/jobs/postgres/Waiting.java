package org.scewarehouse.jobs.postgres;

import java.util.function.BooleanSupplier;

/** Waiting in short steps for something that another process does. */
final class Waiting {
    private Waiting() {}

    /** True as soon as the condition holds; false when it does not within the limit. */
    static boolean until(long limitMillis, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < limitMillis * 1_000_000) {
            if (condition.getAsBoolean()) {
                return true;
            }
            pause(20);
        }
        return condition.getAsBoolean();
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerUnavailable("Stopped while waiting for the embedded PostgreSQL", e);
        }
    }
}
