package org.scewarehouse.etl.source.hr;

import java.time.Duration;
import java.time.Instant;
import org.scewarehouse.etl.source.Reach;

/** How far back a system reaches that answers as of now only. */
final class Observation {

    /** What is seen within this time after a day's end is that day's. */
    private static final Duration LATENESS = Duration.ofHours(12);

    private Observation() {}

    /** The whole days that ended within the last twelve hours. */
    static Reach reach(Instant now, String reason) {
        Instant from = now.minus(LATENESS).minus(Duration.ofDays(1));
        return new Reach(from, from, reason + ", and that counts for a day until twelve hours after its end");
    }
}
