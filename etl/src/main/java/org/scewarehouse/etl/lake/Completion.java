package org.scewarehouse.etl.lake;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * States that an endpoint of a source-day was asked completely: the content of {@code _complete.json}.
 *
 * @param source source
 * @param endpoint endpoint
 * @param day day
 * @param attempt attempt, from 1
 * @param windowFrom first instant asked for
 * @param windowTo first instant no longer asked for
 * @param fetchedAt when the last answer came
 * @param codeVersion version of the product that asked
 * @param records records over all parts
 * @param bytes compressed bytes over all parts
 * @param dropped records left out on purpose, by reason
 * @param warnings what the source warned of, sorted, each once
 * @param parts every part, sorted by request
 */
public record Completion(
        String source,
        String endpoint,
        LocalDate day,
        int attempt,
        Instant windowFrom,
        Instant windowTo,
        Instant fetchedAt,
        String codeVersion,
        long records,
        long bytes,
        Map<String, Long> dropped,
        List<String> warnings,
        List<PartFacts> parts) {

    /** What the source answered, without what tells when, by whom and in which file it was kept. */
    Completion answers() {
        List<PartFacts> answers = parts.stream()
                .map(p -> new PartFacts(
                        "", p.request, p.format, p.records, p.bytes, p.sha256, p.attributes, p.dropped, p.warnings))
                .toList();
        return new Completion(
                source,
                endpoint,
                day,
                0,
                windowFrom,
                windowTo,
                Instant.EPOCH,
                "",
                records,
                bytes,
                dropped,
                warnings,
                answers);
    }

    /**
     * One part: the content of its sidecar {@code part-NNNNN.json}, without which the part does not exist.
     *
     * @param file file name
     * @param request what was asked
     * @param format {@code jsonl} or {@code frames}
     * @param records records in it; 0 states that nothing was found
     * @param bytes compressed bytes
     * @param sha256 SHA-256 of the compressed file
     * @param attributes what a reader of the format needs to know
     * @param dropped records of this part left out on purpose, by reason
     * @param warnings what the source warned of in this answer
     */
    public record PartFacts(
            String file,
            String request,
            String format,
            long records,
            long bytes,
            String sha256,
            Map<String, String> attributes,
            Map<String, Long> dropped,
            List<String> warnings) {}
}
