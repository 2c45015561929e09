package org.scewarehouse.jobs.demo;

import java.util.List;

/**
 * What a container of a pod is made of, before it has run.
 *
 * @param length how long it runs where it ends by itself
 * @param reason why it ends then
 * @param falls when it dies and is started again in the same pod
 */
record Recipe(
        String name,
        Kind kind,
        Image image,
        int requestMillicores,
        long requestMemoryBytes,
        int gpus,
        Load load,
        boolean isInit,
        long length,
        String reason,
        List<Long> falls) {

    /** A container that runs as long as its pod. */
    static Recipe lasting(String name, Kind kind, Image image, int millicores, long memoryBytes, Load load) {
        return new Recipe(name, kind, image, millicores, memoryBytes, 0, load, false, 0, "Error", List.of());
    }

    /** A container that ends by itself. */
    static Recipe ending(
            String name, Kind kind, Image image, int millicores, long memoryBytes, Load load, long length) {
        return new Recipe(name, kind, image, millicores, memoryBytes, 0, load, false, length, "Completed", List.of());
    }

    Recipe withGpus(int count) {
        return new Recipe(
                name, kind, image, requestMillicores, requestMemoryBytes, count, load, isInit, length, reason, falls);
    }

    Recipe failing(String why) {
        return new Recipe(
                name, kind, image, requestMillicores, requestMemoryBytes, gpus, load, isInit, length, why, falls);
    }

    Recipe falling(List<Long> times) {
        return new Recipe(
                name, kind, image, requestMillicores, requestMemoryBytes, gpus, load, isInit, length, reason, times);
    }

    Recipe asInit() {
        return new Recipe(
                name, kind, image, requestMillicores, requestMemoryBytes, gpus, load, true, length, reason, falls);
    }

    PodContainer container(List<Run> runs, long seed) {
        return new PodContainer(
                name, kind, image, requestMillicores, requestMemoryBytes, gpus, load, runs, seed, isInit);
    }
}
