package org.scewarehouse.etl.lake;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.scewarehouse.etl.DataRejected;
import org.scewarehouse.etl.lake.Completion.PartFacts;

/**
 * Answers of the sources, as given: {@code raw/source=S/endpoint=E/day=D/attempt=NNNN/part-NNNNN.FORMAT.zst}. An
 * attempt exists once its {@code _complete.json} does, and is in force once {@code raw/source=S/day=D/_current.json}
 * names it. An empty endpoint is complete without parts.
 */
public final class RawZone {

    private static final String SIDECAR = ".json";

    private final ObjectStore store;
    private final RawAttempts attempts;
    private final RawFilter filter;

    /** The raw zone in this store, under {@code raw/}, which keeps everything as it comes. */
    public RawZone(ObjectStore store) {
        this(store, RawFilter.NONE);
    }

    /** The raw zone in this store, under {@code raw/}. */
    public RawZone(ObjectStore store, RawFilter filter) {
        this.store = store;
        this.attempts = new RawAttempts(store);
        this.filter = filter;
    }

    /**
     * Writes an attempt, or goes on with it where an earlier process stopped: committed parts stay, others are removed.
     *
     * @param attempt from 1; two processes never write the same attempt at once, which the caller's lock sees to
     */
    public Writer writer(String source, String endpoint, LocalDate day, int attempt) {
        return new Writer(this, source, endpoint, day, attempt);
    }

    /**
     * Puts complete attempts in force, all in one write; endpoints not named stay as they are.
     *
     * @throws DataRejected where an attempt is not complete
     */
    public void makeCurrent(String source, LocalDate day, Map<String, Integer> attemptByEndpoint) {
        attemptByEndpoint.forEach((endpoint, attempt) -> attempts.complete(source, endpoint, day, attempt));
        String key = RawPaths.current(source, day);
        boolean isWritten = false;
        while (!isWritten) {
            Optional<byte[]> before = store.read(key);
            SortedMap<String, Integer> inForce = new TreeMap<>();
            before.ifPresent(content -> inForce.putAll(
                    LakeJson.read(key, content, RawAttempts.Current.class).attempts()));
            inForce.putAll(attemptByEndpoint);
            byte[] after = LakeJson.write(new RawAttempts.Current(source, day, inForce));
            isWritten = store.replaceIf(key, before.orElse(null), after);
        }
    }

    /** What is in force for the source-day; empty where nothing is. */
    public Optional<Reader> current(String source, LocalDate day) {
        return attempts.inForce(source, day).map(completions -> new Reader(store, completions));
    }

    /** The same, of a day that another looks back to: none where it is damaged, which fails that day alone. */
    public Optional<Reader> readable(String source, LocalDate day) {
        return attempts.readable(source, day).map(completions -> new Reader(store, completions));
    }

    /** Days that cannot be had any more; what is in force counts before it. */
    public LostDays lost() {
        return new LostDays(store);
    }

    /** Days of which something is in force, or that were given up. */
    public SortedSet<LocalDate> days(String source) {
        return attempts.days(source);
    }

    /** One more than the greatest attempt of which anything is committed; 1 where nothing is. */
    public int nextAttempt(String source, String endpoint, LocalDate day) {
        return attempts.next(source, endpoint, day);
    }

    /** The next attempt of all these endpoints, which no other process gets: for runs that no lock keeps apart. */
    public int claimNextAttempt(String source, LocalDate day, List<String> endpoints) {
        return attempts.claimNext(source, day, endpoints);
    }

    /** Whether the attempt is complete. */
    public boolean isComplete(String source, String endpoint, LocalDate day, int attempt) {
        return completion(source, endpoint, day, attempt).isPresent();
    }

    /** What the attempt states of itself; empty where it is not complete. */
    public Optional<Completion> completion(String source, String endpoint, LocalDate day, int attempt) {
        return attempts.completion(source, endpoint, day, attempt);
    }

    /**
     * Deletes attempts of the source-day that a later one in force has replaced, complete or not.
     *
     * @param replacedBefore complete ones only where the last answer of the next one came before this instant
     * @return how many
     */
    public int deleteReplaced(String source, LocalDate day, Instant replacedBefore) {
        return current(source, day).map(Reader::completions).orElse(List.of()).stream()
                .mapToInt(inForce -> attempts.deleteBefore(inForce, replacedBefore))
                .sum();
    }

