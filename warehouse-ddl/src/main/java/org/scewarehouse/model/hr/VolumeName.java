package org.scewarehouse.model.hr;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Original texts of volumes. */
@Table(
        schema = "hr",
        grain = "one volume",
        about = "The texts that mart.dim_volume shows masked.",
        key = {"volume_key"},
        natural = {"namespace_name", "volume_name"},
        kind = Table.Kind.DIMENSION)
public record VolumeName(
        @Column("Key of mart.dim_volume") long volumeKey,
        @Column("Claim or path as given") String volumeName,
        @Column("Namespace as given; null = none") @Nullable String namespaceName,

        @Column("First day on which a source showed the member")
        LocalDate firstSeenOn,

        @Column("Last day on which a source showed the member; the attributes are of that day")
        LocalDate lastSeenOn) {}
