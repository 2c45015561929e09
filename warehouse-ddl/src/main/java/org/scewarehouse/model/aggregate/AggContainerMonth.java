package org.scewarehouse.model.aggregate;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** What each container did in a month. */
@Table(
        grain = "one container incarnation x image x person x project x cluster x month",
        about = "Sums of fact_container_day over the month, of all kinds of containers. The transaction that changes a "
                + "day removes its month, and the run that did so ends with making it anew; report.container_month "
                + "reads the days of a month that is not here.",
        key = {"month", "container_key", "image_key", "user_id", "project_key", "compute_system_key"},
        kind = Table.Kind.DERIVED)
public record AggContainerMonth(
        @Column(value = "First day of the month", references = "dim_date")
        LocalDate month,

        @Column(value = "Container incarnation", references = "dim_container")
        long containerKey,

        @Column(value = "Image it ran", references = "dim_image")
        long imageKey,

        @Column(
                value = "Person, durable: join dim_user_now for the person as they are now; 0 = nobody known, "
                        + "-1 = a system itself",
                references = "dim_user_now")
        long userId,

        @Column(value = "Project it is booked on; 0 = unknown", references = "dim_project")
        long projectKey,

        @Column(value = "Cluster or environment it ran in", references = "dim_compute_system")
        long computeSystemKey,

        @Column("First day of the month on which it ran") LocalDate firstSeenOn,
        @Column("Last such day") LocalDate lastSeenOn,

        @Column("First day on which it was not idle throughout and its person was active in containers; null = none")
        @Nullable
        LocalDate firstUsedOn,

        @Column("Last such day; null = none") @Nullable LocalDate lastUsedOn,

        @Column("Greatest active time of the container, all its incarnations together, on one of the days on which "
                + "this one was active; null = none")
        @Nullable
        Double dayActiveSecondsMax,

        @Column("Seconds it ran") double runningSeconds,
        @Column("Of these, between CPU samples") double observedSeconds,
        @Column("Of these, below the idle threshold") double idleSeconds,
        @Column("Observed seconds that were not idle") double activeSeconds,
        @Column("Observed seconds at [0, 0.05) cores") double band0Seconds,
        @Column("Observed seconds at [0.05, 1) cores") double band1Seconds,
        @Column("Observed seconds at [1, 2) cores") double band2Seconds,
        @Column("Observed seconds at [2, 4) cores") double band3Seconds,
        @Column("Observed seconds at [4, 8) cores") double band4Seconds,
        @Column("Observed seconds at [8, 16) cores") double band5Seconds,
        @Column("Observed seconds at [16, inf) cores") double band6Seconds,

        @Column("CPU time used, core seconds; null = unknown") @Nullable
        Double cpuCoreSeconds,

        @Column("CPU time kept from others, core seconds; null = unknown") @Nullable
        Double cpuAllocatedCoreSeconds,

        @Column("Of these, not used, hour by hour, core seconds; null = unknown") @Nullable
        Double cpuIdleAllocatedCoreSeconds,

        @Column("CPU time used, of each day no more than was allocated, core seconds; null = unknown") @Nullable
        Double cpuUsedAllocatedCoreSeconds,

        @Column("CPU time kept from others in hours whose use is unknown, core seconds; null = there are none")
        @Nullable
        Double cpuUnknownAllocatedCoreSeconds,

        @Column("GPUs requested x seconds; null = unknown") @Nullable
        Double gpuRequestSeconds,

        @Column("Memory requested x time, on days without a request memory used, byte seconds; null = unknown")
        @Nullable
        Double memoryHeldByteSeconds,

        @Column("Hours whose CPU use is unknown") long cpuUnknownHoursCount) {}