    /** Writes one attempt of an endpoint. Safe for use by several threads. */
    public static final class Writer {

        private final RawZone zone;
        private final String source;
        private final String endpoint;
        private final LocalDate day;
        private final int attempt;
        private final String folder;
        private final Map<String, PartFacts> parts = new TreeMap<>();
        private final List<String> warnings = new ArrayList<>();
        private final Map<String, Long> dropped = new TreeMap<>();
        private final RawFilter.Changes changes;
        private boolean isComplete;
        private int nextPart;

        private Writer(RawZone zone, String source, String endpoint, LocalDate day, int attempt) {
            this.zone = zone;
            this.source = source;
            this.endpoint = endpoint;
            this.day = day;
            this.attempt = attempt;
            this.folder = RawPaths.attempt(source, endpoint, day, attempt);
            this.changes = zone.filter.of(source, day);
            this.isComplete = zone.isComplete(source, endpoint, day, attempt);
            resume();
        }

        private void resume() {
            List<String> keys = zone.store.list(folder + "part-");
            Set<String> files = new HashSet<>();
            for (String key : keys) {
                if (key.endsWith(SIDECAR)) {
                    PartFacts part = LakeJson.read(key, zone.store.read(key).orElseThrow(), PartFacts.class);
                    parts.put(part.request(), part);
                    files.add(part.file());
                    nextPart = Math.max(nextPart, Integer.parseInt(part.file().substring(5, 10)) + 1);
                }
            }
            for (String key : keys) {
                if (!isComplete && !key.endsWith(SIDECAR) && !files.contains(key.substring(folder.length()))) {
                    zone.store.delete(key);
                }
            }
        }

        /** Whether the attempt is complete, so that nothing is left to do. */
        public synchronized boolean isComplete() {
            return isComplete;
        }

        /** What is in force of the last day, at most so many before, of which these endpoints were asked completely. */
        public Optional<Reader> earlier(int days, List<String> endpoints) {
            return Stream.iterate(day.minusDays(1), before -> before.minusDays(1))
                    .limit(days)
                    .flatMap(before -> zone.readable(source, before).stream())
                    .filter(reader -> reader.endpoints().containsAll(endpoints))
                    .findFirst();
        }

        /** Whether a part for this request is committed. */
        public synchronized boolean has(String request) {
            return parts.containsKey(changes.text(request));
        }

        /** The parts of the attempt that is in force for this endpoint, sorted by request; none where none is. */
        public List<PartFile> inForce() {
            return zone.current(source, day)
                    .map(reader -> reader.parts(endpoint))
                    .orElse(List.of());
        }

        /**
         * Begins a part.
         *
         * @param request names what was asked, such as a metric; each is committed once per attempt
         * @param format {@code jsonl} or {@code frames}
         */
        public synchronized Part part(String request, String format) {
            checkOpen();
            if (has(request)) {
                throw new IllegalStateException(folder + " has a part for " + request + " already");
            }
            String name = String.format(Locale.ROOT, "part-%05d", nextPart++);
            String file = name + "." + format + ".zst";
            return new RawPart(
                    file, request, format, zone.store.create(folder + file), changes, facts -> keep(name, facts));
        }

        private void keep(String name, PartFacts facts) {
            checkOpen();
            zone.store.put(folder + name + SIDECAR, LakeJson.write(facts)); // several are forced to disk at once
            synchronized (this) {
                checkOpen();
                parts.put(facts.request(), facts);
            }
        }

        /**
         * Keeps a warning that concerns the endpoint as a whole. It lasts from {@link #complete} on: who goes on with
         * an attempt says it again. For what an answer warns of see {@link Part#warn}.
         */
        public synchronized void warn(String text) {
            warnings.add(changes.text(text));
        }

        /** Counts records left out on purpose, as {@link #warn} keeps warnings. See {@link Part#dropped}. */
        public synchronized void dropped(String reason, long count) {
            dropped.merge(changes.text(reason), count, Long::sum);
        }

