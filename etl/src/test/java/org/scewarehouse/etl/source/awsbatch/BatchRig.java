package org.scewarehouse.etl.source.awsbatch;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.simulator.awsbatch.AwsBatchSimulator;
import org.scewarehouse.etl.star.Dimensions;
import org.scewarehouse.etl.star.Reference;

/** Settings and dimensions that tests of this source share. */
final class BatchRig {

    private BatchRig() {}

    static AwsBatchSettings settings(@Nullable URI endpoint, @Nullable String events) {
        return settings(endpoint, events, List.of());
    }

    static AwsBatchSettings settings(@Nullable URI endpoint, @Nullable String events, List<String> queues) {
        return new AwsBatchSettings(
                endpoint == null ? null : AwsBatchSimulator.REGION,
                endpoint,
                queues,
                events,
                1000,
                Duration.ofMinutes(15),
                Duration.ofDays(7),
                Duration.ofHours(1),
                Duration.ofDays(2),
                Duration.ofDays(30),
                2,
                Set.of("user"),
                PersonRules.standard());
    }

    static Dimensions dimensions() {
        return new Dimensions("", "a secret of sixteen bytes".getBytes(StandardCharsets.UTF_8), Reference.none());
    }
}
