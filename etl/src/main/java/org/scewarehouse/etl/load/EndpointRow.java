package org.scewarehouse.etl.load;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint of a source-day in the ledger.
 *
 * @param endpoint its name
 * @param kind EVENT, AS_OF or SNAPSHOT
 * @param attempt attempt of the raw zone in force; null = none
 * @param recordCount records it holds; null = not observed
 * @param observedAt when the source was asked; null = not observed
 */
public record EndpointRow(
        String endpoint,
        String kind,
        @Nullable Integer attempt,
        EndpointState state,
        @Nullable Long recordCount,
        @Nullable Instant observedAt) {}
