package org.scewarehouse.etl.source.prometheus;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.scewarehouse.model.fact.FactDemand5min;

/** Adds up what the interactive containers of each environment ask for in every five minutes of a day. */
final class Demand {

    /** The group that everybody is in. */
    private static final String ALL = "all";

    private final Grid grid;
    private final Map<Long, Total> byComputeSystem = new TreeMap<>();

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

    Demand(Grid grid) {
        this.grid = grid;
    }

    void add(long computeSystemKey, ContainerUse use) {
        Amounts running = new Amounts(grid);
        Amounts cpu = new Amounts(grid);
        Amounts memory = new Amounts(grid);
        running.addSeconds(use.running());
        cpu.spread(use.growth());
        memory.spread(use.memory());
        Total total = byComputeSystem.computeIfAbsent(computeSystemKey, k -> new Total(grid.size()));
        for (int cell = 0; cell < grid.size(); cell++) {
            if (running.orZero(cell) > 0) {
                total.containers[cell]++;
                total.running[cell] += running.orZero(cell);
                total.cpu[cell] += cpu.orZero(cell);
                total.memory[cell] += memory.orZero(cell);
            }
        }
    }

    /** Hands over a row for every environment and five minutes in which a container ran. */
    void write(LocalDate day, Consumer<Record> rows) {
        byComputeSystem.forEach((computeSystemKey, total) -> {
            for (int cell = 0; cell < grid.size(); cell++) {
                if (total.containers[cell] > 0) {
                    rows.accept(new FactDemand5min(
                            day,
                            Instant.ofEpochMilli(grid.label(cell)),
                            computeSystemKey,
                            ALL,
                            ContainerRows.SOURCE,
                            total.containers[cell],
                            total.running[cell],
                            total.cpu[cell],
                            total.memory[cell]));
                }
            }
        });
    }
}
