package org.scewarehouse.jobs.run;

import java.util.Map;
import org.scewarehouse.jobs.ExitCode;
import org.scewarehouse.jobs.Session;

/** The entrance of every command that moves data. Each opens the warehouse, migrates it if need be, and closes it. */
public final class Runs {
    private Runs() {}

    /** Does the days asked for, those that are published only when forced. */
    public static ExitCode run(RunRequest request, Session session) {
        return unbuilt("run");
    }

    /** Does every day that is missing, failed, stale or inside the restatement window, oldest first. */
    public static ExitCode nightly(NightlyRequest request, Session session) {
        return unbuilt("nightly");
    }

    /** Prints what {@link #nightly} would do. */
    public static ExitCode plan(NightlyRequest request, Session session) {
        return unbuilt("plan");
    }

    /**
     * Prints the raw answers from which a row came.
     *
     * @param table such as {@code fact_container_day}
     * @param key column to value; must name one row
     */
    public static ExitCode explain(String table, Map<String, String> key, Session session) {
        return unbuilt("explain");
    }

    /**
     * Runs a simulated platform through the real job into a warehouse of its own, and prints the first reports.
     *
     * @param days how many days to simulate, at least 1
     */
    public static ExitCode demo(int days, Session session) {
        return unbuilt("demo");
    }

    private static ExitCode unbuilt(String command) {
        throw new IllegalStateException(command + " is not part of this build");
    }
}
