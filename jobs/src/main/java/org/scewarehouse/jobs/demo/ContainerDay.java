package org.scewarehouse.jobs.demo;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is true of one container incarnation on one day; seconds unless the name says otherwise.
 *
 * @param identity the same for all incarnations of what its user calls one container
 * @param owner login; empty where it is nobody's
 * @param image what it runs, with the versions of the languages in it
 * @param cpuCoreSeconds null where no pair of samples tells
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

    static final String HEADER = "day,pod_uid,container_name,identity,namespace,pod,environment,container_kind,owner,"
            + "repository,tag,r_version,python_version,running_seconds,observed_seconds,cpu_core_seconds,"
            + "cpu_request_core_seconds,cpu_allocated_core_seconds,memory_byte_seconds,memory_request_byte_seconds,"
            + "gpu_request_seconds,idle_seconds,band_0_seconds,band_1_seconds,band_2_seconds,band_3_seconds,"
            + "band_4_seconds,band_5_seconds,band_6_seconds,is_running_at_day_end";

    /** Whether people work in it. */
    boolean isInteractive() {
        return kind.equals(Kind.INTERACTIVE.text());
    }

    /** Observed seconds that were not idle. */
    double activeSeconds() {
        return observedSeconds - idleSeconds;
    }

    /** As a line of CSV. */
    String line() {
        return Stream.concat(
                        Stream.concat(
                                Stream.of(
                                        day,
                                        podUid,
                                        containerName,
                                        identity,
                                        namespace,
                                        podName,
                                        environment,
                                        kind,
                                        owner,
                                        image.repository(),
                                        image.tag(),
                                        image.rVersion(),
                                        image.pythonVersion(),
                                        runningSeconds,
                                        observedSeconds,
                                        text(cpuCoreSeconds),
                                        cpuRequestCoreSeconds,
                                        cpuAllocatedCoreSeconds,
                                        text(memoryByteSeconds),
                                        memoryRequestByteSeconds,
                                        gpuRequestSeconds,
                                        idleSeconds),
                                bands.stream()),
                        Stream.of(isRunningAtDayEnd))
                .map(String::valueOf)
                .collect(Collectors.joining(","));
    }

    private static String text(@Nullable Double value) {
        return value == null ? "" : value.toString();
    }
}
