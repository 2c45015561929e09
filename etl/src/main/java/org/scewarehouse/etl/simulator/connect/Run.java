package org.scewarehouse.etl.simulator.connect;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job of the world.
 *
 * @param queuedAt null = not on a schedule
 * @param endedAt null = still running, or killed without a trace
 * @param exitCode null = none
 */
public record Run(
        Item item,
        String key,
        String tag,
        @Nullable Instant queuedAt,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Integer exitCode) {

    /** Whether it was not killed and did not fail. */
    public boolean isSuccess() {
        return exitCode != null && exitCode == 0;
    }

    /** When it ended, or was last heard of. */
    public Instant lastAt() {
        return endedAt == null ? startedAt.plusSeconds(30) : endedAt;
    }
}
