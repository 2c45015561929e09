package org.scewarehouse.etl.simulator.connect;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Visits and log entries as the server lists them: hits in one answer, the others in pages by cursor. */
final class EventAnswers {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int LIMIT_MOST = 500;

    private final ConnectWorld world;
    private final ConnectOptions options;

    EventAnswers(ConnectWorld world, ConnectOptions options) {
        this.world = world;
        this.options = options;
    }

    /** A record of a list that is paged. */
    private record Entry(Instant at, ObjectNode json) {}

    private interface HitTaker {
        void take(Visit visit, int number, Instant at);
    }

    ConnectAnswers.Answer hits(Instant now, Parameters query) {
        query.allow("from", "to", "content_guid");
        Instant from = query.instant("from", start(now));
        Instant to = query.instant("to", now);
        return out -> {
            StringBuilder text = new StringBuilder("[");
            int[] count = {0};
            hits(now, from, to, item -> true, (visit, number, at) -> {
                append(text, count[0]++ == 0, visit, number, at);
                if (text.length() > 1 << 15) {
                    flush(text, out);
                }
            });
            text.append(']');
            flush(text, out);
        };
    }

    private static void flush(StringBuilder text, OutputStream out) {
        try {
            out.write(ConnectAnswers.text(text.toString()));
            text.setLength(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void append(StringBuilder text, boolean isFirst, Visit visit, int number, Instant at) {
        String id = visit.item().number() + "" + at.getEpochSecond() + number;
        text.append(isFirst ? "{\"id\":" : ",{\"id\":")
                .append(options.hasNumericIds() ? id : '"' + id + '"')
                .append(",\"user_guid\":")
                .append(visit.person() < 0 ? "null" : '"' + ConnectWorld.account(visit.person()) + '"')
                .append(",\"content_guid\":\"")
                .append(visit.item().guid())
                .append("\",\"timestamp\":\"")
                .append(at)
                .append("\",\"data\":{\"path\":\"/secret\",\"query\":\"token=1\",\"user_agent\":")
                .append(visit.userAgent() == null ? "null" : '"' + visit.userAgent() + '"')
                .append(",\"sec_fetch_dest\":null,\"sec_fetch_site\":null}}");
    }

    /** Hits of items that fit, in {@code [from, to]}. */
    private void hits(Instant now, Instant from, Instant to, Predicate<Item> fits, HitTaker taker) {
        Instant first = from.isBefore(start(now)) ? start(now) : from;
        Instant last = to.isAfter(now) ? now : to;
        if (last.isBefore(first)) {
            return;
        }
        LocalDate firstDay = LocalDate.ofInstant(first.minus(Duration.ofHours(1)), ZoneOffset.UTC);
        LocalDate end = LocalDate.ofInstant(last, ZoneOffset.UTC).plusDays(1);
        for (Item item : world.items()) {
            if (fits.test(item)) {
                firstDay.datesUntil(end)
                        .forEach(day -> world.visits(item, day, visit -> {
                            for (int i = 0; i < visit.hits().size(); i++) {
                                Instant at = visit.hits().get(i);
                                if (!at.isBefore(first) && !at.isAfter(last)) {
                                    taker.take(visit, i, at);
                                }
                            }
                        }));
            }
        }
    }

    private Instant start(Instant now) {
        Instant first = world.settings().firstDay().atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant kept = options.retention() == null ? first : now.minus(options.retention());
        return kept.isAfter(first) ? kept : first;
    }

    ConnectAnswers.Answer visits(Instant now, Parameters query) {
        return paged(
                now,
                query,
                "content/visits",
                "asc_order",
                (from, to, taker) -> hits(now, from, to, item -> !item.isShiny(), (visit, number, at) -> {
                    ObjectNode json = event(visit)
                            .putNull("variant_key")
                            .put("time", local(at))
                            .putNull("rendering_id");
                    json.put("path", "/secret").put("data_version", 3).put("user_agent", visit.userAgent());
                    taker.accept(new Entry(at, json));
                }));
    }

    /** Sessions that overlap the window; each hit of a Shiny item begins one that lasts ten minutes. */
    ConnectAnswers.Answer sessions(Instant now, Parameters query) {
        return paged(
                now,
                query,
                "shiny/usage",
                "asc_order",
                (from, to, taker) ->
                        hits(now, from.minus(Duration.ofMinutes(10)), to, Item::isShiny, (visit, number, at) -> {
                            Instant end = at.plus(Duration.ofMinutes(10));
                            if (!end.isBefore(from)) {
                                ObjectNode json = event(visit).put("started", local(at));
                                json.put("ended", end.isAfter(now) ? null : local(end))
                                        .put("data_version", 1);
                                taker.accept(new Entry(at, json));
                            }
                        }));
    }

    private static ObjectNode event(Visit visit) {
        return JSON.createObjectNode()
                .put("content_guid", visit.item().guid())
                .put("user_guid", visit.person() < 0 ? null : ConnectWorld.account(visit.person()));
    }

    /** With an offset, as servers in other zones write it. */
    private static String local(Instant at) {
        return at.atOffset(ZoneOffset.ofHours(-5)).toString();
    }

    ConnectAnswers.Answer auditLogs(Instant now, Parameters query) {
        return paged(now, query, "audit_logs", "ascOrder", (from, to, taker) -> {
            for (Item item : world.items()) {
                for (Item.Upload upload : item.uploads()) {
                    entry(item.number(), upload.at(), item.owner(), "deploy_application", now, taker);
                }
                if (item.deletedAt() != null) {
                    entry(item.number(), item.deletedAt(), -1, "remove_application", now, taker);
                }
            }
        });
    }

    private static void entry(int id, Instant at, int person, String action, Instant now, Consumer<Entry> taker) {
        if (!at.isAfter(now)) {
            taker.accept(new Entry(
                    at,
                    JSON.createObjectNode()
                            .put("id", id + "-" + action)
                            .put("time", at.toString())
                            .put("user_id", person < 0 ? "0" : Integer.toString(person + 1))
                            .put("user_guid", person < 0 ? null : ConnectWorld.account(person))
                            .put("user_description", "First Last (somebody)")
                            .put("action", action)
                            .put("event_description", "did something with a title")));
        }
    }

    private interface Listing {
        void list(Instant from, Instant to, Consumer<Entry> taker);
    }

    private ConnectAnswers.Answer paged(Instant now, Parameters query, String path, String order, Listing listing) {
        query.allow("from", "to", "limit", "next", order, "min_data_version", "content_guid");
        int limit = query.number("limit", 20, LIMIT_MOST);
        Instant from = query.instant("from", start(now));
        Instant to = query.instant("to", now);
        boolean isAscending = "true".equals(query.text(order));
        Comparator<Entry> byTime = Comparator.comparing(Entry::at);
        Comparator<Entry> listed = (isAscending ? byTime : byTime.reversed())
                .thenComparing(entry -> entry.json().toString());
        List<Entry> entries = isAscending && query.text("next") == null && limit == 1
                ? first(from, to, listing, listed)
                : all(from, to, listing, listed);
        int begin = query.text("next") == null ? 0 : query.number("next", 0, Integer.MAX_VALUE);
        int end = Math.min(entries.size(), begin + limit);
        ObjectNode body = JSON.createObjectNode();
        var results = body.putArray("results");
        entries.subList(Math.min(begin, end), end).forEach(entry -> results.add(entry.json()));
        // Full pages are followed by one that may be empty, as of the real server.
        boolean hasNext = end - begin == limit;
        ObjectNode paging = body.putObject("paging");
        paging.putObject("cursors").putNull("previous").put("next", hasNext ? Integer.toString(end) : null);
        paging.putNull("first")
                .putNull("previous")
                .put("next", hasNext ? next(query, path, end) : null)
                .putNull("last");
        return out -> out.write(JSON.writeValueAsBytes(body));
    }

    private static List<Entry> all(Instant from, Instant to, Listing listing, Comparator<Entry> listed) {
        List<Entry> entries = new ArrayList<>();
        listing.list(from, to, entries::add);
        entries.sort(listed);
        return entries;
    }

    /** The oldest entry, if any: who asks for it need not wait for a year to be made, nor hold a busy day of it. */
    private static List<Entry> first(Instant from, Instant to, Listing listing, Comparator<Entry> listed) {
        Entry[] least = new Entry[1];
        Instant begin = from;
        for (Duration length = Duration.ofDays(1);
                least[0] == null && begin.isBefore(to);
                length = length.multipliedBy(2)) {
            Instant end = begin.plus(length).isBefore(to) ? begin.plus(length) : to;
            listing.list(begin, end, entry -> {
                if (least[0] == null || listed.compare(entry, least[0]) < 0) {
                    least[0] = entry;
                }
            });
            begin = end;
        }
        return least[0] == null ? List.of() : List.of(least[0]);
    }

    /** As the server thinks that it is called. */
    private static String next(Parameters query, String path, int cursor) {
        StringBuilder address = new StringBuilder("http://connect.internal:3939/__api__/v1/")
                .append(path.equals("audit_logs") ? "" : "instrumentation/")
                .append(path)
                .append("?next=")
                .append(cursor);
        for (String name : List.of("from", "to", "limit", "asc_order", "ascOrder")) {
            String value = query.text(name);
            if (value != null) {
                address.append('&').append(name).append('=').append(value);
            }
        }
        return address.toString();
    }
}
