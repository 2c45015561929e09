package org.scewarehouse.model.hr;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Original texts of containers. */
@Table(
        schema = "hr",
        grain = "one container incarnation",
        about = "The texts that mart.dim_container shows masked.",
        key = {"container_key"},
        kind = Table.Kind.DIMENSION)
public record ContainerName(
        @Column("Key of mart.dim_container") long containerKey,
        @Column("Namespace as given") String namespaceName,
        @Column("Pod as given; null = unknown") @Nullable String podName,
        @Column("Owner as given; null = unknown") @Nullable String workloadName,

        @Column("First day on which a source showed the member")
        LocalDate firstSeenOn,

        @Column("Last day on which a source showed the member; the attributes are of that day")
        LocalDate lastSeenOn) {}
