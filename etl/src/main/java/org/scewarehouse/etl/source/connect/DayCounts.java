package org.scewarehouse.etl.source.connect;

import org.jspecify.annotations.Nullable;

/** What happened to an item on a day, being counted. */
final class DayCounts {

    long visits;
    long ownerVisits;
    long anonymousVisits;
    long monitorVisits;
    long visitors;

    @Nullable
    Double sessionSeconds;

    long runs;
    long failedRuns;
    double runSeconds;

    @Nullable
    Long uploads;

    /** Adds the length of a session; null = not known. */
    void addSession(@Nullable Double seconds) {
        if (seconds == null) {
            return;
        }
        sessionSeconds = sessionSeconds == null ? seconds : (Double) (sessionSeconds + seconds);
    }
}
