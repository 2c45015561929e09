package org.scewarehouse.model.dim;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.model.annotation.Column;
import org.scewarehouse.model.annotation.Table;

/** Containers. */
@Table(
        grain = "one container incarnation (pod uid x container)",
        about = "Count containers as distinct container_id: a pod re-created under the same workload is "
                + "the same container. Reference rows without facts are past containers.",
        key = {"container_key"},
        natural = {"pod_uid"},
        kind = Table.Kind.DIMENSION)
public record DimContainer(
        @Column("Surrogate key") long containerKey,

        @Column("Durable id of the container as its user sees it: keyed hash of cluster, namespace, "
                + "workload and container name")
        String containerId,

        @Column("Kubernetes uid of the pod; null = unknown") @Nullable
        String podUid,

        @Column("interactive, batch, content, ci, system, sidecar or unknown")
        String containerKind,

        @Column("Name of the container in its pod, logins masked")
        String containerName,

        @Column("Kubernetes namespace, logins masked") String namespaceName,

        @Column("Pod, logins masked; null for past containers") @Nullable
        String podName,

        @Column("Kind of the owner: Deployment, StatefulSet, Job, PersistentVolumeClaim, Pod ...; null = unknown")
        @Nullable
        String workloadKind,

        @Column("Name of the owner, logins masked; null = unknown") @Nullable
        String workloadName,

        @Column("IDE that runs in it; null = unknown") @Nullable
        String ideName,

        @Column(value = "Person who owns it; 0 = nobody known", references = "dim_user_now")
        long userId,

        @Column(value = "Cluster and environment", references = "dim_compute_system")
        long computeSystemKey,

        @Column("When the pod was created; null = unknown") @Nullable
        Instant createdAt,

        @Column(value = "First start of the container; null = unknown", least = true) @Nullable
        Instant startedAt,

        @Column("When it ended; null = not seen to end") @Nullable
        Instant endedAt,

        @Column("user, platform_rule, platform_rule_inferred or unknown; null = not ended") @Nullable
        String endedBy,

        @Column("Last day with at least 10 minutes of active time; null = none seen") @Nullable
        LocalDate lastActiveOn,

        @Column("First day on which a source showed the member")
        LocalDate firstSeenOn,

        @Column("Last day on which a source showed the member; the attributes are of that day")
        LocalDate lastSeenOn) {}
