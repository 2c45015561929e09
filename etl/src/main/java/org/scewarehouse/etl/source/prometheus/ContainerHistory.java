package org.scewarehouse.etl.source.prometheus;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.star.Reference;

/** What the reference file of past containers tells of one that Prometheus knows too: it fills what is unknown. */
final class ContainerHistory {

    private final Map<String, Instant> createdById = new HashMap<>();

    /** @param dayTo end of the day in milliseconds; what was made later is another container of that id */
    ContainerHistory(Reference reference, long dayTo) {
        reference.pastContainers().stream()
                .filter(past -> past.createdAt() != null && past.createdAt().toEpochMilli() < dayTo)
                .forEach(past -> createdById.put(past.containerId(), past.createdAt()));
    }

    /** When the container was made; null where the file does not say. */
    @Nullable
    Instant createdAt(String containerId) {
        return createdById.get(containerId);
    }
}
