package org.scewarehouse.etl.simulator.connect;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An item of the world.
 *
 * @param number from 0
 * @param kind what is special about it
 * @param title null = none
 * @param owner number of the owner
 * @param deletedAt null = never
 * @param uploads in order of time
 * @param plan null = on no schedule
 */
public record Item(
        int number,
        String guid,
        Kind kind,
        String name,
        @Nullable String title,
        String appMode,
        int owner,
        Instant createdAt,
        @Nullable Instant deletedAt,
        List<Upload> uploads,
        @Nullable Plan plan) {

    /** The version of each language that the server has. */
    public static final Map<String, String> INSTALLED = Map.of("r", "4.4.1", "python", "3.11.4", "quarto", "1.4.550");

    /** What items there are, in turn. */
    public enum Kind {
        CREATED_ONLY,
        NEVER_SUCCEEDED,
        DEAD_COPY,
        UNSEEN,
        REDEPLOY_FAILING,
        SCHEDULE_FAILING,
        SCHEDULE_FORGOTTEN,
        SCHEDULE_DEAD,
        SCHEDULE_RECOVERED,
        DELETED,
        OWNER_ONLY,
        MONITORED,
        POPULAR,
        PIN,
        DOCUMENT,
        SHINY,
        SHINY_2,
        DASH,
        PUBLIC,
        STREAMLIT
    }

    /** A bundle that somebody uploaded. */
    public record Upload(String bundleId, Instant at, boolean isSuccess, long bytes) {}

    /**
     * A daily run.
     *
     * @param failingFrom null = never fails
     * @param failingTo null = never recovers
     * @param isDead whether it no longer runs
     */
    public record Plan(
            String variantKey,
            int hour,
            Instant from,
            @Nullable Instant failingFrom,
            @Nullable Instant failingTo,
            boolean isDead,
            boolean sendsMail) {

        boolean fails(Instant at) {
            return failingFrom != null && !at.isBefore(failingFrom) && (failingTo == null || at.isBefore(failingTo));
        }
    }

    /** Whether the server shows it at that time. */
    public boolean isThere(Instant at) {
        return !createdAt.isAfter(at) && (deletedAt == null || deletedAt.isAfter(at));
    }

    /** The bundle that is active at that time; null = none. */
    public @Nullable Upload active(Instant at) {
        Upload active = null;
        for (Upload upload : uploads) {
            active = upload.isSuccess() && !upload.at().isAfter(at) ? upload : active;
        }
        return active;
    }

    /** Versions that it runs on at that time, by language; half of what is in R runs on an older one. */
    public SortedMap<String, String> runtimes(Instant at) {
        SortedMap<String, String> runtimes = new TreeMap<>();
        if (appMode.startsWith("quarto")) {
            runtimes.put("quarto", "1.4.550");
        }
        if (active(at) != null) {
            if (appMode.startsWith("rmd") || isShiny() || appMode.equals("api")) {
                runtimes.put("r", number % 2 == 0 ? "4.3.2" : "4.4.1");
            }
            if (appMode.startsWith("python")) {
                runtimes.put("python", "3.11.4");
            }
        }
        return runtimes;
    }

    /** Whether it is of the Shiny kind, whose visits old servers list as sessions. */
    public boolean isShiny() {
        return appMode.equals("shiny") || appMode.equals("rmd-shiny");
    }
}
