package org.scewarehouse.etl.simulator.awsbatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Jobs of an account, and what the API still knows of them at an instant. */
public final class BatchWorld {

    private static final Comparator<SimulatedJob> NEWEST_FIRST =
            Comparator.comparing(SimulatedJob::created).reversed().thenComparing(SimulatedJob::id);

    private final List<SimulatedJob> jobs;
    private final Duration retention;
    private final Map<String, SimulatedJob> byId = new HashMap<>();
    private final Map<String, List<SimulatedJob>> arrays = new TreeMap<>();
    private final Map<String, List<SimulatedJob>> byQueue = new TreeMap<>();

    /**
     * A world.
     *
     * @param jobs single jobs, multi-node jobs and children of arrays
     * @param retention how long ended jobs are known
     */
    public BatchWorld(List<SimulatedJob> jobs, Duration retention) {
        List<SimulatedJob> newestFirst = new ArrayList<>(jobs);
        newestFirst.sort(NEWEST_FIRST);
        this.jobs = List.copyOf(newestFirst);
        this.retention = retention;
        for (SimulatedJob job : this.jobs) {
            byId.put(job.id(), job);
            if (job.arrayIndex() >= 0) {
                arrays.computeIfAbsent(job.arrayId(), id -> new ArrayList<>()).add(job);
            } else {
                byQueue.computeIfAbsent(job.queue(), id -> new ArrayList<>()).add(job);
            }
        }
        arrays.forEach((id, children) -> byQueue.computeIfAbsent(children.get(0).queue(), queue -> new ArrayList<>())
                .add(parent(id, children)));
        byQueue.values().forEach(queue -> queue.sort(NEWEST_FIRST));
    }

    /** Every job, newest first. */
    public List<SimulatedJob> jobs() {
        return jobs;
    }

    /** Names of all queues. */
    Set<String> queues() {
        return byQueue.keySet();
    }

    boolean isArray(String id) {
        return arrays.containsKey(id);
    }

    /** Jobs and arrays of a queue that the API knows, newest first. */
    List<SimulatedJob> inQueue(String queue, long at) {
        return known(byQueue.getOrDefault(queue, List.of()), at);
    }

    /** Children of an array that the API knows, newest first. */
    List<SimulatedJob> children(String arrayId, long at) {
        return known(arrays.getOrDefault(arrayId, List.of()), at);
    }

    /** Size of an array. */
    int size(String arrayId) {
        return arrays.getOrDefault(arrayId, List.of()).size();
    }

    /** Jobs of these ids that the API knows, an array's parent included. */
    List<SimulatedJob> described(String id, long at) {
        SimulatedJob job = byId.get(id);
        if (job != null) {
            return known(List.of(job), at);
        }
        return arrays.containsKey(id) ? known(List.of(parent(id, arrays.get(id))), at) : List.of();
    }

    private List<SimulatedJob> known(List<SimulatedJob> all, long at) {
        return all.stream()
                .filter(job -> job.created() <= at)
                .filter(job -> !job.hasEnded(at) || job.endedAt() >= at - retention.toMillis())
                .toList();
    }

    private static SimulatedJob parent(String id, List<SimulatedJob> children) {
        SimulatedJob first = children.get(0);
        boolean isOver = children.stream().allMatch(child -> child.ended() != null);
        return new SimulatedJob(
                id,
                first.name(),
                first.queue(),
                first.definition(),
                first.user(),
                first.shape(),
                children.stream().mapToLong(SimulatedJob::created).min().orElseThrow(),
                List.of(),
                isOver
                        ? (Long) children.stream()
                                .mapToLong(SimulatedJob::endedAt)
                                .max()
                                .orElseThrow()
                        : null,
                children.stream().allMatch(SimulatedJob::isSucceeded),
                false,
                null,
                -1);
    }
}
