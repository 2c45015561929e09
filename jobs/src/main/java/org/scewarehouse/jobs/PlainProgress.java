package org.scewarehouse.jobs;

import java.io.PrintStream;
import java.util.Locale;

/** Progress as plain lines, for logs of a scheduler. Work that ends within the first interval prints one line. */
final class PlainProgress implements ProgressLine {
    private static final long INTERVAL_NANOS = 5_000_000_000L;

    private final String task;
    private final PrintStream stream;
    private final long startNanos = System.nanoTime();
    private long nextNanos = startNanos + INTERVAL_NANOS;
    private String step = "";
    private String unit = "";
    private long done;
    private long total = UNKNOWN;

    PlainProgress(String task, PrintStream stream) {
        this.task = task;
        this.stream = stream;
    }

    @Override
    public void advance(String step, String unit, long done, long total) {
        this.step = step;
        this.unit = unit;
        this.done = done;
        this.total = total;
        long now = System.nanoTime();
        if (now - nextNanos >= 0) {
            nextNanos = now + INTERVAL_NANOS;
            stream.println(text(""));
        }
    }

    @Override
    public void close() {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        stream.println(text(String.format(Locale.ROOT, " in %.1f s", seconds)));
    }

    private String text(String end) {
        if (unit.isEmpty()) {
            return task + end;
        }
        String of = total == UNKNOWN ? "" : String.format(Locale.ROOT, " of %,d", total);
        return String.format(Locale.ROOT, "%s, %s: %,d%s %s%s", task, step, done, of, unit, end);
    }
}
