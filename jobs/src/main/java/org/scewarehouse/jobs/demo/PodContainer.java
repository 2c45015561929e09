package org.scewarehouse.jobs.demo;

import java.util.List;

/**
 * One container of a pod.
 *
 * @param requestMillicores requested CPU; 0 for none
 * @param requestMemoryBytes requested memory; 0 for none
 * @param runs in time order, not overlapping; at least one
 * @param isInit whether the pod lists it among its init containers, as it does native sidecars
 */
record PodContainer(
        String name,
        Kind kind,
        Image image,
        int requestMillicores,
        long requestMemoryBytes,
        int gpus,
        Load load,
        List<Run> runs,
        long seed,
        boolean isInit) {

    private static final long PAGE = 4096;

    /** Working set at a scrape: another one every hour. */
    long memoryBytes(long scrapedAt) {
        double share = 0.2 + 0.6 * Seeds.share(seed, Math.floorDiv(scrapedAt, DemoSettings.HOUR));
        return (long) (share * Math.max(requestMemoryBytes, 64L << 20)) / PAGE * PAGE;
    }

    /** Whether one of its runs goes on, as the node sees it. */
    boolean isRunning(long time) {
        for (Run run : runs) {
            if (run.isRunning(time)) {
                return true;
            }
        }
        return false;
    }

    /** How many times it has been started anew until a time, as Kubernetes counts. */
    int restarts(long time) {
        int restarts = 0;
        for (int i = 1; i < runs.size(); i++) {
            restarts += runs.get(i).kubernetesStart() <= time ? 1 : 0;
        }
        return restarts;
    }
}
