package org.scewarehouse.jobs.run;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** What every line of the log says of its source-day while a step of it is at work on this thread. */
final class LogContext implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogContext.class);

    private final List<MDC.MDCCloseable> fields;

    private LogContext(List<MDC.MDCCloseable> fields) {
        this.fields = fields;
    }

    static LogContext of(SourceDay day, String step) {
        return new LogContext(List.of(
                MDC.putCloseable("source", day.source().name()),
                MDC.putCloseable("day", day.day().toString()),
                MDC.putCloseable("attempt", String.valueOf(day.attempt())),
                MDC.putCloseable("step", step)));
    }

    /** Does the work, telling how long it took. */
    void tell(Runnable work) {
        LOG.info("begun");
        long begun = System.nanoTime();
        boolean isDone = false;
        try {
            work.run();
            isDone = true;
        } finally {
            LOG.info("{} after {} ms", isDone ? "done" : "broken off", (System.nanoTime() - begun) / 1_000_000);
        }
    }

    @Override
    public void close() {
        fields.forEach(MDC.MDCCloseable::close);
    }
}
