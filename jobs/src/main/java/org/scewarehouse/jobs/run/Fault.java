package org.scewarehouse.jobs.run;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.etl.PassingConflict;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.load.FenceLost;
import org.scewarehouse.etl.load.WarehouseUnavailable;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.postgres.ServerUnavailable;
import org.scewarehouse.jobs.settings.SettingsRejected;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * What the operator is told about something thrown, and how a process ends that it ends.
 *
 * @param exitCode how the process ends
 * @param text complete sentences, without a stack trace
 */
public record Fault(ExitCode exitCode, String text) {

    /** Of whatever was thrown because a signal has ended the work. */
    public static final Fault STOPPED = new Fault(
            ExitCode.STOPPED, "Stopped by a signal. What was done stays; the same command goes on from there.");

    /** Of whatever was thrown. */
    public static Fault of(Throwable thrown) {
        String fullHeap = fullHeap(thrown);
        if (fullHeap != null) {
            return new Fault(ExitCode.ACT, fullHeap);
        }
        if (thrown instanceof WarehouseShut shut) {
            return of(shut.why());
        }
        if (thrown instanceof SettingsRejected rejected) {
            return new Fault(ExitCode.ACT, "The settings cannot be used:\n" + listed(rejected));
        }
        if (thrown instanceof SourceUnavailable
                || thrown instanceof ServerUnavailable
                || thrown instanceof PassingConflict
                || thrown instanceof WarehouseUnavailable) {
            return new Fault(ExitCode.RUN_AGAIN, message(thrown));
        }
        if (thrown instanceof DataRejected) {
            return new Fault(ExitCode.BROKEN, message(thrown));
        }
        if (thrown instanceof FenceLost) {
            return new Fault(ExitCode.LOCKED, message(thrown));
        }
        if (thrown instanceof InterruptedException) {
            return STOPPED;
        }
        SQLException sql = inChain(SQLException.class, thrown);
        if (sql != null) {
            return new Fault(ofState(sql), "The warehouse says: " + message(sql) + lacking(sql));
        }
        if (thrown.getClass().getName().startsWith("org.scewarehouse.")) { // Said by us, so said in full.
            return new Fault(ExitCode.ACT, message(thrown));
        }
        if (thrown instanceof TransientDataAccessException || inChain(IOException.class, thrown) != null) {
            return new Fault(ExitCode.RUN_AGAIN, message(thrown) + cause(thrown));
        }
        return new Fault(
                ExitCode.ACT,
                "A fault of this program: " + thrown + cause(thrown) + ". Run with --verbose to see more.");
    }

    /** Whether it was the warehouse that did not answer, whichever library met that; raw can be kept without it. */
    static boolean isWarehouseAway(Throwable thrown) {
        if (thrown instanceof ServerUnavailable || thrown instanceof WarehouseUnavailable) {
            return true;
        }
        SQLException sql = inChain(SQLException.class, thrown);
        return sql == null
                ? inChain(CannotCreateTransactionException.class, thrown) != null
                : ofState(sql) == ExitCode.RUN_AGAIN;
    }

    /** What to do about a full heap; null where something else was the matter. */
    static @Nullable String fullHeap(Throwable thrown) {
        OutOfMemoryError full = inChain(OutOfMemoryError.class, thrown);
        return full == null
                ? null
                : "The heap is full (" + message(full) + "). Set SCE_JAVA_OPTS=-Xmx2g, or lower sce.sort-memory.";
    }

    /** Frameworks and threads wrap what they met in errors of their own. */
    private static <T extends Throwable> @Nullable T inChain(Class<T> kind, Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < 10; depth++) {
            if (kind.isInstance(cause)) {
                return kind.cast(cause);
            }
            cause = cause.getCause();
        }
        return null;
    }

    /** Away, full, cancelled or in conflict passes; everything else needs a person. */
    private static ExitCode ofState(SQLException fault) {
        String state = fault.getSQLState();
        boolean passes =
                fault instanceof SQLTransientException || (state != null && state.matches("(08|40|53|55|57|58).*"));
        return passes ? ExitCode.RUN_AGAIN : ExitCode.ACT;
    }

    /** Commands that only read migrate nothing, and ask for what this version has. */
    private static String lacking(SQLException fault) {
        return String.valueOf(fault.getSQLState()).matches("42P01|42703|42883|3F000")
                ? "\nThe warehouse lacks what this version asks for: bring it to this version with ./sce migrate."
                : "";
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
