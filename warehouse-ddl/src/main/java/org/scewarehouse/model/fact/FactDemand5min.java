package org.scewarehouse.model.fact;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Demand of interactive containers, in steps of five minutes, for right-sizing. */
@Table(
        name = "fact_demand_5min",
        grain = "one environment x user group x 5 minutes",
        about = "Interactive containers only. A person counts in each of their groups and in group all; "
                + "only all may be summed. From Prometheus.",
        key = {"day", "interval_start_at", "compute_system_key", "user_group"},
        kind = Table.Kind.FACT)
public record FactDemand5min(
        @Column(value = "Day of the reporting zone (sce.zone) that the row belongs to", references = "dim_date")
        LocalDate day,

        @Column("Start of the five minutes, UTC") Instant intervalStartAt,

        @Column(value = "Cluster and environment it ran on", references = "dim_compute_system")
        long computeSystemKey,

        @Column("User group; all = everybody") String userGroup,

        @Column("Source system the row comes from; with day it leads to ops.load")
        String source,

        @Column("Containers that ran at any time in the five minutes; semi-additive")
        int runningContainerCount,

        @Column(value = "Running seconds of these containers", measure = true)
        double runningSeconds,

        @Column(
                value = "CPU time they used as far as known, in core seconds; divided by 300 it is cores; null = "
                        + "unknown of all of them",
                measure = true)
        @Nullable
        Double cpuCoreSeconds,

        @Column(
                value = "Their working set integrated over time as far as known; divided by 300 it is bytes; null = "
                        + "unknown of all of them",
                measure = true)
        @Nullable
        Double memoryByteSeconds,

        @Column("Of these, containers whose CPU use is known; semi-additive; null = built by a version that did not "
                + "count them")
        @Nullable
        Integer observedContainerCount) {}
