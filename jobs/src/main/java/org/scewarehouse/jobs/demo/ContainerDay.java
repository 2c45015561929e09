package org.scewarehouse.jobs.demo;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is true of one container incarnation on one day; seconds unless the name says otherwise.
 *
 * @param identity the same for all incarnations of what its user calls one container
 * @param owner login; empty where it is nobody's
 * @param image what it runs, with the versions of the languages in it
 * @param cpuCoreSeconds null where no pair of samples tells
 * @param cpuUnknownAllocatedCoreSeconds of the allocated ones, those of hours that no pair of samples tells of
 * @param memoryByteSeconds null where no sample tells
 * @param bands observed seconds by load: [0, 0.05), [0.05, 1), [1, 2), [2, 4), [4, 8), [8, 16), [16, inf) cores
 */
public record ContainerDay(
        LocalDate day,
        String podUid,
        String containerName,
        String identity,
        String namespace,
        String podName,
        String environment,
        String kind,
        String owner,
        ImageFacts image,
        double runningSeconds,
        double observedSeconds,
        @Nullable Double cpuCoreSeconds,
        double cpuRequestCoreSeconds,
        double cpuAllocatedCoreSeconds,
        double cpuUnknownAllocatedCoreSeconds,
        @Nullable Double memoryByteSeconds,
        double memoryRequestByteSeconds,
        double gpuRequestSeconds,
        double idleSeconds,
        List<Double> bands,
        boolean isRunningAtDayEnd) {

    /**
     * An image as its tag tells it; texts are empty where it does not.
     *
     * @param repository without the registry
     */
    public record ImageFacts(String repository, String tag, String rVersion, String pythonVersion) {}

    static final List<String> KEY = List.of("day", "pod_uid", "container_name");

    /** Whether people work in it. */
    boolean isInteractive() {
        return kind.equals(Kind.INTERACTIVE.text());
    }

    /** Observed seconds that were not idle. */
    double activeSeconds() {
        return observedSeconds - idleSeconds;
    }

    /** The same with another image. */
    ContainerDay of(ImageFacts other) {
        return new ContainerDay(
                day,
                podUid,
                containerName,
                identity,
                namespace,
                podName,
                environment,
                kind,
                owner,
                other,
                runningSeconds,
                observedSeconds,
                cpuCoreSeconds,
                cpuRequestCoreSeconds,
                cpuAllocatedCoreSeconds,
                cpuUnknownAllocatedCoreSeconds,
                memoryByteSeconds,
                memoryRequestByteSeconds,
                gpuRequestSeconds,
                idleSeconds,
                bands,
                isRunningAtDayEnd);
    }

    /** Its values by column. */
    Map<String, @Nullable Object> columns() {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("day", day);
        columns.put("pod_uid", podUid);
        columns.put("container_name", containerName);
        columns.put("identity", identity);
        columns.put("namespace", namespace);
        columns.put("pod", podName);
        columns.put("environment", environment);
        columns.put("container_kind", kind);
        columns.put("owner", owner);
        columns.put("repository", image.repository());
        columns.put("tag", image.tag());
        columns.put("r_version", image.rVersion());
        columns.put("python_version", image.pythonVersion());
        columns.put("running_seconds", runningSeconds);
        columns.put("observed_seconds", observedSeconds);
        columns.put("cpu_core_seconds", cpuCoreSeconds);
        columns.put("cpu_request_core_seconds", cpuRequestCoreSeconds);
        columns.put("cpu_allocated_core_seconds", cpuAllocatedCoreSeconds);
        columns.put("memory_byte_seconds", memoryByteSeconds);
        columns.put("memory_request_byte_seconds", memoryRequestByteSeconds);
        columns.put("gpu_request_seconds", gpuRequestSeconds);
        columns.put("idle_seconds", idleSeconds);
        for (int band = 0; band < bands.size(); band++) {
            columns.put("band_" + band + "_seconds", bands.get(band));
        }
        columns.put("is_running_at_day_end", isRunningAtDayEnd);
        return columns;
    }
}
