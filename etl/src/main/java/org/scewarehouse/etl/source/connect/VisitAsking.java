package org.scewarehouse.etl.source.connect;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.http.JsonPages;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.answers.FieldList;
import org.scewarehouse.etl.source.answers.RawLines;
import org.scewarehouse.model.Day;

/** Asks for a day's visits in the best way the server has: hits, else visits and Shiny sessions; never both. */
final class VisitAsking {

    /** A visit goes on while hits are no farther apart; so much before the day tells visits of the day before. */
    static final Duration SAME_VISIT = Duration.ofSeconds(60);

    private static final Duration SHORTEST = Duration.ofMinutes(1);

    private final ConnectClient client;
    private volatile boolean hasNoHits;

    VisitAsking(ConnectClient client) {
        this.client = client;
    }

    void ask(Day day, RawZone.Writer raw) {
        Instant from = day.from().minus(SAME_VISIT);
        if (!hasNoHits) {
            try {
                hits(from, day.to(), raw);
                return;
            } catch (NotFound e) {
                hasNoHits = true;
            }
        }
        paged(ConnectEndpoints.VISITS, "content/visits", KeptFields.VISIT, from, day.to(), raw);
        paged(ConnectEndpoints.SESSIONS, "shiny/usage", KeptFields.SESSION, from, day.to(), raw);
    }

    /** One answer that is not paged; halves where the server refuses so much at once. */
    private void hits(Instant from, Instant to, RawZone.Writer raw) {
        try {
            client.retry(() -> {
                RawLines.write(
                        raw,
                        request(ConnectEndpoints.HITS, from, to),
                        ConnectEndpoints.HITS,
                        lines -> client.pages()
                                .parsedArray(
                                        "/v1/instrumentation/content/hits?from=" + from + "&to=" + to,
                                        record -> lines.copy(record, KeptFields.HIT)));
                return Boolean.TRUE;
            });
        } catch (TooMuchAtOnce e) {
            Duration half = Duration.between(from, to).dividedBy(2);
            if (half.compareTo(SHORTEST) < 0) {
                throw new SourceUnavailable(e.getMessage() + "; even " + half.multipliedBy(2) + " are too much", e);
            }
            hits(from, from.plus(half), raw);
            hits(from.plus(half), to, raw);
        }
    }

    private void paged(String of, String path, FieldList kept, Instant from, Instant to, RawZone.Writer raw) {
        JsonPages pages = client.pages();
        client.retry(() -> {
            RawLines.write(raw, request(of, from, to), of, lines -> {
                try {
                    pages.keyset(
                            "/v1/instrumentation/" + path + "?from=" + from + "&to=" + to + "&limit=500&asc_order=true",
                            record -> lines.add(kept.keep(record)));
                } catch (NotFound e) {
                    lines.warn("the server does not offer " + path);
                }
            });
            return Boolean.TRUE;
        });
    }

    private static String request(String of, Instant from, Instant to) {
        return of + '@' + from + '/' + to;
    }

    /** Instant of the oldest visit or session that the server has, at least a day ago. */
    Instant oldest(Instant now) {
        Instant visit = oldest("/v1/instrumentation/content/visits?limit=1&asc_order=true", "time", now);
        Instant session = oldest("/v1/instrumentation/shiny/usage?limit=1&asc_order=true", "started", now);
        // A server that nobody has visited still has content, of which yesterday's state can be had.
        return Stream.of(visit, session, now.minus(Duration.ofDays(1)))
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private Instant oldest(String path, String field, Instant now) {
        try {
            return client.pages()
                    .document(path)
                    .map(page -> ConnectTimes.parse(
                            page.path("results").path(0).path(field).asString("")))
                    .orElse(now);
        } catch (NotFound e) {
            return now;
        }
    }
}
