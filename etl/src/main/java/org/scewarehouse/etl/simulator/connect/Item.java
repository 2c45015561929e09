package org.scewarehouse.etl.simulator.connect;

import java.time.Instant;
import java.util.List;
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

    /** Whether it is of the Shiny kind, whose visits old servers list as sessions. */
    public boolean isShiny() {
        return appMode.equals("shiny") || appMode.equals("rmd-shiny");
    }
}
