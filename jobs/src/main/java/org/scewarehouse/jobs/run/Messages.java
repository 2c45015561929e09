package org.scewarehouse.jobs.run;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.etl.PassingConflict;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.lake.StoreRefused;
import org.scewarehouse.etl.load.FenceLost;
import org.scewarehouse.etl.load.WarehouseUnavailable;

/** Finds, in a chain of causes, the failure that was written for people. */
public final class Messages {

    private static final int LENGTH_MAX = 2_000;

    private Messages() {}

    /** The first failure in the chain that is one of the product's own kinds; else the one given. */
    public static Throwable telling(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SourceUnavailable
                    || cause instanceof SourceChanged
                    || cause instanceof SourceMisconfigured
                    || cause instanceof DataRejected
                    || cause instanceof StoreRefused
                    || cause instanceof WarehouseUnavailable
                    || cause instanceof FenceLost
                    || cause instanceof PassingConflict
                    || cause instanceof NothingKept
                    || cause instanceof Stopped) {
                return cause;
            }
        }
        return failure;
    }

    /**
     * The failure in one text of bounded length; a failure nobody wrote for people is named by its class, and so are
     * its causes, unless the warehouse is among them, which says it best.
     */
    public static String of(Throwable failure) {
        String fullHeap = Fault.fullHeap(failure);
        if (fullHeap != null) {
            return fullHeap;
        }
        Throwable telling = telling(failure);
        StringBuilder text = new StringBuilder(one(telling));
        boolean isOurs = telling.getClass().getName().startsWith("org.scewarehouse.");
        SQLException sql = isOurs ? null : ofWarehouse(telling);
        if (sql != null) {
            return cut("the warehouse says: " + sql.getMessage());
        }
        for (Throwable cause = telling.getCause(); cause != null && !isOurs; cause = cause.getCause()) {
            String next = one(cause);
            if (text.indexOf(next) < 0) {
                text.append(": ").append(next);
            }
        }
        return cut(text.toString());
    }

    /** What the server says; the statement that Spring puts before it tells an operator nothing. */
    private static @Nullable SQLException ofWarehouse(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }

    private static String cut(String text) {
        return text.length() > LENGTH_MAX ? text.substring(0, LENGTH_MAX) + "..." : text;
    }

    private static String one(Throwable failure) {
        String message = failure.getMessage();
        boolean isOurs = failure.getClass().getName().startsWith("org.scewarehouse.");
        String name = failure.getClass().getSimpleName();
        return message == null ? name : isOurs ? message : name + ": " + message;
    }
}
