package org.scewarehouse.model.fact;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** What nodes full of interactive containers would have had to bear. */
@Table(
        grain = "one environment x user group x reservation x step of node demand x day: a histogram",
        about = "For each five minutes of the day 1,000 nodes are filled with as many containers as the reservation "
                + "lets on one, drawn with replacement among those that ran then and whose use is known; the draws are "
                + "the same whenever the day is built. Interactive containers only. A person counts in each of their "
                + "groups and in group all; only all may be summed. From Prometheus.",
        key = {"day", "compute_system_key", "user_group", "reservation_cores", "demand_step"},
        kind = Table.Kind.FACT)
public record FactRightsizingDay(
        @Column(value = "Day of the reporting zone (sce.zone) that the row belongs to", references = "dim_date")
        LocalDate day,

        @Column(value = "Cluster and environment it ran on", references = "dim_compute_system")
        long computeSystemKey,

        @Column("User group; all = everybody") String userGroup,

        @Column("Source system the row comes from; with day it leads to ops.load")
        String source,

        @Column("Cores reserved for each container; memory in proportion")
        int reservationCores,

        @Column("Share of the node that its containers used, in steps of 2 percent: 0 = under 2 percent, 50 = from "
                + "100 percent on, 100 = 200 percent and more")
        int demandStep,

        @Column("Containers that fit on a node with this reservation, at most 110; semi-additive")
        int containersPerNode,

        @Column("Allocatable cores of the size of node on which most of the time of the containers ran; semi-additive")
        double nodeCores,

        @Column(value = "Draws with this demand: five minutes x 1,000", measure = true)
        long drawCount,

        @Column(value = "Of these, draws that used more memory than the node has; null = unknown", measure = true)
        @Nullable
        Long memoryExceededDrawCount) {}
