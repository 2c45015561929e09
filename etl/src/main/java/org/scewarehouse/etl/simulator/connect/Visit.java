package org.scewarehouse.etl.simulator.connect;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A visit of the world.
 *
 * @param person number of the visitor; -1 = nobody known
 * @param userAgent null = none given
 * @param hits when, the first being its start
 */
public record Visit(Item item, int person, @Nullable String userAgent, boolean isMonitor, List<Instant> hits) {

    /** When it began. */
    public Instant start() {
        return hits.get(0);
    }
}
