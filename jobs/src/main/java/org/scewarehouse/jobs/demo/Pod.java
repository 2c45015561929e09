package org.scewarehouse.jobs.demo;

import java.util.List;

/**
 * One incarnation of a workload.
 *
 * @param created when it was made, a whole second
 * @param deletion when Kubernetes was told to remove it; {@link Run#OPEN} if never
 * @param removed when it is gone; {@link Run#OPEN} if it stays
 * @param containers in the order of the pod
 */
record Pod(
        Workload workload,
        String name,
        String uid,
        Node node,
        long created,
        long deletion,
        long removed,
        List<PodContainer> containers) {

    /** Seconds that Kubernetes gives a pod to stop; it announces the end of them as the time of deletion. */
    static final long GRACE = 30 * DemoSettings.SECOND;

    /** When its last container ends; {@link Run#OPEN} if one goes on. */
    long lastEnd() {
        return containers.stream()
                .mapToLong(container ->
                        container.runs().get(container.runs().size() - 1).end())
                .max()
                .orElse(created);
    }

    /** When all containers have ended although the pod is still shown; {@link Run#OPEN} if that never happens. */
    long completion() {
        return lastEnd() < removed ? lastEnd() : Run.OPEN;
    }

    /** When its first container starts. */
    long firstStart() {
        return containers.stream()
                .mapToLong(container -> container.runs().get(0).start())
                .min()
                .orElse(created);
    }

    /** The name by which Linux accounts for all of it. */
    String cgroup() {
        boolean isBurstable = containers.stream().anyMatch(container -> container.requestMillicores() > 0);
        String slice = isBurstable ? "burstable" : "besteffort";
        return "/kubepods.slice/kubepods-" + slice + ".slice/kubepods-" + slice + "-pod" + uid.replace('-', '_')
                + ".slice";
    }

    /** The name by which Linux accounts for one run of one of its containers. */
    String cgroup(Run run) {
        return cgroup() + "/cri-containerd-" + run.runtimeId() + ".scope";
    }
}
