package org.scewarehouse.etl.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scewarehouse.etl.lake.LocalStore;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.model.Day;

/** Raw answers written by a test: one part per text, then completed and put in force. */
public final class RawFixture {

    private RawFixture() {}

    /**
     * A part.
     *
     * @param endpoint its endpoint
     * @param request what was asked
     * @param format its format
     * @param records number of records
     * @param content the answers
     * @param attributes its attributes
     */
    @SuppressWarnings("ArrayRecordComponent") // parts are written and never compared
    public record Part(
            String endpoint,
            String request,
            String format,
            long records,
            byte[] content,
            Map<String, String> attributes) {

        /** A part of text. */
        public static Part text(
                String endpoint,
                String request,
                String format,
                long records,
                String text,
                Map<String, String> attributes) {
            return new Part(endpoint, request, format, records, text.getBytes(StandardCharsets.UTF_8), attributes);
        }
    }

    /** Writes the parts in the order given, as one attempt per endpoint, and returns what is then in force. */
    public static RawZone.Reader write(
            LocalStore store, String source, Day day, List<String> endpoints, List<Part> parts) throws IOException {
        RawZone raw = new RawZone(store);
        Map<String, Integer> attempts = new LinkedHashMap<>();
        for (String endpoint : endpoints) {
            int attempt = raw.nextAttempt(source, endpoint, day.date());
            RawZone.Writer writer = raw.writer(source, endpoint, day.date(), attempt);
            for (Part part : parts) {
                if (part.endpoint().equals(endpoint)) {
                    try (RawZone.Part out = writer.part(part.request(), part.format())) {
                        out.output().write(part.content());
                        out.commit(part.records(), part.attributes());
                    }
                }
            }
            writer.complete(day.from(), day.to(), Instant.EPOCH, "test");
            attempts.put(endpoint, attempt);
        }
        raw.makeCurrent(source, day.date(), attempts);
        return raw.current(source, day.date()).orElseThrow();
    }
}
