package org.scewarehouse.etl.source.prometheus;

import org.jspecify.annotations.Nullable;

/**
 * What one container incarnation did in a day.
 *
 * @param name container name
 * @param isSidecar whether it is an init container that keeps running
 * @param running when it ran, over the whole window
 * @param growth its CPU growth, over the whole window
 * @param memory its working set integrated, over the whole window
 * @param hours measures by hour
 * @param missingLeftEdges CPU series that began in the day without a known start
 * @param unobservedGaps pairs of CPU samples too far apart, ending in the day
 * @param restarts starts in the day after the first
 * @param startedAt first known start in milliseconds; null = unknown
 */
record ContainerUse(
        String name,
        boolean isSidecar,
        Intervals running,
        Segments growth,
        Segments memory,
        Hours hours,
        int missingLeftEdges,
        int unobservedGaps,
        int restarts,
        @Nullable Long startedAt) {

    /** Measures by hour of the day; of an unknown one no cell is known. */
    static final class Hours {
        final Grid grid;
        final Amounts running;
        final CpuUse cpu;
        final Amounts memory;
        final Amounts memoryMax;
        final Amounts cpuRequest;
        final Amounts memoryRequest;
        final Amounts gpuRequest;
        final Amounts networkReceive;
        final Amounts networkTransmit;
        final Amounts diskRead;
        final Amounts diskWrite;

        Hours(Grid grid) {
            this.grid = grid;
            this.running = new Amounts(grid);
            this.cpu = new CpuUse(grid);
            this.memory = new Amounts(grid);
            this.memoryMax = new Amounts(grid);
            this.cpuRequest = new Amounts(grid);
            this.memoryRequest = new Amounts(grid);
            this.gpuRequest = new Amounts(grid);
            this.networkReceive = new Amounts(grid);
            this.networkTransmit = new Amounts(grid);
            this.diskRead = new Amounts(grid);
            this.diskWrite = new Amounts(grid);
        }
    }

    /** Its last run's end where that lies up to the time, which is no part of a run; in milliseconds, else null. */
    @Nullable
    Long endedUpTo(long timeMillis) {
        long end = running.to(running.size() - 1);
        return end <= timeMillis ? (Long) end : null;
    }
}
