package org.scewarehouse.etl.simulator.awsbatch;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What really happened to a job; times are milliseconds.
 *
 * @param id job id; of an array child {@code parent:index}
 * @param name job name
 * @param queue name of the queue
 * @param definition name and revision of the job definition
 * @param user login in the tag {@code user}; null = not tagged
 * @param shape what it is given
 * @param created when it was submitted
 * @param runs its attempts in order
 * @param ended when it ended; null = not in this world's time
 * @param isSucceeded how it ended
 * @param isCancelled whether somebody ended it
 * @param reason what AWS says of its end
 * @param arrayIndex index of an array child; -1 = none
 */
public record SimulatedJob(
        String id,
        String name,
        String queue,
        String definition,
        @Nullable String user,
        Shape shape,
        long created,
        List<Run> runs,
        @Nullable Long ended,
        boolean isSucceeded,
        boolean isCancelled,
        @Nullable String reason,
        int arrayIndex) {

    /** How a job is described. */
    public enum Platform {
        /** A container on a machine. */
        EC2,
        /** A container without a machine; vCPUs may be fractions. */
        FARGATE,
        /** A pod on Kubernetes. */
        EKS
    }

    /**
     * What a job is given on each of its nodes.
     *
     * @param vcpus vCPUs as text, such as {@code 0.25}
     * @param nodes 1, or more for a multi-node job
     */
    public record Shape(Platform platform, String image, String vcpus, int memoryMib, int gpus, int nodes) {}

    /**
     * One attempt.
     *
     * @param start when it got its node
     * @param end when it ended; null = not in this world's time
     * @param reason what AWS says of its end; null where it has not ended
     */
    public record Run(
            long start,
            @Nullable Long end,
            int exitCode,
            @Nullable String reason) {}

    /** Id of the array it is a child of; the id itself where it is none. */
    String arrayId() {
        return arrayIndex < 0 ? id : id.substring(0, id.lastIndexOf(':'));
    }

    /** Cores of all nodes together. */
    public double cores() {
        return Double.parseDouble(shape.vcpus()) * shape.nodes();
    }

    boolean hasEnded(long at) {
        return ended != null && ended <= at;
    }

    /** The status that the API shows at an instant at which the job exists. */
    String status(long at) {
        if (hasEnded(at)) {
            return isSucceeded ? "SUCCEEDED" : "FAILED";
        }
        for (Run run : runs) {
            if (at >= run.start && (run.end == null || at < run.end)) {
                return "RUNNING";
            }
            if (at >= run.start - 30_000 && at < run.start && at >= created) {
                return "STARTING";
            }
        }
        return "RUNNABLE";
    }

    /** Attempts that have ended by then. */
    List<Run> endedRuns(long at) {
        return runs.stream().filter(run -> run.end != null && run.end <= at).toList();
    }

    /** The attempt that is the last to have started by then; null where none has. */
    @Nullable
    Run lastRun(long at) {
        return runs.stream().filter(run -> run.start <= at).reduce((a, b) -> b).orElse(null);
    }

    /** When the job ends, for a job that does. */
    long endedAt() {
        return Objects.requireNonNull(ended);
    }
}
