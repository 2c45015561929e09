package org.scewarehouse.etl.lake;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.etl.PassingConflict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The attempts of endpoints that lie in the store, whether or not they are in force. */
final class RawAttempts {

    private static final Logger LOG = LoggerFactory.getLogger(RawAttempts.class);

    private static final String COMPLETE = "_complete.json";
    private static final String CLAIM = "_claim.json";

    private final ObjectStore store;

    RawAttempts(ObjectStore store) {
        this.store = store;
    }

    /** Numbers of all of which anything is committed. */
    NavigableSet<Integer> numbers(String source, String endpoint, LocalDate day) {
        String prefix = RawPaths.endpoint(source, endpoint, day) + "attempt=";
        NavigableSet<Integer> numbers = new TreeSet<>();
        for (String key : store.list(prefix)) {
            numbers.add(Integer.parseInt(key.substring(prefix.length(), key.indexOf('/', prefix.length()))));
        }
        return numbers;
    }

    /** One more than the greatest number; 1 where there is none. */
    int next(String source, String endpoint, LocalDate day) {
        NavigableSet<Integer> numbers = numbers(source, endpoint, day);
        return numbers.isEmpty() ? 1 : numbers.last() + 1;
    }

    /** A number that is free for all of the endpoints, and that no other process gets. */
    int claimNext(String source, LocalDate day, List<String> endpoints) {
        int attempt = endpoints.stream()
                .mapToInt(endpoint -> next(source, endpoint, day))
                .max()
                .orElseThrow();
        byte[] content = "{}\n".getBytes(StandardCharsets.UTF_8);
        while (!store.createIfAbsent(RawPaths.attempt(source, endpoints.get(0), day, attempt) + CLAIM, content)) {
            attempt++;
        }
        return attempt;
    }

    /** What the attempt states of itself; empty where it is not complete. */
    Optional<Completion> completion(String source, String endpoint, LocalDate day, int attempt) {
        String key = RawPaths.attempt(source, endpoint, day, attempt) + COMPLETE;
        return store.read(key).map(content -> LakeJson.read(key, content, Completion.class));
    }

    /** The same of an attempt that must be complete. */
    Completion complete(String source, String endpoint, LocalDate day, int attempt) {
        return completion(source, endpoint, day, attempt)
                .orElseThrow(() -> new DataRejected(source + ", " + day + ", endpoint " + endpoint + ": attempt "
                        + attempt + " is not complete, but should be in force: its _complete.json has gone; bring it"
                        + " back; where there is no earlier version of it, and the source still answers for the day,"
                        + " delete " + RawPaths.current(source, day) + " and run the source-day again with --force"));
    }

    /** Content of {@code _current.json}: the attempt in force by endpoint. */
    record Current(String source, LocalDate day, Map<String, Integer> attempts) {}

    /** The attempts in force, by endpoint; empty where nothing is. */
    Optional<SortedMap<String, Completion>> inForce(String source, LocalDate day) {
        String key = RawPaths.current(source, day);
        while (true) {
            Optional<byte[]> content = store.read(key);
            try {
                return content.map(current -> completions(LakeJson.read(key, current, Current.class)));
            } catch (DataRejected e) {
                if (Arrays.equals(content.orElse(null), store.read(key).orElse(null))) {
                    throw e;
                }
                LOG.debug("{} was replaced or removed while it was read", key);
            }
        }
    }

    /** The same; empty also where what says so is damaged. */
    Optional<SortedMap<String, Completion>> readable(String source, LocalDate day) {
        try {
            return inForce(source, day);
        } catch (DataRejected e) {
            LOG.warn("{} of {} is left out of account by another day: {}", source, day, e.getMessage());
            return Optional.empty();
        }
    }

    private SortedMap<String, Completion> completions(Current current) {
        SortedMap<String, Completion> completions = new TreeMap<>();
        current.attempts()
                .forEach((endpoint, attempt) ->
                        completions.put(endpoint, complete(current.source(), endpoint, current.day(), attempt)));
        return completions;
    }

    /** Makes the attempt complete; of several processes one succeeds. */
    void complete(Completion completion) {
        String folder = folder(completion);
        if (!store.createIfAbsent(folder + COMPLETE, LakeJson.write(completion))) {
            throw new PassingConflict(folder + ": another process has completed this attempt; run again");
        }
    }

    /** Deletes those before the one in force, complete ones only where the next one was fetched before the instant. */
    int deleteBefore(Completion inForce, Instant replacedBefore) {
        int deleted = 0;
        Completion next = inForce;
        for (int number : numbers(inForce.source(), inForce.endpoint(), inForce.day())
                .headSet(inForce.attempt(), false)
                .descendingSet()) {
            Optional<Completion> completion = completion(inForce.source(), inForce.endpoint(), inForce.day(), number);
            if (completion.isEmpty() || next.fetchedAt().isBefore(replacedBefore)) {
                delete(RawPaths.attempt(inForce.source(), inForce.endpoint(), inForce.day(), number));
                deleted++;
            }
            next = completion.orElse(next);
        }
        return deleted;
    }

    /** Deletes one, in force or not. */
    void delete(String folder) {
        store.delete(folder + COMPLETE); // first, so that a kill leaves no attempt without its parts
        store.list(folder).forEach(store::delete);
    }

    private static String folder(Completion completion) {
        return RawPaths.attempt(completion.source(), completion.endpoint(), completion.day(), completion.attempt());
    }

    /** Days of the source of which anything whole is stated. */
    SortedSet<LocalDate> days(String source) {
        String before = RawPaths.days(source);
        SortedSet<LocalDate> days = new TreeSet<>();
        for (String key : store.list(before)) {
            days.add(LocalDate.parse(key.substring(before.length(), key.indexOf('/', before.length()))));
        }
        return days;
    }
}
