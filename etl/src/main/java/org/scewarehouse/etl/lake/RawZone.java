package org.scewarehouse.etl.lake;

import java.io.Closeable;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.scewarehouse.etl.DataRejected;

/**
 * Answers of the sources, as given: {@code raw/source=S/endpoint=E/day=D/attempt=NNNN/part-NNNNN.FORMAT.zst}. An
 * attempt exists once its {@code _complete.json} does, and is in force once
 * {@code raw/source=S/day=D/_current.json} names it. An empty endpoint is complete without parts.
 */
public final class RawZone {

    /** The raw zone in this store, under {@code raw/}. */
    public RawZone(ObjectStore store) {}

    /**
     * Writes an attempt, or goes on with it where an earlier process stopped: its committed parts stay, what that
     * process left unfinished is removed.
     *
     * @param attempt from 1; two processes never write the same attempt at once, which the caller's lock sees to
     */
    public Writer writer(String source, String endpoint, LocalDate day, int attempt) {
        throw new UnsupportedOperationException();
    }

    /**
     * Puts complete attempts in force, all in one write; endpoints not named stay as they are.
     *
     * @throws DataRejected where an attempt is not complete
     */
    public void makeCurrent(String source, LocalDate day, Map<String, Integer> attemptByEndpoint) {
        throw new UnsupportedOperationException();
    }

    /** What is in force for the source-day; empty where nothing is. */
    public Optional<Reader> current(String source, LocalDate day) {
        throw new UnsupportedOperationException();
    }

    /** One more than the greatest attempt of which anything is committed; 1 where nothing is. */
    public int nextAttempt(String source, String endpoint, LocalDate day) {
        throw new UnsupportedOperationException();
    }

    /** Whether the attempt is complete. */
    public boolean isComplete(String source, String endpoint, LocalDate day, int attempt) {
        return completion(source, endpoint, day, attempt).isPresent();
    }

    /** What the attempt states of itself; empty where it is not complete. */
    public Optional<Completion> completion(String source, String endpoint, LocalDate day, int attempt) {
        throw new UnsupportedOperationException();
    }

    /**
     * Deletes complete attempts of the source-day that a later one has replaced.
     *
     * @param fetchedBefore only those whose last answer came before this instant
     * @return how many
     */
    public int deleteReplaced(String source, LocalDate day, Instant fetchedBefore) {
        throw new UnsupportedOperationException();
    }

    /** Writes one attempt of an endpoint. Safe for use by several threads. */
    public static final class Writer {

        private Writer() {}

        /** Whether the attempt is complete, so that nothing is left to do. */
        public boolean isComplete() {
            throw new UnsupportedOperationException();
        }

        /** Whether a part for this request is committed. */
        public boolean has(String request) {
            throw new UnsupportedOperationException();
        }

        /**
         * Begins a part.
         *
         * @param request names what was asked, such as a metric; each is committed once per attempt
         * @param format {@code jsonl} or {@code frames}
         */
        public Part part(String request, String format) {
            throw new UnsupportedOperationException();
        }

        /**
         * Keeps a warning that concerns the endpoint as a whole. It lasts from {@link #complete} on: who goes on with
         * an attempt says it again. For what an answer warns of see {@link Part#warn}.
         */
        public void warn(String text) {
            throw new UnsupportedOperationException();
        }

        /** Counts records left out on purpose, as {@link #warn} keeps warnings. See {@link Part#dropped}. */
        public void dropped(String reason, long count) {
            throw new UnsupportedOperationException();
        }

        /**
         * States that the endpoint was asked completely, the half-open window being what was asked for. Without parts
         * it states that nothing was found.
         */
        public void complete(Instant windowFrom, Instant windowTo, Instant fetchedAt, String codeVersion) {
            throw new UnsupportedOperationException();
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

        private Reader() {}

        /** Endpoints that were asked completely, sorted. */
        public Set<String> endpoints() {
            throw new UnsupportedOperationException();
        }

        /** What is stated of an endpoint; one that is not among {@link #endpoints} is refused. */
        public Completion completion(String endpoint) {
            throw new UnsupportedOperationException();
        }

        /** The parts of an endpoint, sorted by request; none where it is not among {@link #endpoints}. */
        public List<PartFile> parts(String endpoint) {
            throw new UnsupportedOperationException();
        }

        /**
         * SHA-256 over all that a transform can read here. Asking again and getting the same answers gives the same:
         * attempt, fetching time and product version do not count, nor does the order in which parts were written.
         */
        public String sha256() {
            throw new UnsupportedOperationException();
        }
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
            throw new UnsupportedOperationException();
        }
    }
}
