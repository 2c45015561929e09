package org.scewarehouse.etl.source.prometheus;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.DataRejected;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was last known of a claim: volumes are measured only while a pod mounts them, and the forgotten ones matter.
 *
 * @param cluster cluster
 * @param namespace namespace
 * @param claim name of the claim
 * @param usedBytes bytes used
 * @param fileCount inodes used; null = not measured
 * @param hardLimitBytes capacity of the mount; null = unknown
 * @param requestedBytes bytes the claim requests; null = unknown
 * @param measuredAtMillis when bytes were measured
 * @param login the one person whose pods mounted it; null = nobody known
 * @param storageClass null = unknown
 * @param createdAtMillis when the claim was made; null = unknown
 */
record VolumeState(
        String cluster,
        String namespace,
        String claim,
        @Nullable Long usedBytes,
        @Nullable Long fileCount,
        @Nullable Long hardLimitBytes,
        @Nullable Long requestedBytes,
        @Nullable Long measuredAtMillis,
        @Nullable String login,
        @Nullable String storageClass,
        @Nullable Long createdAtMillis) {

    private static final JsonMapper JSON = new JsonMapper();

    /** A text that is the claim's own: names in Kubernetes hold no NUL. */
    static String key(String cluster, String namespace, String claim) {
        return cluster + '\0' + namespace + '\0' + claim;
    }

    /** One claim a line. */
    static byte[] write(Collection<VolumeState> states) {
        StringBuilder lines = new StringBuilder();
        states.forEach(state -> lines.append(JSON.writeValueAsString(state)).append('\n'));
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Reads what {@link #write} wrote, by {@link #key}. */
    static SortedMap<String, VolumeState> read(byte[] content) {
        SortedMap<String, VolumeState> states = new TreeMap<>();
        for (String line : new String(content, StandardCharsets.UTF_8).split("\n", -1)) {
            if (!line.isEmpty() && !line.startsWith(ContainerActivity.LINE)) {
                try {
                    VolumeState state = JSON.readValue(line, VolumeState.class);
                    states.put(key(state.cluster(), state.namespace(), state.claim()), state);
                } catch (JacksonException e) {
                    throw new DataRejected(
                            "prometheus: the state of the last earlier day is damaged; build that day again", e);
                }
            }
        }
        return states;
    }

    /** What this day knows, and where it knows nothing what was known before. */
    VolumeState orElse(@Nullable VolumeState earlier) {
        if (earlier == null) {
            return this;
        }
        boolean isMeasured = measuredAtMillis != null;
        return new VolumeState(
                cluster,
                namespace,
                claim,
                isMeasured ? usedBytes : earlier.usedBytes,
                isMeasured ? fileCount : earlier.fileCount,
                isMeasured ? hardLimitBytes : earlier.hardLimitBytes,
                requestedBytes == null ? earlier.requestedBytes : requestedBytes,
                isMeasured ? measuredAtMillis : earlier.measuredAtMillis,
                login == null ? earlier.login : login,
                storageClass == null ? earlier.storageClass : storageClass,
                createdAtMillis == null ? earlier.createdAtMillis : createdAtMillis);
    }
}
