package org.scewarehouse.etl.simulator.awsbatch;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Queues that are gone, and queues whose jobs are not listed. */
final class QueueFaults {

    private final Set<String> deleted = ConcurrentHashMap.newKeySet();
    private final Map<String, Refusal> refused = new ConcurrentHashMap<>();

    void delete(String queue) {
        deleted.add(queue);
    }

    void refuse(String queue, Refusal refusal) {
        refused.put(queue, refusal);
    }

    void heal(String queue) {
        refused.remove(queue);
    }

    boolean isDeleted(String queue) {
        return deleted.contains(queue);
    }

    /** Refuses where the jobs of the queue are not listed. */
    void check(String queue) {
        Refusal refusal = refused.get(queue);
        if (refusal != null) {
            throw refusal;
        }
    }
}
