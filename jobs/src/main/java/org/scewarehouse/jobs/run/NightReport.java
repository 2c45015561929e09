package org.scewarehouse.jobs.run;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a nightly run did, as {@code report.json} has it: names in snake case, {@code docs/run-report.schema.json} says
 * what each means. Fields are only ever added; a change of meaning gets another version.
 *
 * @param schema always {@link #SCHEMA}
 * @param version always {@link #VERSION}
 * @param productVersion version of the product
 * @param beganAt when it began
 * @param endedAt when it ended
 * @param zone zone of all days
 * @param exitCode what the process ends with
 * @param exitMeaning the exit code in words
 * @param message what stopped the run as a whole, such as a warehouse that is away; empty if nothing
 * @param sources every source that was to be collected, in the order of the run
 */
record NightReport(
        String schema,
        int version,
        String productVersion,
        Instant beganAt,
        Instant endedAt,
        String zone,
        int exitCode,
        String exitMeaning,
        String message,
        List<OfSource> sources) {

    static final String SCHEMA = "sce-run-report";
    static final int VERSION = 1;

    /** What became of a source. */
    enum SourceState {
        /** Its days were done, whatever came of each. */
        DONE,
        /** Nothing was to be done. */
        UP_TO_DATE,
        /** It could not be asked at all. */
        FAILED,
        /** Another run works at it. */
        LEFT_ALONE,
        /** The run ended before it. */
        NOT_REACHED
    }

    /**
     * One source.
     *
     * @param message why it failed or was left alone; empty if neither
     * @param days its days, in the order in which they were done
     */
    record OfSource(String source, SourceState state, String message, List<OfDay> days) {}

    /**
     * One source-day.
     *
     * @param rows rows that it has in the warehouse; null if it was not published
     * @param message what a reader must know; empty if nothing
     * @param tables its tables; empty if it was not published
     * @param findings what a reader of the numbers must know; empty if it was not published
     * @param endpoints what was asked of the source; empty if nothing is kept
     */
    record OfDay(
            LocalDate day,
            PlannedDay.Action action,
            String reason,
            DayOutcome.State state,
            @Nullable Long rows,
            double durationSeconds,
            String message,
            List<OfTable> tables,
            List<OfFinding> findings,
            List<OfEndpoint> endpoints) {}

    /** One table of a source-day. */
    record OfTable(String table, long rows, String contentSha256) {}

    /** One finding of a source-day; without an endpoint it concerns all of it. */
    record OfFinding(String endpoint, String kind, String subject, String reason, long count) {}

    /** What was kept of an endpoint: records and compressed bytes, what was left out by reason, and warnings. */
    record OfEndpoint(
            String endpoint,
            int attempt,
            Instant fetchedAt,
            long records,
            long compressedBytes,
            Map<String, Long> dropped,
            List<String> warnings) {}
}
