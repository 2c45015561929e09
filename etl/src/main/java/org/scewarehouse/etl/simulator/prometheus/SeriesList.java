package org.scewarehouse.etl.simulator.prometheus;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.scewarehouse.etl.source.prometheus.wire.Labels;
import org.scewarehouse.etl.source.prometheus.wire.Matcher;
import org.scewarehouse.etl.source.prometheus.wire.SampleConsumer;

/** Series held in memory. */
final class SeriesList implements SimulatedSeries {

    private final SortedMap<Labels, Series> byLabels = new TreeMap<>();

    SeriesList(List<Series> series) {
        series.forEach(one -> byLabels.put(one.labels(), one));
    }

    @Override
    public Stream<Labels> series(List<Matcher> matchers) {
        return byLabels.keySet().stream().filter(labels -> Selector.matches(labels, matchers));
    }

    @Override
    public void samples(Labels labels, long fromMillis, long toMillis, SampleConsumer consumer) {
        Series series = byLabels.get(labels);
        if (series == null) {
            return;
        }
        long[] times = series.timestampsMillis();
        for (int i = 0; i < times.length; i++) {
            if (times[i] >= fromMillis && times[i] < toMillis) {
                consumer.accept(times[i], series.values()[i]);
            }
        }
    }
}
