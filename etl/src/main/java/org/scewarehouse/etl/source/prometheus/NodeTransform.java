package org.scewarehouse.etl.source.prometheus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.fact.FactCapacityDay;

/** Adds up the capacity of each cluster's nodes: of a node while it was up, so while it was measured. */
final class NodeTransform {

    private final DayWindow window;
    private final SeriesChoice choice;
    private final Map<String, Total> byCluster = new TreeMap<>();

    /** What the nodes of one cluster have. */
    private static final class Total {
        final Size ofMachines = new Size();
        final Size ofNodes = new Size();

        @Nullable
        Double allocatableCoreSeconds;

        @Nullable
        Double gpuSeconds;

        @Nullable
        Double cpuCoreSeconds;

        /** Machines are known by another name than nodes, so of each measure only one kind counts in a cluster. */
        Size cores() {
            return ofMachines.hasCores ? ofMachines : ofNodes;
        }

        @Nullable
        Double memoryByteSeconds() {
            return (ofMachines.hasMemory ? ofMachines : ofNodes).memoryByteSeconds;
        }
    }

    /** What one kind of series tells of a cluster's cores and memory. */
    private static final class Size {
        final List<long[]> upChanges = new ArrayList<>();
        boolean hasCores;
        boolean hasMemory;
        double upSeconds;

        @Nullable
        Double coreSeconds;

        @Nullable
        Double memoryByteSeconds;
    }

    /** Cores and memory that pods may have of each node, by cluster and name. */
    private final Map<String, Map<String, NodeDraws.Node>> sizes = new TreeMap<>();

    NodeTransform(PrometheusTransformSettings settings, DayWindow window) {
        this.window = window;
        this.choice = new SeriesChoice(settings.replicaLabels(), window.dayFrom(), window.dayTo());
    }

    /** Adds one node, by whichever name its series have. */
    void add(String cluster, String name, Map<String, List<Series>> byMetric) {
        addSize(cluster, name, byMetric);
        Total total = byCluster.computeIfAbsent(cluster, k -> new Total());
        addUp(total.ofMachines, of(byMetric, Metrics.NODE_CORES), of(byMetric, Metrics.NODE_MEMORY));
        addUp(
                total.ofNodes,
                resource(byMetric, Metrics.NODE_CAPACITY, "cpu"::equals),
                resource(byMetric, Metrics.NODE_CAPACITY, "memory"::equals));
        total.allocatableCoreSeconds = plus(
                total.allocatableCoreSeconds, integral(resource(byMetric, Metrics.NODE_ALLOCATABLE, "cpu"::equals)));
        if (byMetric.containsKey(Metrics.NODE_CAPACITY)) {
            Double gpus = gpuSeconds(byMetric);
            total.gpuSeconds = plus(total.gpuSeconds, gpus == null ? (Double) 0.0 : gpus);
        }
        total.cpuCoreSeconds = plus(total.cpuCoreSeconds, used(of(byMetric, Metrics.CPU)));
    }

    private void addSize(String cluster, String name, Map<String, List<Series>> byMetric) {
        Double cores = last(resource(byMetric, Metrics.NODE_ALLOCATABLE, "cpu"::equals));
        if (cores != null) {
            Double memory = last(resource(byMetric, Metrics.NODE_ALLOCATABLE, "memory"::equals));
            sizes.computeIfAbsent(cluster, k -> new TreeMap<>()).put(name, new NodeDraws.Node(cores, memory));
        }
    }

    private @Nullable Double last(List<Series> series) {
        Samples samples = samples(series);
        return samples.isEmpty() ? null : (Double) samples.lastValue();
    }

    /**
     * The size of node on which the containers ran for most of their time, with the least memory that one of these
     * nodes has; where no size of these nodes is known, a node as those of the cluster are in the mean over the day.
     *
     * @param secondsByNode how long containers ran on each node of the cluster
     * @return null where nothing is known of the cluster's nodes
     */
    NodeDraws.@Nullable Node typical(String cluster, Map<String, Double> secondsByNode) {
        Map<String, NodeDraws.Node> known = sizes.getOrDefault(cluster, Map.of());
        Map<Double, Double> secondsByCores = new TreeMap<>();
        secondsByNode.forEach((name, seconds) -> {
            NodeDraws.Node node = known.get(name);
            if (node != null) {
                secondsByCores.merge(node.cores(), seconds, Double::sum);
            }
        });
        return secondsByCores.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .map(cores -> new NodeDraws.Node(
                        cores,
                        known.values().stream()
                                .filter(node -> node.cores() == cores && node.bytes() != null)
                                .map(NodeDraws.Node::bytes)
                                .min(Double::compare)
                                .orElse(null)))
                .orElseGet(() -> mean(cluster));
    }

