package org.scewarehouse.etl.star;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A record of who ended a container, such as a line of the platform's own log.
 *
 * @param containerId the container as {@code mart.dim_container} names it; null where namespace and pod name it
 * @param namespace namespace as given; null where the id names it
 * @param pod pod as given; null where the id names it
 * @param endedAt when it ended
 * @param endedBy {@code user}, {@code platform_rule} or {@code unknown}
 */
public record ContainerEnd(
        @Nullable String containerId,
        @Nullable String namespace,
        @Nullable String pod,
        Instant endedAt,
        String endedBy) {

    static final Set<String> CAUSES = Set.of("user", "platform_rule", "unknown");

    static final CsvFile.Columns COLUMNS =
            CsvFile.Columns.of("ended_at", "ended_by").orAlso("container_id", "namespace", "pod");

    /** Reads container_ends.csv. */
    static List<ContainerEnd> all(List<CsvRow> rows) {
        return rows.stream().map(ContainerEnd::of).toList();
    }

    private static ContainerEnd of(CsvRow row) {
        String id = row.textOrNull("container_id");
        String namespace = row.textOrNull("namespace");
        String pod = row.textOrNull("pod");
        if (id == null && (namespace == null || pod == null)) {
            row.fault("container_id", "a value, or namespace and pod");
        }
        if (id != null && (namespace != null || pod != null)) {
            row.fault("container_id", "nothing beside namespace and pod");
        }
        row.required("ended_at");
        Instant endedAt = row.instantOrNull("ended_at");
        return new ContainerEnd(
                id, namespace, pod, endedAt == null ? Instant.EPOCH : endedAt, row.oneOf("ended_by", CAUSES));
    }
}
