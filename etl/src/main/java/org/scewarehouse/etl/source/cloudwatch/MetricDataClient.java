package org.scewarehouse.etl.source.cloudwatch;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.SourceMisconfigured;
import org.scewarehouse.etl.SourceUnavailable;
import org.scewarehouse.etl.aws.AwsFaults;
import org.scewarehouse.etl.source.cloudwatch.CloudWatchRecords.MetricDataResult;
import org.scewarehouse.etl.source.cloudwatch.CloudWatchRecords.MetricStat;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;

/** Asks CloudWatch: follows its pages to the end and says what a failure means. Used by any thread. */
final class MetricDataClient {

    /** A call takes no more queries. */
    static final int QUERIES_MAX = 500;

    private final CloudWatchClient cloudWatch;

    MetricDataClient(CloudWatchClient cloudWatch) {
        this.cloudWatch = cloudWatch;
    }

    /** Dimensions of every series of the metric that had values in the last two weeks. */
    void metrics(String who, FileSystemMetric metric, Consumer<SortedMap<String, String>> dimensions) {
        String token = null;
        Set<String> tokens = new HashSet<>();
        do {
            ListMetricsRequest request = ListMetricsRequest.builder()
                    .namespace(metric.namespace)
                    .metricName(metric.metricName)
                    .nextToken(token)
                    .build();
            ListMetricsResponse page = asked(who, "ListMetrics", () -> cloudWatch.listMetrics(request));
            page.metrics().forEach(m -> dimensions.accept(dimensions(m.dimensions())));
            token = next(who, "ListMetrics", page.nextToken(), tokens);
        } while (token != null);
    }

    private static SortedMap<String, String> dimensions(List<Dimension> dimensions) {
        SortedMap<String, String> byName = new TreeMap<>();
        dimensions.forEach(d -> byName.put(d.name(), d.value()));
        return byName;
    }

    /**
     * Values of series between two instants, the second one excluded; pieces of one series may come in any order.
     *
     * @param series at most {@link #QUERIES_MAX}
     * @param messages hears what CloudWatch says of an answer besides
     * @throws SourceUnavailable where a series is incomplete even on the last page
     * @throws SourceMisconfigured where a series may not be read
     */
    void data(
            String who,
            List<MetricStat> series,
            Instant from,
            Instant to,
            Consumer<MetricDataResult> results,
            Consumer<String> messages) {
        Map<String, MetricStat> byId = new HashMap<>();
        List<MetricDataQuery> queries = series.stream()
                .map(s -> {
                    String id = "m" + byId.size();
                    byId.put(id, s);
                    return query(id, s);
                })
                .toList();
        Map<String, String> lastStatus = new TreeMap<>();
        Set<String> tokens = new HashSet<>();
        String token = null;
        do {
            GetMetricDataRequest request = GetMetricDataRequest.builder()
                    .metricDataQueries(queries)
                    .startTime(from)
                    .endTime(to)
                    .scanBy(ScanBy.TIMESTAMP_ASCENDING)
                    .nextToken(token)
                    .build();
            GetMetricDataResponse page = asked(who, "GetMetricData", () -> cloudWatch.getMetricData(request));
            page.messages().forEach(m -> messages.accept(String.valueOf(m.code())));
            for (var result : page.metricDataResults()) {
                result.messages().forEach(m -> messages.accept(String.valueOf(m.code())));
                lastStatus.put(result.id(), result.statusCodeAsString());
                results.accept(piece(who, byId, result));
            }
            token = next(who, "GetMetricData", page.nextToken(), tokens);
        } while (token != null);
        checkComplete(who, byId, lastStatus);
    }

    private static MetricDataQuery query(String id, MetricStat series) {
        return MetricDataQuery.builder()
                .id(id)
                .metricStat(stat -> stat.metric(metric -> metric.namespace(series.namespace())
                                .metricName(series.metricName())
                                .dimensions(series.dimensions().entrySet().stream()
                                        .map(d -> Dimension.builder()
                                                .name(d.getKey())
                                                .value(d.getValue())
                                                .build())
                                        .toList()))
                        .stat(series.stat())
                        .period(series.period()))
                .build();
    }

    private static MetricDataResult piece(
            String who,
            Map<String, MetricStat> byId,
            software.amazon.awssdk.services.cloudwatch.model.MetricDataResult result) {
        MetricStat series = byId.get(result.id());
        if (series == null) {
            throw new SourceChanged(who + ": GetMetricData: expected results of the queries that were sent, got one of "
                    + "query " + result.id());
        }
        if (result.timestamps().size() != result.values().size()) {
            throw new SourceChanged(who + ": GetMetricData, " + text(series)
                    + ": expected as many values as times, got "
                    + result.values().size() + " and " + result.timestamps().size());
        }
        return new MetricDataResult(
                series,
                result.timestamps().stream().map(Instant::getEpochSecond).toList(),
                result.values(),
                String.valueOf(result.statusCodeAsString()));
    }

    private static void checkComplete(String who, Map<String, MetricStat> byId, Map<String, String> lastStatus) {
        byId.forEach((id, series) -> {
            String status = lastStatus.getOrDefault(id, "no result");
            if (status.equals("Forbidden")) {
                throw new SourceMisconfigured(who + ": GetMetricData, " + text(series)
                        + ": expected values, got Forbidden; allow cloudwatch:GetMetricData on * to these credentials");
            }
            if (!status.equals("Complete")) {
                throw new SourceUnavailable(who + ": GetMetricData, " + text(series)
                        + ": expected Complete on the last page, got " + status
                        + ": values are missing; nothing of the day is kept, run again later");
            }
        });
    }

    private static String text(MetricStat series) {
        return series.namespace() + " " + series.metricName() + " " + series.dimensions();
    }

    private static @Nullable String next(String who, String operation, @Nullable String token, Set<String> seen) {
        if (token == null || token.isEmpty()) {
            return null;
        }
        if (!seen.add(token)) {
            throw new SourceChanged(who + ": " + operation + ": expected another page, got the same NextToken twice");
        }
        return token;
    }

    private static <T> T asked(String who, String operation, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw AwsFaults.told(who, operation, "cloudwatch:" + operation, e);
        }
    }
}
