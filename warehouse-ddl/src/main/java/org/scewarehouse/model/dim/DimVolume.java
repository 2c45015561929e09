package org.scewarehouse.model.dim;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Volumes. */
@Table(
        grain = "one volume (claim, home drive, file system)",
        key = {"volume_key"},
        kind = Table.Kind.DIMENSION)
public record DimVolume(
        @Column("Surrogate key") long volumeKey,
        @Column("Claim or path, logins masked") String volumeName,

        @Column("Kubernetes namespace, logins masked; null = none") @Nullable
        String namespaceName,

        @Column("home, project, scratch, filesystem or other")
        String volumeKind,

        @Column("Storage class; null = unknown") @Nullable String storageClassName,
        @Column("Region; null = unknown") @Nullable String regionName,

        @Column(value = "Person who owns it; 0 = nobody known", references = "dim_user_now")
        long userId,

        @Column(value = "Cluster it is mounted on", references = "dim_compute_system")
        long computeSystemKey,

        @Column("When the claim was created; null = unknown") @Nullable
        Instant createdAt,

        @Column("First day on which a source showed the member")
        LocalDate firstSeenOn,

        @Column("Last day on which a source showed the member; the attributes are of that day")
        LocalDate lastSeenOn) {}
