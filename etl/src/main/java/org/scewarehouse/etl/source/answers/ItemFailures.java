package org.scewarehouse.etl.source.answers;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Items, of many that are asked about, for which a server fails: each is a gap that is counted and the night goes on,
 * unless so many fail in a row that it is the server. Safe for several threads.
 */
public final class ItemFailures {

    /** Why what belongs to an item is missing, in words that are the same each time. */
    public static final String REASON = "the server failed every time";

    private static final int MOST_IN_ROW = 10;

    private final AtomicInteger inRow = new AtomicInteger();

    /** The server has answered for an item, be it that there is nothing. */
    public void answered() {
        inRow.set(0);
    }

    /** Returns where the failure is that of one item; throws it where it is the server's, or a signal's. */
    public void failed(RuntimeException failure) {
        if (Thread.currentThread().isInterrupted() || inRow.incrementAndGet() >= MOST_IN_ROW) {
            throw failure;
        }
    }
}
