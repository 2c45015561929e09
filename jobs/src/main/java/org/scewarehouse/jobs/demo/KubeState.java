package org.scewarehouse.jobs.demo;

import java.util.List;
import java.util.stream.Stream;

/** kube-state-metrics as a target: after a restart it has another address, and every series begins anew. */
final class KubeState {

    private final Scrapes scrapes;
    private final List<Target> targets;

    KubeState(Cluster cluster, boolean isReplicated) {
        this.scrapes = cluster.kubeStateScrapes();
        long restart = cluster.kubeStateRestart();
        Target first = target("10.30.0.17:8080", Long.MIN_VALUE, restart, isReplicated);
        this.targets = restart == Run.OPEN
                ? List.of(first)
                : List.of(first, target("10.30.0.94:8080", restart, Run.OPEN, isReplicated));
    }

    private Target target(String address, long from, long to, boolean isReplicated) {
        return new Target(scrapes, from, to, List.of("job", "kube-state-metrics", "instance", address), isReplicated);
    }

    /** When it is scraped. */
    Scrapes scrapes() {
        return scrapes;
    }

    /** A gauge that is shown in {@code [from, to)}, where it is not NaN. */
    Stream<DemoSeries> gauge(String metric, long from, long to, DemoSeries.Gauge gauge, String... labels) {
        return targets.stream().flatMap(target -> target.gauge(metric, from, to, gauge, labels));
    }

    /** A gauge that is shown in {@code [from, to)}, where it is not NaN, and changes only at these times. */
    Stream<DemoSeries> stepped(
            String metric, long from, long to, DemoSeries.Gauge gauge, long[] changes, String... labels) {
        return targets.stream()
                .flatMap(
                        target -> target.series(metric, from, to, DemoSeries.stepped(scrapes, gauge, changes), labels));
    }

    /** A value that is shown in {@code [from, to)}. */
    Stream<DemoSeries> constant(String metric, long from, long to, double value, String... labels) {
        return targets.stream().flatMap(target -> target.constant(metric, from, to, value, labels));
    }
}
