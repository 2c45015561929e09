package org.scewarehouse.model.fact;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Use of a container in one day. */
@Table(
        grain = "one container incarnation (pod uid x container) x day in which it ran",
        about = "From Prometheus; the sum of its hours. Restated only when the day is loaded again.",
        key = {"day", "container_key"},
        kind = Table.Kind.FACT)
public record FactContainerDay(
        @Column(value = "Day of the reporting zone (sce.zone) that the row belongs to", references = "dim_date")
        LocalDate day,

        @Column(value = "Container incarnation", references = "dim_container")
        long containerKey,

        @Column(value = "Image it ran; 0 = unknown", references = "dim_image")
        long imageKey,

        @Column(
                value = "Person who owns the container as they were on that day; 0 = nobody known",
                references = "dim_user",
                resolvedByLoader = true)
        long userKey,

        @Column(
                value = "Person who owns the container, durable: join dim_user_now for the person as they are "
                        + "now; 0 = nobody known",
                references = "dim_user_now")
        long userId,

        @Column(value = "Project it is booked on; 0 = unknown", references = "dim_project")
        long projectKey,

        @Column(value = "Cluster and environment it ran on", references = "dim_compute_system")
        long computeSystemKey,

        @Column("Source system the row comes from; with day it leads to ops.load")
        String source,

        @Column(
                value = "Seconds from start to end inside the interval, pauses between restarts left out",
                measure = true)
        double runningSeconds,

        @Column(
                value = "Seconds between neighbouring CPU samples at most the gap limit apart; coverage = "
                        + "observed / running",
                measure = true)
        double observedSeconds,

        @Column(
                value = "CPU time used, in core seconds: growth of container_cpu_usage_seconds_total over "
                        + "neighbouring samples, resets counted from zero; null = no CPU pair was seen",
                measure = true)
        @Nullable
        Double cpuCoreSeconds,

        @Column("Highest rate between two neighbouring samples, in cores; null = no CPU pair was seen") @Nullable
        Double cpuCoresMax,

        @Column(
                value = "Requested cores x running time; 0 = shown without a request, null = kube-state-metrics "
                        + "does not show the container",
                measure = true)
        @Nullable
        Double cpuRequestCoreSeconds,

        @Column(
                value = "CPU time kept from others: per hour the larger of requested and used, the known one "
                        + "where the other is null",
                measure = true)
        @Nullable
        Double cpuAllocatedCoreSeconds,

        @Column(
                value = "Allocated minus used, summed over hours whose used is known, never below 0; null = no "
                        + "such hour",
                measure = true)
        @Nullable
        Double cpuIdleAllocatedCoreSeconds,

        @Column(
                value = "Working set integrated over time, a value held for at most the gap limit; null = no "
                        + "memory sample",
                measure = true)
        @Nullable
        Double memoryByteSeconds,

        @Column("Largest working set sample, in bytes; null = no memory sample") @Nullable
        Double memoryBytesMax,

        @Column(
                value = "Requested memory x running time; 0 = shown without a request, null = kube-state-metrics "
                        + "does not show the container",
                measure = true)
        @Nullable
        Double memoryRequestByteSeconds,

        @Column(value = "Observed seconds in which the rate stayed below the idle threshold", measure = true)
        double idleSeconds,

        @Column(value = "Observed seconds that were not idle", measure = true)
        double activeSeconds,

        @Column(value = "Observed seconds at [0, 0.05) cores; the seven bands sum to observed_seconds", measure = true)
        double band0Seconds,

        @Column(value = "Observed seconds at [0.05, 1) cores; the seven bands sum to observed_seconds", measure = true)
        double band1Seconds,

        @Column(value = "Observed seconds at [1, 2) cores; the seven bands sum to observed_seconds", measure = true)
        double band2Seconds,

        @Column(value = "Observed seconds at [2, 4) cores; the seven bands sum to observed_seconds", measure = true)
        double band3Seconds,

        @Column(value = "Observed seconds at [4, 8) cores; the seven bands sum to observed_seconds", measure = true)
        double band4Seconds,

        @Column(value = "Observed seconds at [8, 16) cores; the seven bands sum to observed_seconds", measure = true)
        double band5Seconds,

        @Column(value = "Observed seconds at [16, inf) cores; the seven bands sum to observed_seconds", measure = true)
        double band6Seconds,

        @Column(
                value = "Requested GPUs x running time; null = kube-state-metrics does not show the container",
                measure = true)
        @Nullable
        Double gpuRequestSeconds,

        @Column(value = "Bytes received by the pod, booked on its main container; null = not measured", measure = true)
        @Nullable
        Double networkReceiveBytes,

        @Column(value = "Bytes sent by the pod, booked on its main container; null = not measured", measure = true)
        @Nullable
        Double networkTransmitBytes,

        @Column(value = "Bytes read from block devices; null = not measured", measure = true) @Nullable
        Double diskReadBytes,

        @Column(value = "Bytes written to block devices; null = not measured", measure = true) @Nullable
        Double diskWriteBytes,

        @Column(value = "Hours of the day with a row but no known CPU use; idle cost leaves them out", measure = true)
        int cpuUnknownHoursCount,

        @Column(
                value = "CPU series that began inside the day without a known start: their use before the first "
                        + "sample is unknown",
                measure = true)
        int missingLeftEdgeCount,

        @Column(
                value = "Pairs of CPU samples further apart than the edge, ending inside the day: booked nowhere",
                measure = true)
        int unobservedGapCount,

        @Column(value = "Starts of the container inside the day after its first one", measure = true)
        int restartCount,

        @Column("Whether it ran at the last instant of the day; semi-additive: never summed over days")
        boolean isRunningAtDayEnd,

        @Column("Whole days from its creation to the end of the day; semi-additive; null = creation unknown") @Nullable
        Integer ageDays) {}
