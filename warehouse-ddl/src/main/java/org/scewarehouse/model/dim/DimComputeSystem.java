package org.scewarehouse.model.dim;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** What work runs on. */
@Table(
        grain = "one cluster or account, or one environment of it",
        key = {"compute_system_key"},
        natural = {"compute_system_name"},
        kind = Table.Kind.DIMENSION)
public record DimComputeSystem(
        @Column("Surrogate key; 0 = unknown") long computeSystemKey,

        @Column("Cluster or account, and environment, in one text")
        String computeSystemName,

        @Column("Cluster or account") String clusterName,

        @Column("kubernetes, aws_batch, slurm, lsf, connect")
        String schedulerName,

        @Column("Environment (a user interface of the platform); null = the whole cluster") @Nullable
        String environmentName,

        @Column("Region, for carbon factors; null = unknown") @Nullable
        String regionName,

        @Column("First day on which a source showed the member")
        LocalDate firstSeenOn,

        @Column("Last day on which a source showed the member; the attributes are of that day")
        LocalDate lastSeenOn) {}
