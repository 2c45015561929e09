package org.scewarehouse.etl.lake;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Raw that was kept and is kept no longer. In its place stands {@code raw/source=S/day=D/_removed.json}, so that the
 * lake alone tells such a day from one that was never had. Raw that comes into force again counts before it.
 */
public final class RemovedRaw {

    private final ObjectStore store;
    private final RawZone raw;
    private final RawAttempts attempts;

    /** What was removed in this store. */
    public RemovedRaw(ObjectStore store) {
        this.store = store;
        this.raw = new RawZone(store);
        this.attempts = new RawAttempts(store);
    }

    /**
     * What was in force of a source-day.
     *
     * @param removedOn when it was removed
     * @param answers what each endpoint had answered
     */
    public record Removed(String source, LocalDate day, LocalDate removedOn, List<Answer> answers) {}

    /** What is still known of an endpoint's answer. */
    public record Answer(String endpoint, int attempt, long records, Instant fetchedAt) {}

    /** What was removed of the source-day; empty where raw is in force, or never was. */
    public Optional<Removed> of(String source, LocalDate day) {
        return store.read(RawPaths.current(source, day)).isPresent() ? Optional.empty() : noted(source, day);
    }

    /**
     * Removes all attempts of the source-day; one that a killed process has begun to remove is removed to its end.
     *
     * @param endpoints of the source, of which one that was never through has left parts and no answer
     */
    public void remove(String source, LocalDate day, LocalDate today, Collection<String> endpoints) {
        raw.current(source, day).ifPresent(reader -> {
            List<Answer> answers = answers(reader);
            store.put(RawPaths.removed(source, day), LakeJson.write(new Removed(source, day, today, answers)));
            store.delete(RawPaths.current(source, day));
        });
        noted(source, day).ifPresent(removed -> {
            Set<String> all = new TreeSet<>(endpoints);
            removed.answers().forEach(answer -> all.add(answer.endpoint()));
            deleteAll(source, day, all);
        });
    }

    /**
     * Removes the attempts of a source-day of which none ever came into force: whoever kept them died, and the source
     * has forgotten the rest.
     */
    public void removeAbandoned(String source, LocalDate day, Collection<String> endpoints) {
        if (raw.current(source, day).isEmpty()) {
            deleteAll(source, day, endpoints);
        }
    }

    private void deleteAll(String source, LocalDate day, Collection<String> endpoints) {
        for (String endpoint : endpoints) {
            for (int attempt : attempts.numbers(source, endpoint, day)) {
                attempts.delete(RawPaths.attempt(source, endpoint, day, attempt));
            }
        }
    }

    /** What stays known of answers once they are removed. */
    public static List<Answer> answers(RawZone.Reader inForce) {
        return inForce.completions().stream()
                .map(answer -> new Answer(answer.endpoint(), answer.attempt(), answer.records(), answer.fetchedAt()))
                .toList();
    }

    private Optional<Removed> noted(String source, LocalDate day) {
        String key = RawPaths.removed(source, day);
        return store.read(key).map(content -> LakeJson.read(key, content, Removed.class));
    }
}
