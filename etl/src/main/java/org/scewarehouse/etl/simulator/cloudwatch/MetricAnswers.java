package org.scewarehouse.etl.simulator.cloudwatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What CloudWatch answers to questions about its metrics. */
final class MetricAnswers {

    private static final int QUERIES_MAX = 500;
    private static final int POINTS_MAX = 100_800;
    private static final int MINUTE = 60;
    private static final Duration LISTED = Duration.ofDays(14);

    private final List<SimulatedMetric> metrics;
    private final int listPage;
    private final int pointPage;

    /**
     * Answers about these metrics.
     *
     * @param listPage metrics of a page of ListMetrics, at most 500
     * @param pointPage points of a page of GetMetricData, which may hold fewer than are asked for
     */
    MetricAnswers(List<SimulatedMetric> metrics, int listPage, int pointPage) {
        this.metrics = metrics;
        this.listPage = listPage;
        this.pointPage = pointPage;
    }

    Map<String, @Nullable Object> listMetrics(Request request, Instant now) {
        String token = request.textOr("NextToken", "0");
        List<SimulatedMetric> found = metrics.stream()
                .filter(m -> m.namespace().equals(request.textOr("Namespace", m.namespace())))
                .filter(m -> m.metricName().equals(request.textOr("MetricName", m.metricName())))
                .filter(m -> !m.points().tailMap(now.minus(LISTED)).headMap(now).isEmpty())
                .toList();
        int from = offset(token, found.size());
        int to = Math.min(found.size(), from + listPage);
        List<Map<String, Object>> page = found.subList(from, to).stream()
                .map(m -> Map.of("Namespace", m.namespace(), "MetricName", m.metricName(), "Dimensions", dimensions(m)))
                .toList();
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("Metrics", page);
        if (to < found.size()) {
            answer.put("NextToken", Integer.toString(to));
        }
        return answer;
    }

    private static List<Map<String, String>> dimensions(SimulatedMetric metric) {
        return metric.dimensions().entrySet().stream()
                .map(d -> Map.of("Name", d.getKey(), "Value", d.getValue()))
                .toList();
    }

    private static int offset(String token, int size) {
        String plain = token.substring(token.indexOf(' ') + 1);
        if (!plain.matches("\\d{1,9}") || Integer.parseInt(plain) > size) {
            throw new Refusal(400, "InvalidNextToken", "Request contained an invalid token");
        }
        return Integer.parseInt(plain);
    }

    /**
     * Answers GetMetricData.
     *
     * @param lastStatus status of a series by its metric's name, once all of it is sent
     */
    Map<String, @Nullable Object> getMetricData(Request request, Instant now, Map<String, String> lastStatus) {
        List<Request> queries = request.list("MetricDataQueries");
        Instant from = request.time("StartTime");
        Instant to = request.time("EndTime");
        long most = Math.min(request.numberOr("MaxDatapoints", POINTS_MAX), pointPage);
        check(queries, from, to, request.numberOr("MaxDatapoints", POINTS_MAX));
        boolean isAscending = request.textOr("ScanBy", "TimestampDescending").equals("TimestampAscending");
        String asked = Integer.toHexString(request.without("NextToken").hashCode());
        String token = request.textOr("NextToken", asked + " 0");
        if (!token.startsWith(asked + " ")) {
            throw new Refusal(400, "InvalidNextToken", "The token belongs to another request");
        }
        long skipped = offset(token, Integer.MAX_VALUE);
        long place = 0;
        List<Map<String, Object>> results = new ArrayList<>();
        boolean isCut = false;
        for (Request query : queries) {
            List<Map.Entry<Instant, Double>> points = points(query.inner("MetricStat"), from, to, now, isAscending);
            long begin = Math.max(0, skipped - place);
            long end = Math.min(points.size(), skipped + most - place);
            boolean isBefore = begin > 0 && begin >= points.size();
            boolean isLeft = end < points.size();
            if (!isBefore && !isCut) {
                String name = query.inner("MetricStat").inner("Metric").text("MetricName");
                String status = isLeft ? "PartialData" : lastStatus.getOrDefault(name, "Complete");
                results.add(result(query.text("Id"), points.subList((int) begin, (int) Math.max(begin, end)), status));
            }
            isCut |= isLeft;
            place += points.size();
        }
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("MetricDataResults", results);
        answer.put("Messages", List.of());
        if (isCut) {
            answer.put("NextToken", asked + " " + (skipped + most));
        }
        return answer;
    }

