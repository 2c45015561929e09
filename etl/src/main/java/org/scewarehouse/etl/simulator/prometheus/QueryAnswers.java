package org.scewarehouse.etl.simulator.prometheus;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.simulator.prometheus.SimulatedSeries.Readable;
import org.scewarehouse.etl.source.prometheus.wire.Labels;
import org.scewarehouse.etl.source.prometheus.wire.Matcher;
import org.scewarehouse.etl.source.prometheus.wire.SampleBlock;
import tools.jackson.databind.json.JsonMapper;

/** Answers queries: range selectors as of an instant, and {@code count(selector)} over steps. */
final class QueryAnswers {

    private static final Pattern RANGE = Pattern.compile("(.*)\\[(\\d+)(ms|s|m|h|d)]", Pattern.DOTALL);
    private static final Pattern COUNT = Pattern.compile("count\\((.*)\\)", Pattern.DOTALL);
    private static final long LOOK_BACK = Duration.ofMinutes(5).toMillis();
    /** What a server keeps in one file. */
    private static final long BLOCK = Duration.ofHours(2).toMillis();

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final SimulatedSeries known;
    private final SimulatorOptions options;

    QueryAnswers(SimulatedSeries known, SimulatorOptions options) {
        this.known = known;
        this.options = options;
    }

    /**
     * Answers a range selector.
     *
     * @param oldest samples before this millisecond are gone
     * @throws IllegalArgumentException if the query is not one
     * @throws ReadAnswers.TooMany if it would touch more samples than allowed
     */
    void range(String query, long at, long oldest, @Nullable String warning, OutputStream out) {
        java.util.regex.Matcher range = RANGE.matcher(query);
        if (!range.matches()) {
            throw new IllegalArgumentException("parse error: expected a range selector, got \"" + query + "\"");
        }
        List<Matcher> matchers = Selector.parse(range.group(1));
        long from = Math.max(
                oldest, at - millis(Long.parseLong(range.group(2)), range.group(3)) + (options.isLeftOpen() ? 1 : 0));
        requireFew(matchers, from, at + 1);
        Text text = new Text(out);
        text.add("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[");
        boolean[] isNext = new boolean[1];
        try (Stream<? extends Readable> series = known.readable(matchers, from, at + 1)) {
            series.forEach(one -> {
                boolean[] isBegun = new boolean[1];
                one.forEach(from, at + 1, (time, value) -> {
                    if (SampleBlock.isStaleMarker(value)) {
                        return;
                    }
                    text.add(isBegun[0] ? "," : (isNext[0] ? "," : "") + metric(one.labels()) + ",\"values\":[");
                    isBegun[0] = true;
                    isNext[0] = true;
                    text.sample(time, value);
                });
                text.add(isBegun[0] ? "]}" : "");
            });
        }
        text.add("]}");
        text.add(warning == null ? "" : ",\"warnings\":" + MAPPER.writeValueAsString(List.of(warning)));
        text.add("}");
        text.flush();
    }

    /** Answers {@code count(selector)} at every step. */
    void count(String query, long from, long to, long step, long oldest, OutputStream out) {
        java.util.regex.Matcher count = COUNT.matcher(query);
        if (!count.matches()) {
            throw new IllegalArgumentException("parse error: expected count(...), got \"" + query + "\"");
        }
        if ((to - from) / step > 11_000) {
            throw new IllegalArgumentException(
                    "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution"
                            + " (?step=XX)");
        }
        List<Matcher> matchers = Selector.parse(count.group(1));
        Text text = new Text(out);
        text.add("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[");
        boolean isBegun = false;
        long[] present = present(matchers, from, to, step, oldest);
        for (int i = 0; i < present.length; i++) {
            if (present[i] > 0) {
                text.add(isBegun ? "," : "{\"metric\":{},\"values\":[");
                isBegun = true;
                text.sample(from + i * step, present[i]);
            }
        }
        text.add(isBegun ? "]}" : "");
        text.add("]}}");
        text.flush();
    }