        /**
         * States that the endpoint was asked completely, the half-open window being what was asked for. Without parts
         * it states that nothing was found.
         */
        public synchronized void complete(Instant windowFrom, Instant windowTo, Instant fetchedAt, String codeVersion) {
            checkOpen();
            for (PartFacts part : parts.values()) {
                warnings.addAll(part.warnings());
                part.dropped().forEach((reason, count) -> dropped.merge(reason, count, Long::sum));
            }
            Completion completion = new Completion(
                    source,
                    endpoint,
                    day,
                    attempt,
                    windowFrom,
                    windowTo,
                    fetchedAt,
                    codeVersion,
                    parts.values().stream().mapToLong(PartFacts::records).sum(),
                    parts.values().stream().mapToLong(PartFacts::bytes).sum(),
                    dropped,
                    warnings.stream().distinct().sorted().toList(),
                    List.copyOf(parts.values()));
            isComplete = true;
            zone.attempts.complete(completion);
        }

        private synchronized void checkOpen() {
            if (isComplete) {
                throw new IllegalStateException(folder + " is complete");
            }
        }
    }

    /** A part that is being written; closed without {@link #commit} it leaves nothing. Used by one thread. */
    public interface Part extends Closeable {

        /** Takes what the source answered; compressed on the way. The caller need not close it. */
        OutputStream output();

        /** Keeps with the part what the source warned of in this answer. */
        void warn(String text);

        /** Counts, with the part, records of this answer left out on purpose. */
        void dropped(String reason, long count);

        /**
         * Makes the part exist.
         *
         * @param records how many records it holds; 0 states that nothing was found
         * @param attributes what a reader of the format needs to know
         */
        void commit(long records, Map<String, String> attributes);

        @Override
        void close();
    }

    /** What is in force for a source-day. It stays readable while a later attempt is put in force. */
    public static final class Reader {

        private final ObjectStore store;
        private final SortedMap<String, Completion> completions;

        private Reader(ObjectStore store, SortedMap<String, Completion> completions) {
            this.store = store;
            this.completions = completions;
        }

        /** Endpoints that were asked completely, sorted. */
        public Set<String> endpoints() {
            return completions.keySet();
        }

        /** What is stated of an endpoint; one that is not among {@link #endpoints} is refused. */
        public Completion completion(String endpoint) {
            Completion completion = completions.get(endpoint);
            if (completion == null) {
                throw new IllegalArgumentException("endpoint " + endpoint + " is not among " + endpoints());
            }
            return completion;
        }

        /** The parts of an endpoint, sorted by request; none where it is not among {@link #endpoints}. */
        public List<PartFile> parts(String endpoint) {
            if (!completions.containsKey(endpoint)) {
                return List.of();
            }
            Completion all = completion(endpoint);
            String folder = RawPaths.attempt(all.source(), endpoint, all.day(), all.attempt());
            return all.parts().stream()
                    .map(part -> new PartFile(
                            store,
                            folder + part.file(),
                            endpoint,
                            part.request(),
                            part.format(),
                            part.records(),
                            part.bytes(),
                            part.sha256(),
                            part.attributes()))
                    .toList();
        }

        /**
         * SHA-256 over all that a transform can read here. Asking again and getting the same answers gives the same:
         * attempt, fetching time and product version do not count, nor does the order in which parts were written.
         */
        public String sha256() {
            return Sha256.of(LakeJson.write(
                    new Answers(completions().stream().map(Completion::answers).toList())));
        }

        /** What each endpoint that is in force states of itself, in the order of their names. */
        public List<Completion> completions() {
            return List.copyOf(completions.values());
        }

        private record Answers(List<Completion> endpoints) {}
    }

    /**
     * A committed part.
     *
     * @param store where it lies
     * @param key under which key
     * @param endpoint endpoint
     * @param request what was asked
     * @param format {@code jsonl} or {@code frames}
     * @param records records in it; 0 states that nothing was found
     * @param bytes compressed bytes
     * @param sha256 SHA-256 of the compressed file
     * @param attributes what a reader of the format needs to know
     */
    public record PartFile(
            ObjectStore store,
            String key,
            String endpoint,
            String request,
            String format,
            long records,
            long bytes,
            String sha256,
            Map<String, String> attributes) {

        /**
         * The answers, decompressed. Reading throws {@link DataRejected} where the file is not what was committed, at
         * the latest when its end is reached; who stops before the end has no promise.
         */
        public InputStream open() {
            try {
                return new VerifiedInput(this);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + key, e);
            }
        }
    }
}