    private static Map<String, Object> result(String id, List<Map.Entry<Instant, Double>> points, String status) {
        boolean isForbidden = status.equals("Forbidden");
        return Map.of(
                "Id", id,
                "Label", id,
                "Timestamps",
                        isForbidden
                                ? List.of()
                                : points.stream().map(Map.Entry::getKey).toList(),
                "Values",
                        isForbidden
                                ? List.of()
                                : points.stream().map(Map.Entry::getValue).toList(),
                "StatusCode", status);
    }

    private static void check(List<Request> queries, Instant from, Instant to, long most) {
        if (queries.isEmpty() || queries.size() > QUERIES_MAX) {
            throw Refusal.invalid("The collection MetricDataQueries must have a size between 1 and " + QUERIES_MAX);
        }
        if (!from.isBefore(to)) {
            throw Refusal.invalid("The parameter StartTime must be less than the parameter EndTime");
        }
        if (most < 1 || most > POINTS_MAX) {
            throw Refusal.invalid("The parameter MaxDatapoints must be between 1 and " + POINTS_MAX);
        }
        Set<String> ids = new HashSet<>();
        for (Request query : queries) {
            if (!query.text("Id").matches("[a-z][a-zA-Z0-9_]{0,254}") || !ids.add(query.text("Id"))) {
                throw Refusal.invalid("The values for parameter id in MetricDataQueries must be unique and valid");
            }
            long period = query.inner("MetricStat").number("Period");
            if (period < MINUTE || period % MINUTE != 0) {
                throw Refusal.invalid("The parameter Period must be a multiple of 60");
            }
        }
    }

    private List<Map.Entry<Instant, Double>> points(
            Request stat, Instant from, Instant to, Instant now, boolean isAscending) {
        Request metric = stat.inner("Metric");
        long period = stat.number("Period");
        long kept = kept(Duration.between(from, now));
        SortedMap<Instant, DoubleSummaryStatistics> buckets = new TreeMap<>();
        Map<String, String> dimensions = new TreeMap<>();
        metric.list("Dimensions").forEach(d -> dimensions.put(d.text("Name"), d.text("Value")));
        Instant rounded = floor(from, kept);
        metrics.stream()
                .filter(m -> period % kept == 0
                        && m.namespace().equals(metric.text("Namespace"))
                        && m.metricName().equals(metric.text("MetricName"))
                        && m.dimensions().equals(dimensions))
                .forEach(m -> m.points().subMap(floor(rounded, period), to).forEach((time, values) -> {
                    DoubleSummaryStatistics bucket =
                            buckets.computeIfAbsent(floor(time, period), t -> new DoubleSummaryStatistics());
                    for (double value : values) {
                        bucket.accept(value);
                    }
                }));
        List<Map.Entry<Instant, Double>> points = new ArrayList<>();
        buckets.forEach((time, bucket) -> {
            if (!time.isBefore(rounded)) {
                points.add(Map.entry(time, value(stat.text("Stat"), bucket)));
            }
        });
        if (!isAscending) {
            Collections.reverse(points);
        }
        return points;
    }

    /** Seconds of the finest points that are kept for so long, to which the start is rounded down. */
    private static long kept(Duration age) {
        return age.toDays() >= 455 ? Long.MAX_VALUE : age.toDays() >= 63 ? 3600 : age.toDays() >= 15 ? 300 : MINUTE;
    }

    private static Instant floor(Instant time, long seconds) {
        return Instant.ofEpochSecond(time.getEpochSecond() - Math.floorMod(time.getEpochSecond(), seconds));
    }

    private static double value(String stat, DoubleSummaryStatistics bucket) {
        return switch (stat) {
            case "Average" -> bucket.getAverage();
            case "Sum" -> bucket.getSum();
            case "Minimum" -> bucket.getMin();
            case "Maximum" -> bucket.getMax();
            case "SampleCount" -> bucket.getCount();
            default -> throw Refusal.invalid("The value " + stat + " for parameter Stat is not supported");
        };
    }
}
