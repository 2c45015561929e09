package org.scewarehouse.jobs.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.postgres.ServerUnavailable;
import org.scewarehouse.jobs.settings.SettingsRejected;

/**
 * What the operator is told about something thrown.
 *
 * @param exitCode how the process ends
 * @param text complete sentences, without a stack trace
 */
record Fault(ExitCode exitCode, String text) {

    static Fault of(Throwable thrown) {
        if (thrown instanceof SettingsRejected rejected) {
            return new Fault(ExitCode.ACT, "The settings cannot be used:\n" + listed(rejected));
        }
        if (thrown instanceof SourceUnavailable || thrown instanceof ServerUnavailable) {
            return new Fault(ExitCode.RUN_AGAIN, message(thrown));
        }
        if (thrown instanceof DataRejected) {
            return new Fault(ExitCode.BROKEN, message(thrown));
        }
        if (thrown instanceof InterruptedException) {
            return new Fault(ExitCode.STOPPED, "Stopped.");
        }
        if (thrown instanceof SQLException sql) {
            return new Fault(ofState(sql.getSQLState()), "The warehouse says: " + message(thrown));
        }
        if (thrown instanceof IOException || thrown instanceof UncheckedIOException) {
            return new Fault(ExitCode.RUN_AGAIN, message(thrown) + cause(thrown));
        }
        if (thrown instanceof OutOfMemoryError) {
            return new Fault(
                    ExitCode.ACT,
                    "The heap is full (" + message(thrown) + "). Set SCE_JAVA_OPTS=-Xmx2g, or lower "
                            + "sce.sort-memory.");
        }
        if (thrown.getClass().getName().startsWith("org.scewarehouse.")) { // Said by us, so said in full.
            return new Fault(ExitCode.ACT, message(thrown));
        }
        return new Fault(
                ExitCode.ACT,
                "A fault of this program: " + thrown + cause(thrown) + ". Run with --verbose to see more.");
    }

    /** Away, full, cancelled or in conflict passes; everything else needs a person. */
    private static ExitCode ofState(@Nullable String state) {
        boolean passes = state != null && state.matches("(08|40|53|55|57P).*");
        return passes ? ExitCode.RUN_AGAIN : ExitCode.ACT;
    }

    private static String listed(SettingsRejected rejected) {
        return rejected.faults().stream().map(fault -> "  " + fault).collect(Collectors.joining("\n"));
    }

    private static String message(Throwable thrown) {
        return thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
    }

    private static String cause(Throwable thrown) {
        return thrown.getCause() == null ? "" : " (" + thrown.getCause() + ")";
    }
}
