package org.scewarehouse.etl.source.cloudwatch;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is kept of CloudWatch's answers, in its own words. */
final class CloudWatchRecords {

    private CloudWatchRecords() {}

    /**
     * A series that can be asked for.
     *
     * @param dimensions value by name
     */
    record MetricStat(
            String namespace, String metricName, SortedMap<String, String> dimensions, String stat, int period) {

        static MetricStat of(FileSystemMetric metric, Map<String, String> dimensions, int period) {
            return new MetricStat(metric.namespace, metric.metricName, new TreeMap<>(dimensions), metric.stat, period);
        }
    }

    /**
     * A piece of a series: what one page of an answer holds of it.
     *
     * @param timestamps begin of each period, Unix seconds, in the order of the answer
     * @param values as many
     * @param statusCode Complete, or PartialData where later pages hold more of it
     */
    record MetricDataResult(MetricStat metricStat, List<Long> timestamps, List<Double> values, String statusCode) {}

    /**
     * A file system as FSx describes it.
     *
     * @param storageCapacity GiB that it holds; null = not told
     */
    record FsxFileSystem(
            @JsonProperty("FileSystemId") @Nullable String fileSystemId,
            @JsonProperty("StorageCapacity") @Nullable Long storageCapacity) {}
}
