package org.scewarehouse.etl.source.prometheus;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.scewarehouse.etl.source.RawFixture;
import org.scewarehouse.etl.source.prometheus.wire.SeriesReader;

/** Series made up by a test, as the JSON answers that a server would give for them. */
final class SeriesFixture {

    private final Map<String, List<String>> seriesByMetric = new LinkedHashMap<>();
    private final String moreLabels;

    SeriesFixture() {
        this("");
    }

    /** With labels added to every series, as JSON members with a comma before each. */
    SeriesFixture(String moreLabels) {
        this.moreLabels = moreLabels;
    }

    /** Adds a series: labels as {@code name=value} separated by blanks, one sample every {@code step} seconds. */
    SeriesFixture add(String metric, String labels, long from, long to, long step, DoubleUnaryOperator value) {
        StringBuilder json = new StringBuilder("{\"metric\":{\"__name__\":\"" + metric + "\"");
        for (String label : labels.isEmpty() ? new String[0] : labels.split(" ", -1)) {
            int equals = label.indexOf('=');
            json.append(",\"")
                    .append(label, 0, equals)
                    .append("\":\"")
                    .append(label.substring(equals + 1).replace("\"", "\\\""))
                    .append('"');
        }
        json.append(moreLabels).append("},\"values\":[");
        for (long time = from; time < to; time += step) {
            json.append(time == from ? "" : ",")
                    .append('[')
                    .append(time)
                    .append(",\"")
                    .append(value.applyAsDouble((double) time))
                    .append("\"]");
        }
        seriesByMetric
                .computeIfAbsent(metric, k -> new ArrayList<>())
                .add(json.append("]}").toString());
        return this;
    }

    /** Adds a series whose value never changes. */
    SeriesFixture add(String metric, String labels, long from, long to, long step, double value) {
        return add(metric, labels, from, to, step, time -> value);
    }

    /** Adds a series whose value never changes, such as an instant in seconds. */
    SeriesFixture add(String metric, String labels, long from, long to, long step, long value) {
        return add(metric, labels, from, to, step, (double) value);
    }

    /** One part for each metric. */
    List<RawFixture.Part> parts() {
        List<RawFixture.Part> parts = new ArrayList<>();
        seriesByMetric.forEach((metric, series) -> {
            String text = "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
                    + String.join(",", series) + "]}}\n";
            parts.add(new RawFixture.Part(
                    endpoint(metric),
                    metric,
                    "jsonl",
                    series.size(),
                    text.getBytes(StandardCharsets.UTF_8),
                    Map.of(SeriesReader.ENCODING, SeriesReader.JSON)));
        });
        return parts;
    }

    private static String endpoint(String metric) {
        return PrometheusEndpoints.all().stream()
                .map(e -> e.name())
                .filter(e -> PrometheusEndpoints.metrics(e).stream()
                        .anyMatch(m -> m.name().equals(metric) && m.matchers().isEmpty()))
                .findFirst()
                .orElseThrow();
    }
}
