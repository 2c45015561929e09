package org.scewarehouse.jobs.run;

import java.util.List;
import org.scewarehouse.jobs.Console;
import org.scewarehouse.jobs.ProgressLine;

/** How many source-days are done, and what became of each. */
final class LaneProgress implements AutoCloseable {

    private final Console console;
    private final ProgressLine line;
    private final long total;
    private long done;

    LaneProgress(Console console, String name, List<Lane> lanes) {
        this.console = console;
        this.line = console.progress(name + " of " + lanes.size() + (lanes.size() == 1 ? " source" : " sources"));
        this.total = lanes.stream().mapToLong(Lane::size).sum();
    }

    /** A day has ended. */
    synchronized void ended(DayOutcome outcome) {
        done++;
        RunReport.tell(outcome, console);
        line.advance("done", "source-days", done, total);
    }

    @Override
    public synchronized void close() {
        line.close();
    }
}
