package org.scewarehouse.etl.simulator.cloudwatch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A value that somebody put.
 *
 * @param dimensions value by name
 */
public record PublishedMetric(
        String namespace,
        String metricName,
        Map<String, String> dimensions,
        double value,
        String unit,
        Instant timestamp) {

    private static final int DATA_MAX = 1000;
    private static final int DIMENSIONS_MAX = 30;
    private static final Set<String> UNITS = Set.of("Seconds", "Count", "None", "Bytes", "Percent");

    /** The values of a PutMetricData request. */
    static List<PublishedMetric> of(Request request, Instant now) {
        String namespace = request.text("Namespace");
        List<Request> data = request.list("MetricData");
        if (namespace.startsWith("AWS/") || !namespace.matches("[^:].{0,254}")) {
            throw Refusal.invalid("The value " + namespace + " for parameter Namespace is invalid");
        }
        if (data.isEmpty() || data.size() > DATA_MAX) {
            throw Refusal.invalid("The collection MetricData must not have a size greater than " + DATA_MAX);
        }
        return data.stream().map(datum -> of(namespace, datum, now)).toList();
    }

    private static PublishedMetric of(String namespace, Request datum, Instant now) {
        Map<String, String> dimensions = new TreeMap<>();
        datum.list("Dimensions").forEach(d -> dimensions.put(d.text("Name"), d.text("Value")));
        double value = datum.decimal("Value");
        Instant time = datum.time("Timestamp");
        boolean isTimely = time.isAfter(now.minus(Duration.ofDays(14))) && time.isBefore(now.plus(Duration.ofHours(2)));
        boolean isUsable = !Double.isNaN(value)
                && !Double.isInfinite(value)
                && isTimely
                && dimensions.size() <= DIMENSIONS_MAX
                && dimensions.values().stream().noneMatch(String::isBlank)
                && UNITS.contains(datum.textOr("Unit", "None"));
        if (!isUsable) {
            throw Refusal.invalid("The parameter MetricData holds an invalid value");
        }
        return new PublishedMetric(
                namespace, datum.text("MetricName"), dimensions, value, datum.textOr("Unit", "None"), time);
    }
}
