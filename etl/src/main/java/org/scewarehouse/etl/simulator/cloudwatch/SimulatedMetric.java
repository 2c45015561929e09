package org.scewarehouse.etl.simulator.cloudwatch;

import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A metric as services publish it.
 *
 * @param dimensions value by name
 * @param points several values of one instant are those of several disks or servers
 */
public record SimulatedMetric(
        String namespace, String metricName, Map<String, String> dimensions, NavigableMap<Instant, double[]> points) {

    /** A metric without values. */
    public static SimulatedMetric of(String namespace, String metricName, Map<String, String> dimensions) {
        return new SimulatedMetric(namespace, metricName, new TreeMap<>(dimensions), new TreeMap<>());
    }

    /** Publishes the same values at regular times of a half-open interval. */
    public SimulatedMetric every(long seconds, Instant from, Instant to, double... values) {
        for (Instant at = from; at.isBefore(to); at = at.plusSeconds(seconds)) {
            points.put(at, values);
        }
        return this;
    }
}
