package org.scewarehouse.jobs.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.scewarehouse.etl.source.prometheus.wire.Labels;

/**
 * Something that is scraped. Its labels are added to every series, and each replica of Prometheus has the series once.
 *
 * @param from first millisecond at which it has this address
 * @param to first millisecond at which it no longer has it
 * @param labels names and values in turn
 */
record Target(Scrapes scrapes, long from, long to, List<String> labels, boolean isReplicated) {

    /** Which scrapes the second replica misses: of every so many, one. */
    private static final int MISSED = 7;

    /** The kubelet of a node: containers, or with another path volumes. */
    static Target kubelet(Node node, String path, boolean isReplicated) {
        List<String> labels =
                List.of("job", "kubelet", "metrics_path", path, "instance", node.instance(), "node", node.name());
        return new Target(node.scrapes(), node.up(), node.down(), labels, isReplicated);
    }

    /** The series that exists in {@code [begin, end)}, as each replica has it. */
    Stream<DemoSeries> series(String metric, long begin, long end, DemoSeries.Samples samples, String... own) {
        long first = Math.max(Math.max(begin, from), scrapes.from());
        long last = Math.min(Math.min(end, to), scrapes.to());
        if (!scrapes.hasAny(first, last)) {
            return Stream.empty();
        }
        List<String> all = new ArrayList<>(labels);
        all.addAll(List.of(own));
        all.addAll(List.of(Labels.METRIC, metric));
        if (!isReplicated) {
            return Stream.of(new DemoSeries(Labels.of(all), first, last, samples));
        }
        return Stream.of(
                new DemoSeries(replica(all, 0), first, last, samples),
                new DemoSeries(replica(all, 1), first, last, missing(samples)));
    }

    /** A gauge that is shown in {@code [begin, end)}. */
    Stream<DemoSeries> gauge(String metric, long begin, long end, DemoSeries.Gauge gauge, String... own) {
        return series(metric, begin, end, DemoSeries.gauge(scrapes, gauge), own);
    }

    /** A gauge that is shown in {@code [begin, end)} and never changes. */
    Stream<DemoSeries> constant(String metric, long begin, long end, double value, String... own) {
        return series(metric, begin, end, DemoSeries.steady(scrapes, value), own);
    }

    /** Names and values in turn. */
    static String[] labels(Map<String, String> labels, String... more) {
        List<String> all = new ArrayList<>(List.of(more));
        labels.forEach((name, value) -> {
            all.add(name);
            all.add(value);
        });
        return all.toArray(String[]::new);
    }

    private static Labels replica(List<String> labels, int number) {
        List<String> all = new ArrayList<>(labels);
        all.add("prometheus_replica");
        all.add("prometheus-k8s-" + number);
        return Labels.of(all);
    }

    private DemoSeries.Samples missing(DemoSeries.Samples samples) {
        return (from, to, consumer) -> samples.forEach(from, to, (at, value) -> {
            if (Math.floorMod(at / scrapes.interval(), MISSED) != 0) {
                consumer.accept(at, value);
            }
        });
    }
}
