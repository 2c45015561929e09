package org.scewarehouse.etl.simulator.prometheus;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What kind of server is simulated.
 *
 * @param offers ways of asking for raw samples that it answers
 * @param isLeftOpen whether a range leaves out a sample exactly at its left edge, as since version 3.0
 * @param maxSamples most samples that one query may touch, other than by streamed chunks
 * @param retention what is older is empty success; null = nothing is cut
 * @param now the server's clock
 * @param pathPrefix path before {@code /api}; empty = none
 * @param authorization value of the header {@code Authorization} that is wanted; null = none
 */
public record SimulatorOptions(
        Set<Offer> offers,
        boolean isLeftOpen,
        long maxSamples,
        @Nullable Duration retention,
        Instant now,
        String pathPrefix,
        @Nullable String authorization) {

    /** A way of asking for raw samples. */
    public enum Offer {
        /** Remote read, streamed chunks. */
        CHUNKS,
        /** Remote read, samples. */
        SAMPLES,
        /** Queries. */
        JSON
    }

    /** Everything offered, ranges as in 3.x, nothing cut, no credentials. */
    public static SimulatorOptions standard() {
        return new SimulatorOptions(
                EnumSet.allOf(Offer.class), true, 50_000_000, null, Instant.parse("2026-09-01T00:00:00Z"), "", null);
    }

    /** Offering only this. */
    public SimulatorOptions withOffers(Set<Offer> only) {
        return new SimulatorOptions(only, isLeftOpen, maxSamples, retention, now, pathPrefix, authorization);
    }

    /** With ranges that are closed on both sides, as before 3.0. */
    public SimulatorOptions withClosedRanges() {
        return new SimulatorOptions(offers, false, maxSamples, retention, now, pathPrefix, authorization);
    }

    /** With another limit on samples. */
    public SimulatorOptions withMaxSamples(long most) {
        return new SimulatorOptions(offers, isLeftOpen, most, retention, now, pathPrefix, authorization);
    }

    /** With a retention, as of an instant. */
    public SimulatorOptions withRetention(Duration kept, Instant at) {
        return new SimulatorOptions(offers, isLeftOpen, maxSamples, kept, at, pathPrefix, authorization);
    }

    /** With a retention that has not cut anything yet. */
    public SimulatorOptions withClaimedRetention(Duration claimed) {
        return withRetention(claimed, Instant.EPOCH.plus(claimed));
    }

    /** Below a path. */
    public SimulatorOptions withPathPrefix(String prefix) {
        return new SimulatorOptions(offers, isLeftOpen, maxSamples, retention, now, prefix, authorization);
    }

    /** Wanting credentials. */
    public SimulatorOptions withAuthorization(String header) {
        return new SimulatorOptions(offers, isLeftOpen, maxSamples, retention, now, pathPrefix, header);
    }
}
