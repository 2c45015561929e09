package org.scewarehouse.etl.source.prometheus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.star.ContainerEnd;
import org.scewarehouse.etl.star.Reference;

/** Who ended a container: as a reference file says, else the platform where its idle limit had just passed. */
final class ContainerEndings {

    private static final String UNKNOWN = "unknown";

    private final PrometheusTransformSettings settings;
    private final Map<List<String>, List<ContainerEnd>> recorded = new HashMap<>();

    ContainerEndings(PrometheusTransformSettings settings, Reference reference) {
        this.settings = settings;
        reference.containerEnds().forEach(this::add);
        reference.pastContainers().forEach(past -> {
            if (past.endedAt() != null && past.endedBy() != null) {
                add(new ContainerEnd(past.containerId(), null, null, past.endedAt(), past.endedBy()));
            }
        });
    }

    private void add(ContainerEnd end) {
        String id = end.containerId();
        String namespace = end.namespace();
        String pod = end.pod();
        List<String> name = id != null
                ? List.of(id)
                : namespace == null || pod == null ? List.<String>of() : List.of(namespace, pod);
        if (!end.endedBy().equals(UNKNOWN)) {
            recorded.computeIfAbsent(name, key -> new ArrayList<>()).add(end);
        }
    }

    /**
     * Who ended a container.
     *
     * @param containerId its durable id
     * @param endedAt when it ended, in milliseconds
     * @param lastActiveAt when it was last active, in milliseconds; null = unknown, or a container that nobody works in
     */
    String endedBy(String containerId, Pod pod, String environment, long endedAt, @Nullable Long lastActiveAt) {
        ContainerEnd end = nearest(containerId, pod, endedAt);
        if (end != null) {
            return end.endedBy();
        }
        Duration limit = settings.idleLimits().of(environment);
        if (limit == null || lastActiveAt == null) {
            return UNKNOWN;
        }
        // An end that is only seen by the silence after it lies up to a gap before the true one.
        long overLimit = endedAt - lastActiveAt - limit.toMillis();
        boolean isJustOver = overLimit >= -settings.gapLimit().toMillis()
                && overLimit < Duration.ofDays(1).toMillis();
        return isJustOver ? "platform_rule_inferred" : UNKNOWN;
    }

    /** A container or pod name may be used again: the record has to be of about that time. */
    private @Nullable ContainerEnd nearest(String containerId, Pod pod, long endedAt) {
        return Stream.of(List.of(containerId), List.of(pod.namespace(), pod.name()))
                .flatMap(name -> recorded.getOrDefault(name, List.of()).stream())
                .filter(end -> distance(end, endedAt) <= settings.edge().toMillis())
                .min(Comparator.comparingLong(end -> distance(end, endedAt)))
                .orElse(null);
    }

    private static long distance(ContainerEnd end, long millis) {
        long recorded = end.endedAt().toEpochMilli();
        return Math.max(recorded, millis) - Math.min(recorded, millis);
    }
}
