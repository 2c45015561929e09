package org.scewarehouse.jobs.demo;

/**
 * One run of a container between two restarts.
 *
 * @param start when its cgroup was made, a whole second
 * @param end when it stopped, a whole second; {@link #OPEN} if it still runs
 * @param kubernetesStart the start that Kubernetes reports, up to a second later
 * @param runtimeId id that the container runtime gave it
 * @param reason why it ended: {@code Completed}, {@code Error} or {@code OOMKilled}
 */
record Run(long start, long end, long kubernetesStart, String runtimeId, String reason) {

    /** An end that has not come. */
    static final long OPEN = Long.MAX_VALUE;

    /** Whether it runs at that time, as the node sees it. */
    boolean isRunning(long time) {
        return time >= start && time < end;
    }
}
