package org.scewarehouse.etl.source.awsbatch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.lake.ExternalSort;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.Seen;

/** Brings together what was seen of each job and of its nodes. */
final class JobGroups {

    private static final char NODE = '#';

    private JobGroups() {}

    /**
     * A job.
     *
     * @param job the truth about it; null where only nodes of it are known
     * @param nodes the truth about each of its nodes, for a multi-node job; as far as known
     */
    record Group(@Nullable MergedJob job, List<Job> nodes) {}

    /** Id of the job that a node belongs to; the id itself of any other job. */
    static String baseId(String jobId) {
        int node = jobId.indexOf(NODE);
        return node < 0 ? jobId : jobId.substring(0, node);
    }

    /** Walks over pairs of base id and line, sorted. */
    static void forEach(ExternalSort.Cursor lines, Consumer<Group> groups) {
        byte[] key = null;
        List<Seen> seen = new ArrayList<>();
        while (lines.next()) {
            byte[] next = lines.key();
            if (key != null && !Arrays.equals(key, next)) {
                groups.accept(group(seen));
                seen.clear();
            }
            key = next;
            seen.add(BatchRecords.MAPPER.readValue(lines.value(), Seen.class));
        }
        if (key != null) {
            groups.accept(group(seen));
        }
    }

    private static Group group(List<Seen> seen) {
        Map<String, List<Seen>> byId = new TreeMap<>();
        for (Seen each : seen) {
            byId.computeIfAbsent(String.valueOf(each.job().jobId()), id -> new ArrayList<>())
                    .add(each);
        }
        MergedJob job = null;
        List<Job> nodes = new ArrayList<>();
        for (Map.Entry<String, List<Seen>> each : byId.entrySet()) {
            MergedJob merged = MergedJob.of(each.getValue());
            if (each.getKey().indexOf(NODE) < 0) {
                job = merged;
            } else {
                nodes.add(merged.job());
            }
        }
        return new Group(job, nodes);
    }
}
