package org.scewarehouse.jobs.run;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.scewarehouse.etl.lake.AcceptedShrink;
import org.scewarehouse.etl.lake.Completion;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Endpoint;

/**
 * Puts a new attempt of a source-day in force, unless it is much smaller than the one that is: a source whose retention
 * has begun to cut still answers, and what it answered when it had everything must not be lost to that.
 */
final class RawAdoption {

    private RawAdoption() {}

    /** Puts the attempt in force; or leaves the old one there and says why. */
    static Optional<String> adopt(RawZone raw, SourceDay work) {
        String source = work.source().name();
        LocalDate date = work.day().date();
        Optional<RawZone.Reader> inForce = raw.current(source, date);
        if (inForce.isPresent() && !work.acceptsShrink()) {
            List<String> shrunk = work.source().endpoints().stream()
                    .filter(endpoint -> hasShrunk(raw, inForce.get(), work, endpoint))
                    .map(Endpoint::name)
                    .toList();
            if (!shrunk.isEmpty()) {
                return Optional.of(
                        "the new answer is less than half of the one that is kept (" + String.join(", ", shrunk)
                                + "), so the old one stays in force; --accept-shrink takes the new one");
            }
        }
        // A snapshot that could not be taken any more stays as it was taken, if it was.
        Map<String, Integer> attempts = work.source().endpoints().stream()
                .filter(endpoint ->
                        !endpoint.isOptionalSnapshot() || raw.isComplete(source, endpoint.name(), date, work.attempt()))
                .collect(Collectors.toMap(Endpoint::name, endpoint -> work.attempt()));
        raw.makeCurrent(source, date, attempts);
        return Optional.empty();
    }

    /** Keeps, with what is in force, that it was accepted although it is much smaller than before. */
    static void accept(RawZone raw, SourceDay work) {
        if (!work.acceptsShrink()) {
            return;
        }
        String source = work.source().name();
        LocalDate date = work.day().date();
        work.source()
                .heldBackEndpoint()
                .ifPresent(endpoint -> raw.current(source, date)
                        .filter(inForce -> inForce.endpoints().contains(endpoint))
                        .map(inForce -> inForce.completion(endpoint))
                        .ifPresent(answer -> {
                            AcceptedShrink.keep(raw, answer);
                            raw.makeCurrent(source, date, Map.of(AcceptedShrink.ENDPOINT, answer.attempt()));
                        }));
    }

    private static boolean hasShrunk(RawZone raw, RawZone.Reader inForce, SourceDay work, Endpoint endpoint) {
        if (!inForce.endpoints().contains(endpoint.name())) {
            return false;
        }
        Completion before = inForce.completion(endpoint.name());
        return raw.completion(work.source().name(), endpoint.name(), work.day().date(), work.attempt())
                .filter(now -> now.records() * 2 < before.records() || now.bytes() * 2 < before.bytes())
                .isPresent();
    }
}
