package org.scewarehouse.jobs.demo;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.scewarehouse.etl.source.prometheus.wire.SampleConsumer;

/** CPU time of a node: what its containers were counted for, and a steady share for itself. */
final class NodeCounter {

    /** Parts of a core that the node needs for itself. */
    private static final int OVERHEAD_PARTS = 3 * Load.PARTS / 2;

    /** Finds the counter of one run. */
    @FunctionalInterface
    interface Counters {
        CpuCounter of(Pod pod, PodContainer container, Run run);
    }

    private final Node node;
    private final List<Pod> pods;
    private final Counters counters;

    NodeCounter(Node node, List<Pod> pods, Counters counters) {
        this.node = node;
        this.pods = pods;
        this.counters = counters;
    }

    /** The samples in {@code [from, to)}. */
    void forEach(long from, long to, SampleConsumer consumer) {
        SortedMap<Long, Long> unitsByScrape = new TreeMap<>();
        for (Pod pod : pods) {
            for (PodContainer container : pod.containers()) {
                for (Run run : container.runs()) {
                    counters.of(pod, container, run)
                            .forEachStretch(
                                    to, (begin, at, parts) -> unitsByScrape.merge(at, parts * (at - begin), Long::sum));
                }
            }
        }
        long units = 0;
        long start = Math.max(node.up(), node.scrapes().from());
        for (long at = node.scrapes().next(start); at < to; at = node.scrapes().next(at + 1)) {
            units += unitsByScrape.getOrDefault(at, 0L);
            if (at >= from) {
                consumer.accept(at, (units + OVERHEAD_PARTS * (at - start)) / CpuCounter.UNITS);
            }
        }
    }
}
