package org.scewarehouse.etl.source.cloudwatch;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.SourceChanged;
import org.scewarehouse.etl.source.cloudwatch.CloudWatchRecords.MetricDataResult;
import org.scewarehouse.etl.source.cloudwatch.CloudWatchRecords.MetricStat;
import org.scewarehouse.model.Day;

/** All that a day's answers say of one file system. */
final class FileSystem {

    /**
     * The last value of the day.
     *
     * @param at end of its period
     */
    record Value(long bytes, Instant at) {}

    private record Series(FileSystemMetric metric, MetricStat stat) {}

    /** Some services publish the whole with and without dimensions that say All; the plainer series comes first. */
    private static final Comparator<Series> PLAINEST = Comparator.comparing(Series::metric)
            .thenComparing(s -> s.stat().dimensions().size())
            .thenComparing(s -> s.stat().toString());

    final String id;
    private final Map<Series, TreeMap<Long, Double>> values = new TreeMap<>(PLAINEST);

    FileSystem(String id) {
        this.id = id;
    }

    /** Takes a piece of a series; only periods that lie in the day count, since CloudWatch rounds what it is asked. */
    void add(Day day, MetricDataResult piece) {
        MetricStat stat = piece.metricStat();
        FileSystemMetric metric = FileSystemMetric.named(stat.namespace(), stat.metricName())
                .filter(m -> m.isWhole(stat.dimensions()))
                .orElse(null);
        if (metric == null) {
            return;
        }
        TreeMap<Long, Double> byTime = values.computeIfAbsent(new Series(metric, stat), s -> new TreeMap<>());
        for (int i = 0; i < piece.timestamps().size(); i++) {
            long from = piece.timestamps().get(i);
            boolean isInDay = from >= day.from().getEpochSecond()
                    && from + stat.period() <= day.to().getEpochSecond();
            if (isInDay) {
                put(day, metric, byTime, from, piece.values().get(i));
            }
        }
    }

    private void put(Day day, FileSystemMetric metric, NavigableMap<Long, Double> byTime, long from, double value) {
        String where = CloudWatchSettings.SOURCE + " " + day + ", " + metric.metricName + " of " + id + ": expected ";
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new SourceChanged(where + "bytes from 0 on, got " + value);
        }
        Double before = byTime.put(from, value);
        if (before != null && before != value) {
            throw new SourceChanged(where + "one value for " + Instant.ofEpochSecond(from) + ", got " + before + " and "
                    + value + "; ask for the day again with --force");
        }
    }

    /** The last value of the day that says this; null where there is none. */
    @Nullable
    Value last(FileSystemMetric.Meaning meaning) {
        Value last = null;
        for (Map.Entry<Series, TreeMap<Long, Double>> entry : values.entrySet()) {
            FileSystemMetric metric = entry.getKey().metric();
            Map.Entry<Long, Double> end = entry.getValue().lastEntry();
            if (metric.meaning == meaning && end != null) {
                int seconds = entry.getKey().stat().period();
                Value value =
                        new Value(metric.bytes(end.getValue(), seconds), Instant.ofEpochSecond(end.getKey() + seconds));
                last = last == null || value.at.isAfter(last.at) ? value : last;
            }
        }
        return last;
    }
}
