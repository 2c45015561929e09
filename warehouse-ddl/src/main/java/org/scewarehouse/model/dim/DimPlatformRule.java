package org.scewarehouse.model.dim;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** What a platform does with containers on its own. */
@Table(
        grain = "one compute system",
        about = "From settings (sce.sources.prometheus.idle-limit), for environments that containers ran in.",
        key = {"compute_system_key"},
        kind = Table.Kind.DIMENSION)
public record DimPlatformRule(
        @Column(value = "Cluster and environment", references = "dim_compute_system")
        long computeSystemKey,

        @Column("Idle time after which the platform ends an interactive container; null = no such rule is set")
        @Nullable
        Long idleLimitSeconds,

        @Column("First day on which a source showed the member")
        LocalDate firstSeenOn,

        @Column("Last day on which a source showed the member; the attributes are of that day")
        LocalDate lastSeenOn) {}
