package org.scewarehouse.etl.source.prometheus;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.http.Retry;
import org.scewarehouse.etl.source.Reach;
import org.scewarehouse.etl.source.prometheus.wire.SeriesReader;

/**
 * Finds how far back a server has samples of containers.
 *
 * <p>The retention it states is an upper bound: what is older may go at any moment and is taken for gone. The index
 * tells, by halves, in which block the first series stands; from the begin of that block on samples are looked for at
 * {@value #POINTS} instants of ever longer windows, and the first one found is searched again until it is known to a
 * minute. A server that does not tell what its index holds is looked at, oldest first, at {@value #POINTS} instants of
 * each interval [2^k, 2^(k+1)) hours ago; there a stretch of data shorter than a {@value #POINTS}th of its age may be
 * overlooked. Only indexes and series at single instants are asked for, so this is cheap on any size.
 */
final class PrometheusReach {

    private static final int POINTS = 64;
    private static final long HOUR = Duration.ofHours(1).toMillis();
    /** Some 30 years. */
    private static final int MOST_DOUBLINGS = 18;

    private static final int DAYS_OF_YEAR = 365;

    private static final List<String> METRICS = List.of("container_cpu_usage_seconds_total", "kube_pod_info");
    private static final String PROBE = "count({__name__=~\"" + String.join("|", METRICS) + "\"})";
    private static final Pattern RETENTION =
            Pattern.compile("\"(?:storage\\.tsdb\\.retention(?:\\.time)?|storageRetention)\":\"((?:\\d+[a-z]+)+)");
    private static final Pattern PERIOD = Pattern.compile("(\\d+)(ms|s|m|h|d|w|y)");

    private final PrometheusClient client;
    private final Retry retry;

    PrometheusReach(PrometheusClient client, Retry retry) {
        this.client = client;
        this.retry = retry;
    }

    Reach reach(Instant now) {
        Duration retention = retention();
        long newest = now.toEpochMilli();
        OptionalLong indexed = firstIndexed(newest);
        OptionalLong first = indexed.isPresent() ? firstSince(indexed.getAsLong(), newest) : OptionalLong.empty();
        if (first.isEmpty()) {
            first = firstLookedFor(newest, retention);
        }
        if (first.isEmpty()) {
            return Reach.withoutRecords(
                    retention == null ? now : now.minus(retention), "no sample of a container was found");
        }
        Instant oldest = Instant.ofEpochMilli(first.getAsLong());
        String found = "first container sample " + oldest.toString().replaceAll(":00Z$", "Z");
        return reach(oldest, now, retention, found);
    }

    /** An instant at or before the first series, by not much more than a block; empty where the index does not say. */
    private OptionalLong firstIndexed(long newest) {
        long before = Math.max(0, newest - (HOUR << (MOST_DOUBLINGS + 1)));
        // A server that takes no notice of the window would find something in the first hour of it.
        if (!hasSeries(before, newest) || hasSeries(before, before + HOUR)) {
            return OptionalLong.empty();
        }
        long from = before;
        long to = newest;
        while (to - from > HOUR) {
            long middle = from + (to - from) / 2;
            if (hasSeries(before, middle)) {
                to = middle;
            } else {
                from = middle;
            }
        }
        return OptionalLong.of(from);
    }

    private boolean hasSeries(long from, long to) {
        return Boolean.TRUE.equals(retry.call(() -> client.hasSeries(METRICS, from, to)));
    }

    private OptionalLong firstSince(long begin, long newest) {
        long length = POINTS * Duration.ofMinutes(5).toMillis();
        long from = begin;
        while (from < newest) {
            OptionalLong first = first(from, Math.min(from + length, newest));
            if (first.isPresent()) {
                return first;
            }
            from += length;
            length *= 2;
        }
        return OptionalLong.empty();
    }

