package org.scewarehouse.etl.aws;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

/** Puts metrics of this product into CloudWatch. */
public final class CloudWatchMetrics {

    /** A call takes 1,000. */
    private static final int METRICS_MAX = 1000;

    private CloudWatchMetrics() {}

    /**
     * A value of now.
     *
     * @param unit one of the units here
     * @param source source it is about, its only dimension; null = the run as a whole
     */
    public record Metric(
            String name,
            String unit,
            double value,
            @Nullable String source) {

        /** A number of things or days. */
        public static final String COUNT = "Count";
        /** A time. */
        public static final String SECONDS = "Seconds";
        /** A number that stands for something. */
        public static final String NONE = "None";
    }

    /**
     * Sends metrics, which need {@code cloudwatch:PutMetricData}.
     *
     * @param at when they were true
     * @throws org.scewarehouse.etl.SourceUnavailable where CloudWatch is away
     * @throws org.scewarehouse.etl.SourceMisconfigured where it refuses
     */
    public static void send(CloudWatchAccess access, String namespace, List<Metric> metrics, Instant at) {
        try (CloudWatchClient client = access.open()) {
            for (int from = 0; from < metrics.size(); from += METRICS_MAX) {
                List<MetricDatum> data = metrics.subList(from, Math.min(metrics.size(), from + METRICS_MAX)).stream()
                        .map(metric -> datum(metric, at))
                        .toList();
                client.putMetricData(request -> request.namespace(namespace).metricData(data));
            }
        } catch (SdkException e) {
            throw AwsFaults.told("sce.cloudwatch", "PutMetricData", "cloudwatch:PutMetricData", e);
        }
    }

    private static MetricDatum datum(Metric metric, Instant at) {
        MetricDatum.Builder datum = MetricDatum.builder()
                .metricName(metric.name())
                .unit(metric.unit())
                .value(metric.value())
                .timestamp(at);
        String source = metric.source();
        return (source == null
                        ? datum
                        : datum.dimensions(
                                Dimension.builder().name("Source").value(source).build()))
                .build();
    }
}
