package org.scewarehouse.etl.source.answers;

import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.scewarehouse.etl.lake.RawZone;

/**
 * Items, of many that are asked about, for which a server fails: each is a gap that is counted and the night goes on,
 * unless so many fail in a row that it is the server. Safe for several threads.
 */
public final class ItemFailures {

    /** Why what belongs to an item is missing, in words that are the same each time. */
    public static final String REASON = "the server failed every time";

    private static final int MOST_IN_ROW = 10;

    /** A day is not asked for again for ever where the server always fails for an item. */
    private static final int MOST_ATTEMPTS = 3;

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

    /** Whether what is in force of these endpoints of a day lacks items that asking again may give. */
    public static boolean areAskedAgain(RawZone raw, String source, LocalDate day, List<String> endpoints) {
        return raw.current(source, day).map(RawZone.Reader::completions).orElse(List.of()).stream()
                .filter(kept ->
                        endpoints.contains(kept.endpoint()) && kept.dropped().containsKey(REASON))
                .anyMatch(kept -> raw.nextAttempt(source, kept.endpoint(), day) <= MOST_ATTEMPTS);
    }
}
