package org.scewarehouse.etl.source.prometheus;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.source.InOrder;
import org.scewarehouse.etl.star.UserGroups;
import org.scewarehouse.model.fact.FactDemand5min;

/**
 * Adds up what interactive containers ask for by environment, group of people and five minutes of a day, and keeps what
 * each of them asks for, since what many ask for at once does not follow from the sums.
 */
final class Demand {

    private final Grid grid;
    private final UserGroups groups;
    private final Map<Long, Map<String, Total>> byComputeSystem = new TreeMap<>();
    private final Map<Long, String> clusters = new TreeMap<>();
    private final Map<Long, Map<String, Double>> secondsByNode = new TreeMap<>();

    /** Arrays over the day, since an environment is small and a day has 288 cells. */
    private static final class Total {
        final int[] containers;
        final int[] observed;
        final double[] running;
        final Amounts cpu;
        final Amounts memory;
        final List<NodeDraws.Demander> single = new ArrayList<>();

        Total(Grid grid) {
            containers = new int[grid.size()];
            observed = new int[grid.size()];
            running = new double[grid.size()];
            cpu = new Amounts(grid);
            memory = new Amounts(grid);
        }
    }

    Demand(Grid grid, UserGroups groups) {
        this.grid = grid;
        this.groups = groups;
    }

    /**
     * Adds a container to each group of its owner.
     *
     * @param node where it ran last; null = unknown
     */
    void add(long computeSystemKey, String cluster, @Nullable String node, long userId, ContainerUse use) {
        clusters.put(computeSystemKey, cluster);
        Map<String, Double> nodes = secondsByNode.computeIfAbsent(computeSystemKey, k -> new TreeMap<>());
        if (node != null) {
            nodes.merge(node, use.running().length() / 1000.0, Double::sum);
        }
        Amounts running = new Amounts(grid);
        Amounts cpu = new Amounts(grid);
        Amounts memory = new Amounts(grid);
        running.addSeconds(use.running());
        cpu.spread(use.growth());
        memory.spread(use.memory());
        NodeDraws.Demander single = single(running, cpu, memory);
        Map<String, Total> totals = byComputeSystem.computeIfAbsent(computeSystemKey, k -> new TreeMap<>());
        for (String group : groups.of(userId)) {
            Total total = totals.computeIfAbsent(group, k -> new Total(grid));
            add(total, running, cpu, memory);
            total.single.add(single);
        }
    }

    private NodeDraws.Demander single(Amounts running, Amounts cpu, Amounts memory) {
        float[] cores = new float[grid.size()];
        float[] bytes = new float[grid.size()];
        for (int cell = 0; cell < grid.size(); cell++) {
            double seconds = (grid.end(cell) - Math.max(grid.from(), grid.label(cell))) / 1000.0;
            boolean isObserved = running.orZero(cell) > 0 && cpu.isKnown(cell);
            cores[cell] = isObserved ? (float) (cpu.orZero(cell) / seconds) : Float.NaN;
            bytes[cell] = memory.isKnown(cell) ? (float) (memory.orZero(cell) / seconds) : Float.NaN;
        }
        return new NodeDraws.Demander(cores, bytes);
    }

    private void add(Total total, Amounts running, Amounts cpu, Amounts memory) {
        for (int cell = 0; cell < grid.size(); cell++) {
            if (running.orZero(cell) > 0) {
                total.containers[cell]++;
                total.running[cell] += running.orZero(cell);
                total.observed[cell] += cpu.isKnown(cell) ? 1 : 0;
                addKnown(total.cpu, cpu, cell);
                addKnown(total.memory, memory, cell);
            }
        }
    }

    private static void addKnown(Amounts sum, Amounts of, int cell) {
        if (of.isKnown(cell)) {
            sum.add(cell, of.orZero(cell));
        }
    }

    /** Hands over a row for every environment, group and five minutes in which a container ran. */
    void write(LocalDate day, Consumer<Record> rows) {
        byComputeSystem.forEach((computeSystemKey, totals) -> totals.forEach((group, total) -> {
            for (int cell = 0; cell < grid.size(); cell++) {
                if (total.containers[cell] > 0) {
                    rows.accept(new FactDemand5min(
                            day,
                            Instant.ofEpochMilli(grid.label(cell)),
                            computeSystemKey,
                            group,
                            ContainerRows.SOURCE,
                            total.containers[cell],
                            total.running[cell],
                            total.cpu.orNull(cell),
                            total.memory.orNull(cell),
                            total.observed[cell]));
                }
            }
        }));
    }

    /**
     * Hands over the histograms of how full nodes would have been.
     *
     * @param nodeOf the typical node of a cluster for containers that ran so many seconds on each of its nodes; null
     *     where it is unknown, which leaves the environment out
     */
    void writeRightsizing(
            LocalDate day,
            BiFunction<String, Map<String, Double>, NodeDraws.@Nullable Node> nodeOf,
            Consumer<Record> rows) {
        try (InOrder filled = new InOrder("fill nodes", PrometheusTransform.AT_ONCE, 2 * PrometheusTransform.AT_ONCE)) {
            byComputeSystem.forEach((computeSystemKey, totals) -> {
                NodeDraws.Node node = nodeOf.apply(
                        requireNonNull(clusters.get(computeSystemKey)),
                        requireNonNull(secondsByNode.get(computeSystemKey)));
                if (node != null) {
                    totals.forEach((group, total) -> filled.begin(
                            () -> NodeDraws.rows(day, computeSystemKey, group, total.single, node, grid.size()),
                            histograms -> histograms.forEach(rows)));
                }
            });
            filled.finish();
        }
    }
}