    private NodeDraws.@Nullable Node mean(String cluster) {
        Total total = byCluster.get(cluster);
        double upSeconds = total == null ? 0 : total.cores().upSeconds;
        if (total == null || total.allocatableCoreSeconds == null || upSeconds <= 0) {
            return null;
        }
        Double memory = total.memoryByteSeconds();
        return new NodeDraws.Node(
                total.allocatableCoreSeconds / upSeconds, memory == null ? null : (Double) (memory / upSeconds));
    }

    /**
     * Writes a row for each cluster of which a node was seen.
     *
     * @param containerCpuByCluster CPU time of all its containers; null where unknown
     */
    void write(StarRows star, Map<String, @Nullable Double> containerCpuByCluster) {
        byCluster.forEach((cluster, total) -> star.add(new FactCapacityDay(
                star.day.date(),
                star.cluster(cluster),
                ContainerRows.SOURCE,
                mostAtOnce(total.cores().upChanges),
                total.cores().upSeconds,
                total.cores().coreSeconds,
                total.allocatableCoreSeconds,
                total.memoryByteSeconds(),
                total.gpuSeconds,
                containerCpuByCluster.get(cluster),
                total.cpuCoreSeconds,
                null)));
    }

    private void addUp(Size size, List<Series> cores, List<Series> memory) {
        size.hasMemory |= !memory.isEmpty();
        size.memoryByteSeconds = plus(size.memoryByteSeconds, integral(memory));
        size.coreSeconds = plus(size.coreSeconds, integral(cores));
        if (cores.isEmpty()) {
            return;
        }
        size.hasCores = true;
        Intervals up = up(samples(cores)).within(window.dayFrom(), window.dayTo());
        size.upSeconds += up.length() / 1000.0;
        for (int i = 0; i < up.size(); i++) {
            size.upChanges.add(new long[] {up.from(i), 1});
            size.upChanges.add(new long[] {up.to(i), -1});
        }
    }

    private @Nullable Double integral(List<Series> series) {
        if (series.isEmpty()) {
            return null;
        }
        Samples samples = samples(series);
        return inDay(HeldValues.measured(samples, up(samples), window.gapLimit()));
    }

    private @Nullable Double gpuSeconds(Map<String, List<Series>> byMetric) {
        Map<String, List<Series>> byResource = new TreeMap<>();
        for (Series series : resource(byMetric, Metrics.NODE_CAPACITY, Metrics::isGpu)) {
            byResource
                    .computeIfAbsent(series.text("resource"), k -> new ArrayList<>())
                    .add(series);
        }
        Double sum = null;
        for (List<Series> series : byResource.values()) {
            sum = plus(sum, integral(series));
        }
        return sum;
    }

    /** The total of a node's CPUs stands before its single ones, where different servers measure both. */
    private @Nullable Double used(List<Series> cpus) {
        List<Series> total =
                cpus.stream().filter(s -> s.text("cpu").equals("total")).toList();
        Double sum = null;
        for (Series counter : choice.once(total.isEmpty() ? cpus : total)) {
            Segments pairs = CounterGrowth.of(counter.samples(), new long[0], window.rules())
                    .pairs();
            sum = plus(sum, inDay(pairs));
        }
        return sum;
    }

    private @Nullable Double inDay(Segments segments) {
        Amounts hours = new Amounts(window.hours());
        hours.spread(segments);
        Double sum = null;
        for (int cell = 0; cell < window.hours().size(); cell++) {
            sum = plus(sum, hours.orNull(cell));
        }
        return sum;
    }

    /** A node is up between samples that are at most the gap limit apart. */
    private Intervals up(Samples samples) {
        Intervals.Builder up = new Intervals.Builder();
        for (int i = 1; i < samples.size(); i++) {
            if (samples.time(i) - samples.time(i - 1) <= window.gapLimit()) {
                up.add(samples.time(i - 1), samples.time(i));
            }
        }
        return up.build();
    }

    private Samples samples(List<Series> series) {
        return Series.union(series, window.from(), window.to());
    }

    private static List<Series> of(Map<String, List<Series>> byMetric, String metric) {
        return byMetric.getOrDefault(metric, List.of());
    }

    private static List<Series> resource(
            Map<String, List<Series>> byMetric, String metric, Predicate<String> isResource) {
        return of(byMetric, metric).stream()
                .filter(s -> isResource.test(s.text("resource")))
                .toList();
    }

    private static int mostAtOnce(List<long[]> changes) {
        // Ends come before starts of the same time: a node that takes another's place does not stand beside it.
        changes.sort((a, b) -> a[0] == b[0] ? Long.compare(a[1], b[1]) : Long.compare(a[0], b[0]));
        int now = 0;
        int most = 0;
        for (long[] change : changes) {
            now += (int) change[1];
            most = Math.max(most, now);
        }
        return most;
    }

    private static @Nullable Double plus(@Nullable Double a, @Nullable Double b) {
        return a == null ? b : b == null ? a : (Double) (a + b);
    }
}
