package org.scewarehouse.etl.source.hr;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.http.Http;
import org.scewarehouse.etl.http.HttpAnswer;
import org.scewarehouse.etl.http.Retry;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.Progress;
import org.scewarehouse.etl.source.Reach;
import org.scewarehouse.model.Day;

/**
 * A Workday report in JSON: one answer with all people, whose first byte may take many minutes. It is as of now, unless
 * a prompt of the report takes the day.
 */
public final class WorkdayReport implements HrExtract {

    private static final String ENTRIES = "Report_Entry";
    private static final String DAY = "{day}";
    private static final String REQUEST = "report";
    private static final int PROGRESS_RECORDS = 1024;

    private final Http http;
    private final String query;
    private final HrParseSettings parse;
    private final Retry retry;

    /**
     * A report; nothing is asked yet.
     *
     * @param query prompts as they stand in its address; {@code {day}} stands for the day that is asked for
     * @throws SourceMisconfigured if the prompts cannot stand in an address
     */
    public WorkdayReport(Http http, String query, HrParseSettings parse, Retry retry) {
        this.http = http;
        this.query = query;
        this.parse = parse;
        this.retry = retry;
        try {
            URI.create("https://host/report" + path("2026-01-31"));
        } catch (IllegalArgumentException e) {
            throw new SourceMisconfigured(
                    HrSource.PROPERTY + ".query: expected prompts as in an address, such as Type=x&Day={day}, with"
                            + " blanks as %20",
                    e);
        }
    }

    private String path(String day) {
        return "?format=json" + (query.isEmpty() ? "" : "&" + query.replace(DAY, day));
    }

    @Override
    public Endpoint.Kind endpointKind() {
        return query.contains(DAY) ? Endpoint.Kind.AS_OF : Endpoint.Kind.SNAPSHOT;
    }

    /** Asks nobody: the smallest question is the whole report. */
    @Override
    public Reach reach(Instant now, ZoneId zone) {
        Instant yesterday = now.minus(Duration.ofDays(1));
        return endpointKind() == Endpoint.Kind.AS_OF
                ? new Reach(Instant.MIN, Instant.MIN, yesterday, "the report takes the day as a prompt")
                : Observation.reach(now, zone, "the report answers as of now only");
    }

    @Override
    public void extract(Day day, RawZone.Writer raw, Progress progress) {
        if (!raw.has(REQUEST)) {
            retry.call(() -> {
                keep(day, raw, progress);
                return null;
            });
        }
    }

    private void keep(Day day, RawZone.Writer raw, Progress progress) {
        try (HttpAnswer answer = http.get(path(day.toString()));
                RawZone.Part part = raw.part(REQUEST, "jsonl")) {
            if (!answer.isOk()) {
                throw http.refusal(answer);
            }
            if (answer.contentType().contains("html")) {
                throw http.webPage(answer, answer.text(4096));
            }
            long[] records = {0};
            JsonRecords.read(answer.name(), answer.body(), ENTRIES, parse.kept(), fields -> {
                write(part, fields);
                if (++records[0] % PROGRESS_RECORDS == 0) {
                    progress.advance("people", records[0], -1);
                }
            });
            part.commit(records[0], Map.of());
        }
    }

    private static void write(RawZone.Part part, Map<String, String> fields) {
        try {
            part.output().write(PersonLine.write(fields));
        } catch (IOException e) {
            throw new UncheckedIOException(HrSource.NAME + ": cannot keep the answer", e);
        }
    }
}
