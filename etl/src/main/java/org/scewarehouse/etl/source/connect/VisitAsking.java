package org.scewarehouse.etl.source.connect;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.http.JsonPages;
import org.scewarehouse.etl.lake.RawZone;
import org.scewarehouse.etl.source.answers.AskedOnce;
import org.scewarehouse.etl.source.answers.FieldList;
import org.scewarehouse.etl.source.answers.RawLines;
import org.scewarehouse.model.Day;

/** Asks for a day's visits in the best way the server has: hits, else visits and Shiny sessions; never both. */
final class VisitAsking {

    /** A visit goes on while hits are no farther apart; so much before the day tells visits of the day before. */
    static final Duration SAME_VISIT = Duration.ofSeconds(60);

    private static final Duration SHORTEST = Duration.ofMinutes(1);

    private final ConnectClient client;
    private final AskedOnce<Optional<Instant>> oldest;
    private volatile boolean hasNoHits;

    VisitAsking(ConnectClient client, InstantSource clock) {
        this.client = client;
        this.oldest = new AskedOnce<>(clock, () -> askOldest(clock.instant()));
    }

    /** A day before the oldest visit is not asked for: that nothing is answered would not mean that nobody came. */
    void ask(Day day, RawZone.Writer raw) {
        Optional<Instant> begin = oldest.after(day.to());
        if (begin.isPresent() && !day.to().isAfter(begin.get())) {
            RawLines.write(
                    raw,
                    ConnectEndpoints.VISITS,
                    ConnectEndpoints.VISITS,
                    lines -> lines.attribute(ConnectEndpoints.IS_BEFORE_HISTORY, "true"));
            return;
        }
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
        // A server that nobody has visited still has content, of which yesterday's state can be had.
        Instant yesterday = now.minus(Duration.ofDays(1));
        return oldest.after(Instant.MIN).filter(yesterday::isAfter).orElse(yesterday);
    }

    /** Empty where the server lists neither visits nor sessions, and so does not tell. */
    private Optional<Instant> askOldest(Instant now) {
        return Stream.of(
                        askOldest("content/visits?limit=1&asc_order=true", "time", now),
                        askOldest("shiny/usage?limit=1&asc_order=true", "started", now))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    private Optional<Instant> askOldest(String path, String field, Instant now) {
        try {
            Instant at = client.pages()
                    .document("/v1/instrumentation/" + path)
                    .map(page -> ConnectTimes.parse(
                            page.path("results").path(0).path(field).asString("")))
                    .orElse(null);
            return Optional.of(at == null ? now : at);
        } catch (NotFound e) {
            return Optional.empty();
        }
    }
}
