package org.scewarehouse.jobs.demo;

import java.util.ArrayList;
import java.util.List;
import org.scewarehouse.etl.source.prometheus.wire.SampleConsumer;

/**
 * CPU time of a node: what its containers were counted for, and a steady share for itself. As a counter of a run it
 * remembers how far it was last read.
 */
final class NodeCounter {

    /** Parts of a core that the node needs for itself. */
    private static final int OVERHEAD_PARTS = 3 * Load.PARTS / 2;

    private final Node node;
    private final List<CpuCounter> counters = new ArrayList<>();
    private final long start;
    private volatile Reading last;

    /** What the containers of a node were counted for up to a scrape. */
    private record Reading(long at, long units) {}

    /** The counter of a node, on which all these pods ran. */
    NodeCounter(Node node, List<Pod> pods) {
        this.node = node;
        this.start = Math.max(node.up(), node.scrapes().from());
        this.last = new Reading(start - 1, 0);
        for (Pod pod : pods) {
            for (PodContainer container : pod.containers()) {
                container.runs().forEach(run -> counters.add(new CpuCounter(container, run, node.scrapes(), false)));
            }
        }
    }

    /** The samples in {@code [from, to)}. */
    void forEach(long from, long to, SampleConsumer consumer) {
        Scrapes scrapes = node.scrapes();
        Reading begin = last.at() < from ? last : new Reading(start - 1, 0);
        long origin = begin.at() + 1;
        int places = (int) Math.max(0, (Math.min(to, scrapes.to()) - origin) / scrapes.interval() + 2);
        long[] unitsByPlace = new long[places];
        for (CpuCounter counter : counters) {
            counter.forEachStretch(
                    counter.beginOfStretch(origin),
                    to,
                    (stretch, at, parts) -> unitsByPlace[(int) ((at - origin) / scrapes.interval())] +=
                            at < origin ? 0 : parts * (at - stretch));
        }
        long units = begin.units();
        Reading reached = begin;
        for (long at = scrapes.next(origin); at < to; at = scrapes.after(at)) {
            units += unitsByPlace[(int) ((at - origin) / scrapes.interval())];
            if (at < from) {
                reached = new Reading(at, units);
            } else {
                consumer.accept(at, (units + OVERHEAD_PARTS * (at - start)) / CpuCounter.UNITS);
            }
        }
        last = reached;
    }
}