    /**
     * Names of the metrics that the index has for a window, as a server tells them: of whole blocks.
     *
     * @param query parameters {@code match[]}, {@code start} and {@code end} of the request, encoded
     */
    List<String> names(String query, long oldest) {
        List<String> selectors = new ArrayList<>();
        long from = oldest;
        long to = Long.MAX_VALUE / 2;
        for (String field : query.split("&", -1)) {
            String[] parts = URLDecoder.decode(field, StandardCharsets.UTF_8).split("=", 2);
            switch (parts[0]) {
                case "match[]" -> selectors.add(parts[1]);
                case "start" -> from = Math.max(oldest, block(parts[1]) * BLOCK);
                case "end" -> to = (block(parts[1]) + 1) * BLOCK;
                default -> {}
            }
        }
        List<String> names = new ArrayList<>();
        for (String selector : selectors) {
            if (known.isPresent(Selector.parse(selector), from, to)) {
                names.add(selector);
            }
        }
        return names;
    }

    private static long block(String seconds) {
        return Math.floorDiv(new BigDecimal(seconds).movePointRight(3).longValue(), BLOCK);
    }

    /** How many series have a sample shortly before each step. */
    private long[] present(List<Matcher> matchers, long from, long to, long step, long oldest) {
        long[] present = new long[to < from ? 0 : (int) ((to - from) / step) + 1];
        try (Stream<? extends Readable> series = known.readable(matchers, from - LOOK_BACK, to + 1)) {
            series.forEach(one -> {
                for (int i = 0; i < present.length; i++) {
                    long at = from + i * step;
                    present[i] += one.isPresent(Math.max(oldest, at - LOOK_BACK + 1), at + 1) ? 1 : 0;
                }
            });
        }
        return present;
    }

    private void requireFew(List<Matcher> matchers, long from, long to) {
        if (options.maxSamples() >= SimulatorOptions.standard().maxSamples()) {
            return; // counting first would double the time of a large server
        }
        long[] count = new long[1];
        try (Stream<? extends Readable> series = known.readable(matchers, from, to)) {
            series.forEach(one -> one.forEach(from, to, (time, value) -> count[0]++));
        }
        if (count[0] > options.maxSamples()) {
            throw new ReadAnswers.TooMany();
        }
    }

    private static String metric(Labels labels) {
        StringBuilder text = new StringBuilder("{\"metric\":{");
        for (int i = 0; i < labels.size(); i++) {
            text.append(i == 0 ? "" : ",").append(MAPPER.writeValueAsString(labels.name(i)));
            text.append(':').append(MAPPER.writeValueAsString(labels.value(i)));
        }
        return text.append('}').toString();
    }

    private static long millis(long count, String unit) {
        return switch (unit) {
            case "ms" -> count;
            case "s" -> 1000 * count;
            case "m" -> 60_000 * count;
            case "h" -> 3_600_000 * count;
            default -> 86_400_000 * count;
        };
    }

    /** Collects text and writes it in large pieces. */
    private static final class Text {
        private final StringBuilder text = new StringBuilder(80_000);
        private final OutputStream out;

        Text(OutputStream out) {
            this.out = out;
        }

        void add(String more) {
            text.append(more);
            if (text.length() > 64_000) {
                flush();
            }
        }

        void sample(long time, double value) {
            text.append('[').append(time / 1000);
            if (time % 1000 != 0) {
                text.append('.').append(Long.toString(1000 + time % 1000), 1, 4);
            }
            text.append(",\"");
            if (Double.isInfinite(value)) {
                text.append(value > 0 ? "+Inf" : "-Inf");
            } else if (value == (long) value && Double.doubleToRawLongBits(value) != 1L << 63) {
                text.append((long) value);
            } else {
                text.append(value);
            }
            add("\"]");
        }

        void flush() {
            try {
                out.write(text.toString().getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            text.setLength(0);
        }
    }
}
