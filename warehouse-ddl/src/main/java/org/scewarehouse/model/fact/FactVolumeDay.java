package org.scewarehouse.model.fact;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** State of a volume at the end of a day. */
@Table(
        grain = "one volume x day, as at day end",
        about = "All measures are semi-additive: never summed over days. Nor over volumes: a home that several "
                + "sources tell of has a row of each, and a file system holds the drives in it; sum over "
                + "volume_day_counted, which has each once. Volume metrics exist only while a pod mounts the claim, "
                + "so the last known value is carried forward and says so.",
        key = {"day", "volume_key"},
        kind = Table.Kind.FACT)
public record FactVolumeDay(
        @Column(value = "Day of the reporting zone (sce.zone) that the row belongs to", references = "dim_date")
        LocalDate day,

        @Column(value = "Volume", references = "dim_volume") long volumeKey,

        @Column(
                value = "Person who owns the volume as they were on that day; 0 = nobody known",
                references = "dim_user",
                resolvedByLoader = true)
        long userKey,

        @Column(
                value = "Person who owns the volume, durable: join dim_user_now for the person as they are now; "
                        + "0 = nobody known",
                references = "dim_user_now")
        long userId,

        @Column(value = "Project it is booked on; 0 = unknown", references = "dim_project")
        long projectKey,

        @Column(value = "Cluster and environment it ran on", references = "dim_compute_system")
        long computeSystemKey,

        @Column("Source system the row comes from; with day it leads to ops.load")
        String source,

        @Column(value = "Bytes used; null = never measured; semi-additive: never summed over days", measure = true)
        @Nullable
        Long usedBytes,

        @Column(value = "Inodes used; null = not measured; semi-additive: never summed over days", measure = true)
        @Nullable
        Long fileCount,

        @Column("Soft limit in bytes; null = none") @Nullable
        Long softLimitBytes,

        @Column("Capacity in bytes that the mount reports; null = unknown") @Nullable
        Long hardLimitBytes,

        @Column(
                value = "Bytes the claim requests; null = unknown; semi-additive: never summed over days",
                measure = true)
        @Nullable
        Long requestedBytes,

        @Column("When used_bytes was measured; null = never") @Nullable
        Instant measuredAt,

        @Column("Whether used_bytes is older than the day") boolean isCarriedForward) {}
