package org.scewarehouse.jobs.run;

import org.jspecify.annotations.Nullable;
import org.scewarehouse.jobs.Console;
import org.scewarehouse.jobs.ProgressLine;

/**
 * Shows the source-day that is being worked at on one line; steps that run at once take turns on it. Of days that are
 * worked at side by side the one that came first has it until something else is said.
 */
final class ConsoleProgress implements StepProgress, AutoCloseable {

    private final Console console;
    private @Nullable ProgressLine line;
    private @Nullable String shown;

    ConsoleProgress(Console console) {
        this.console = console;
    }

    @Override
    public synchronized void advance(SourceDay work, String step, String unit, long done, long total) {
        String task = work.source().name() + " " + work.day();
        ProgressLine current = line;
        if (current != null && !task.equals(shown)) {
            return;
        }
        if (current == null) {
            current = console.progress(task);
            line = current;
            shown = task;
        }
        current.advance(step, unit, done, total);
    }

    /** Ends the line, so that something else can be said. */
    synchronized void end() {
        ProgressLine current = line;
        if (current != null) {
            current.close();
            line = null;
        }
    }

    @Override
    public void close() {
        end();
    }
}
