package org.scewarehouse.model.fact;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Capacity of a compute system in one day. */
@Table(
        grain = "one compute system x day: what there was to use",
        about = "Kubernetes: cores of nodes that were up x time up, one row per cluster (its environment is null). "
                + "AWS Batch: capacity is null, since only its limit is known.",
        key = {"day", "compute_system_key"},
        kind = Table.Kind.FACT)
public record FactCapacityDay(
        @Column(value = "Day of the reporting zone (sce.zone) that the row belongs to", references = "dim_date")
        LocalDate day,

        @Column(value = "Cluster and environment it ran on", references = "dim_compute_system")
        long computeSystemKey,

        @Column("Source system the row comes from; with day it leads to ops.load")
        String source,

        @Column("Most nodes up at one time; null = unknown") @Nullable
        Integer nodeCountMax,

        @Column(value = "Seconds up, summed over nodes; null = unknown", measure = true) @Nullable
        Double nodeUpSeconds,

        @Column(
                value = "Cores x seconds up (machine_cpu_cores, else kube_node_status_capacity); null = not measured",
                measure = true)
        @Nullable
        Double capacityCoreSeconds,

        @Column(
                value = "Allocatable cores x seconds up (kube_node_status_allocatable); null = not measured",
                measure = true)
        @Nullable
        Double allocatableCoreSeconds,

        @Column(value = "Memory x seconds up; null = not measured", measure = true) @Nullable
        Double capacityMemoryByteSeconds,

        @Column(value = "GPUs x seconds up; null = not measured", measure = true) @Nullable
        Double capacityGpuSeconds,

        @Column(
                value = "CPU time of all containers of all kinds as cAdvisor saw it; equals the sum over "
                        + "fact_container_day",
                measure = true)
        @Nullable
        Double containerCpuCoreSeconds,

        @Column(
                value = "CPU time of the nodes as a whole (cgroup /); what it exceeds the containers by is node "
                        + "overhead; null = not measured",
                measure = true)
        @Nullable
        Double nodeCpuCoreSeconds,

        @Column(
                value = "Cores that a scheduler in the cloud may grow to x time (maxvCpus of compute environments): "
                        + "a limit, never capacity; null = none",
                measure = true)
        @Nullable
        Double limitCoreSeconds) {}
