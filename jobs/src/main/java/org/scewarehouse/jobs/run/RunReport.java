package org.scewarehouse.jobs.run;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.load.FenceLost;
import org.scewarehouse.jobs.Console;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.settings.SettingsRejected;
import org.slf4j.LoggerFactory;

/** Tells what each day came to, and folds the outcomes into one exit code. */
final class RunReport {

    private RunReport() {}

    /** One line per source-day: what was done, rows, time, and what a reader must know. */
    static void tell(DayOutcome outcome, Console console) {
        PlannedDay planned = outcome.planned();
        String head = planned.source() + " " + planned.day();
        String took = String.format(Locale.ROOT, "%.1f s", outcome.took().toMillis() / 1000.0);
        String tail = outcome.message().isEmpty() ? "" : "; " + outcome.message();
        switch (outcome.state()) {
            case PUBLISHED, PUBLISHED_WITH_WARNINGS ->
                console.line(head + "  published, " + outcome.rows() + " rows, " + took + tail);
            case UNCHANGED -> console.line(head + "  unchanged, " + outcome.rows() + " rows, " + took);
            case LOST -> console.error(head + "  LOST: " + outcome.message());
            case NOT_EXPECTED -> console.line(head + "  not expected: " + outcome.message());
            case LOCKED -> console.error(head + "  left alone: " + outcome.message());
            case STOPPED -> console.error(head + "  " + outcome.message());
            case FAILED -> console.error(head + "  FAILED after " + took + ": " + outcome.message());
        }
    }

    /** What is going to be done: one line for days in a row with which the same is done for the same reason. */
    static void tell(List<PlannedDay> planned, Console console) {
        int from = 0;
        for (int i = 1; i <= planned.size(); i++) {
            if (i == planned.size() || !follows(planned.get(i), planned.get(i - 1))) {
                tell(planned.get(from), planned.get(i - 1), i - from, console);
                from = i;
            }
        }
        console.line(planned.isEmpty() ? "nothing to do" : planned.size() + " source-days");
    }

    private static boolean follows(PlannedDay day, PlannedDay before) {
        return day.source().equals(before.source())
                && day.day().date().equals(before.day().date().plusDays(1))
                && day.action() == before.action()
                && day.reason().equals(before.reason());
    }

    private static void tell(PlannedDay first, PlannedDay last, int days, Console console) {
        String which = days == 1 ? first.day().toString() : first.day() + " to " + last.day();
        String count = days == 1 ? "" : " (" + days + " days)";
        console.line(first.source() + " " + which + "  " + first.action().label() + ": " + first.reason() + count);
    }

    /** What is most urgent to know of all outcomes; done if there are none. */
    static ExitCode code(List<DayOutcome> outcomes, boolean isOptional) {
        return outcomes.stream().map(outcome -> code(outcome, isOptional)).reduce(ExitCode.DONE, ExitCode::and);
    }

    private static ExitCode code(DayOutcome outcome, boolean isOptional) {
        return switch (outcome.state()) {
            case PUBLISHED, UNCHANGED, NOT_EXPECTED -> ExitCode.DONE;
            case PUBLISHED_WITH_WARNINGS -> ExitCode.DONE_WITH_WARNINGS;
            case LOST -> ExitCode.BROKEN;
            case LOCKED -> ExitCode.LOCKED;
            case STOPPED -> ExitCode.STOPPED;
            case FAILED -> isOptional ? ExitCode.DONE_WITH_WARNINGS : failed(outcome.failure());
        };
    }

    /**
     * Tells that a source could not even be planned for, which stops no other one; returns what that means.
     *
     * @throws RuntimeException the failure, where it concerns the run as a whole
     */
    static ExitCode failed(ConfiguredSource source, RuntimeException failure, Console console) {
        if (Fault.isWarehouseAway(failure)
                || failure instanceof FenceLost
                || failure instanceof Stopped
                || failure instanceof SettingsRejected
                || failure instanceof RequestRefused) {
            throw failure;
        }
        String name = source.source().name();
        console.error(name + "  FAILED: " + Messages.of(failure));
        LoggerFactory.getLogger(RunReport.class).debug("Why {} failed", name, failure);
        return source.isOptional() ? ExitCode.DONE_WITH_WARNINGS : failed(failure);
    }

    /** Who lost a day to another run leaves it to that one, which may yet fail. */
    private static ExitCode failed(@Nullable Throwable failure) {
        if (failure == null || failure instanceof FenceLost) {
            return ExitCode.RUN_AGAIN;
        }
        return Fault.of(failure).exitCode();
    }
}
