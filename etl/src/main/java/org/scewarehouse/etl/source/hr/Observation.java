package org.scewarehouse.etl.source.hr;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.scewarehouse.etl.source.Reach;
import org.scewarehouse.model.Day;

/** How far back a system reaches that answers as of now only. */
final class Observation {

    /** What is seen within this time after a day's end is that day's. */
    private static final Duration LATENESS = Duration.ofHours(12);

    private Observation() {}

    /** The whole days that ended within the last twelve hours. */
    static Reach reach(Instant now, ZoneId zone, String reason) {
        // The day that was going on twelve hours ago, whether it has 23, 24 or 25 hours.
        Instant from = new Day(LocalDate.ofInstant(now.minus(LATENESS), zone), zone).from();
        return new Reach(from, from, reason + ", and that counts for a day until twelve hours after its end");
    }
}