    private OptionalLong firstLookedFor(long newest, @Nullable Duration retention) {
        for (int k = MOST_DOUBLINGS; k >= -1; k--) {
            long youngest = k < 0 ? 0 : HOUR << k;
            if (retention == null || youngest <= retention.toMillis()) {
                OptionalLong first = first(newest - (HOUR << (k + 1)), newest - youngest);
                if (first.isPresent()) {
                    return first;
                }
            }
        }
        return OptionalLong.empty();
    }

    /** A retention that is stated decides what is complete; without one, only what is there shows how far it goes. */
    private static Reach reach(Instant oldest, Instant now, @Nullable Duration retention, String found) {
        if (retention == null) {
            return new Reach(oldest, oldest, found + "; the server states no retention by time");
        }
        Instant from = now.minus(retention);
        return new Reach(
                from, oldest.isBefore(from) ? from : oldest, found + "; samples are kept for " + words(retention));
    }

    /** As a person says it: 15 days, 100 years. */
    private static String words(Duration time) {
        if (time.toDays() >= 2 * DAYS_OF_YEAR) {
            return Math.round((double) time.toDays() / DAYS_OF_YEAR) + " years";
        }
        return time.toDays() >= 2 ? time.toDays() + " days" : time.toHours() + " hours";
    }

    /** The first instant with samples, to a minute; empty if none of the instants looked at has any. */
    private OptionalLong first(long from, long to) {
        long step = Math.max(60_000, (to - from) / POINTS / 60_000 * 60_000);
        long start = Math.floorDiv(from, step) * step;
        OptionalLong found = probe(start, to, step);
        while (found.isPresent() && step > 60_000) {
            long end = found.getAsLong();
            long before = end - step;
            step = Math.max(60_000, step / POINTS / 60_000 * 60_000);
            OptionalLong finer = probe(before + step, end, step);
            found = finer.isPresent() ? finer : OptionalLong.of(end);
        }
        return found;
    }

    private OptionalLong probe(long from, long to, long step) {
        try {
            return retry.call(() -> {
                long[] first = {Long.MAX_VALUE};
                client.range(
                        PROBE,
                        from,
                        to,
                        step,
                        in -> SeriesReader.read(
                                in,
                                Map.of(SeriesReader.ENCODING, SeriesReader.JSON),
                                (labels, block) ->
                                        block.forEach((time, value) -> first[0] = Math.min(first[0], time))));
                return first[0] == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(first[0]);
            });
        } catch (AskForLess e) {
            if (to - from < 2 * step) {
                throw new SourceMisconfigured(e.getMessage() + "; the server refuses to count series", e);
            }
            long middle = from + (to - from) / step / 2 * step;
            OptionalLong older = probe(from, middle, step);
            return older.isPresent() ? older : probe(middle + step, to, step);
        }
    }

    /** What the server states; null where it has no such page or states no time, such as behind Thanos or Mimir. */
    private @Nullable Duration retention() {
        for (String page : new String[] {"flags", "runtimeinfo"}) {
            try {
                Duration stated = period(retry.call(() -> client.status(page)));
                if (stated != null) {
                    return stated;
                }
            } catch (SourceMisconfigured | SourceChanged e) {
                // Not every server has these pages, and some proxies forbid them; then only looking tells.
            }
        }
        return null;
    }

    private static @Nullable Duration period(String page) {
        Matcher stated = RETENTION.matcher(page);
        while (stated.find()) {
            Duration total = Duration.ZERO;
            Matcher parts = PERIOD.matcher(stated.group(1));
            while (parts.find()) {
                total = total.plus(duration(Long.parseLong(parts.group(1)), parts.group(2)));
            }
            if (!total.isZero()) {
                return total;
            }
        }
        return null;
    }

    private static Duration duration(long count, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            case "d" -> Duration.ofDays(count);
            case "w" -> Duration.ofDays(7 * count);
            default -> Duration.ofDays(365 * count);
        };
    }
}
