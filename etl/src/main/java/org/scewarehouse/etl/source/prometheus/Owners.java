package org.scewarehouse.etl.source.prometheus;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who owns the ReplicaSets and Jobs of one namespace: the second step from a pod to its workload. */
final class Owners {

    /** Kubernetes makes the hash from these letters, so that no word comes out by accident. */
    private static final Pattern TEMPLATE_HASH = Pattern.compile("-[bcdfghjklmnpqrstvwxz2456789]{5,10}$");

    private final Map<String, Workload> byName = new HashMap<>();

    /** Takes a series of kube_replicaset_owner or kube_job_owner. */
    void add(Series series) {
        boolean isJob = series.labels().metric().equals(Metrics.JOB_OWNER);
        String name = series.label(isJob ? "job_name" : "replicaset");
        Workload owner = workload(series.label("owner_kind"), series.label("owner_name"));
        if (name != null && owner != null) {
            byName.put((isJob ? "Job/" : "ReplicaSet/") + name, owner);
        }
    }

    /**
     * The workload that a user knows: the Deployment behind a ReplicaSet, the CronJob behind a Job.
     *
     * @param kind kind of the pod's direct owner; null = none
     * @param name its name
     * @return null where nothing owns the pod
     */
    @Nullable
    Workload of(@Nullable String kind, @Nullable String name) {
        Workload direct = workload(kind, name);
        if (direct == null) {
            return null;
        }
        Workload above = byName.get(direct.kind() + "/" + direct.name());
        if (above != null) {
            return above;
        }
        String stripped = TEMPLATE_HASH.matcher(direct.name()).replaceFirst("");
        boolean isTemplate = direct.kind().equals("ReplicaSet") && !stripped.equals(direct.name());
        return isTemplate ? new Workload("Deployment", stripped) : direct;
    }

    /** kube-state-metrics writes {@code <none>} where there is no owner. */
    private static @Nullable Workload workload(@Nullable String kind, @Nullable String name) {
        if (kind == null || name == null || kind.equals("<none>") || name.equals("<none>")) {
            return null;
        }
        return new Workload(kind, name);
    }

    /**
     * What owns a pod.
     *
     * @param kind Deployment, StatefulSet, Job, PersistentVolumeClaim, Pod ...
     * @param name its name
     */
    record Workload(String kind, String name) {}
}
