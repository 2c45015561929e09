package org.scewarehouse.etl.source.prometheus;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.scewarehouse.etl.star.UserGroups;
import org.scewarehouse.model.fact.FactDemand5min;

/** Adds up what interactive containers ask for by environment, group of people and five minutes of a day. */
final class Demand {

    private final Grid grid;
    private final UserGroups groups;
    private final Map<Long, Map<String, Total>> byComputeSystem = new TreeMap<>();

    /** Arrays over the day, since an environment is small and a day has 288 cells. */
    private static final class Total {
        final int[] containers;
        final double[] running;
        final double[] cpu;
        final double[] memory;

        Total(int size) {
            containers = new int[size];
            running = new double[size];
            cpu = new double[size];
            memory = new double[size];
        }
    }

    Demand(Grid grid, UserGroups groups) {
        this.grid = grid;
        this.groups = groups;
    }

    /** Adds a container to each group of its owner. */
    void add(long computeSystemKey, long userId, ContainerUse use) {
        Amounts running = new Amounts(grid);
        Amounts cpu = new Amounts(grid);
        Amounts memory = new Amounts(grid);
        running.addSeconds(use.running());
        cpu.spread(use.growth());
        memory.spread(use.memory());
        Map<String, Total> totals = byComputeSystem.computeIfAbsent(computeSystemKey, k -> new TreeMap<>());
        for (String group : groups.of(userId)) {
            add(totals.computeIfAbsent(group, k -> new Total(grid.size())), running, cpu, memory);
        }
    }

    private void add(Total total, Amounts running, Amounts cpu, Amounts memory) {
        for (int cell = 0; cell < grid.size(); cell++) {
            if (running.orZero(cell) > 0) {
                total.containers[cell]++;
                total.running[cell] += running.orZero(cell);
                total.cpu[cell] += cpu.orZero(cell);
                total.memory[cell] += memory.orZero(cell);
            }
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
                            total.cpu[cell],
                            total.memory[cell]));
                }
            }
        }));
    }
}
