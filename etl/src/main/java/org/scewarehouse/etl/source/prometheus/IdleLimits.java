package org.scewarehouse.etl.source.prometheus;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How long a container may idle before the platform ends it on its own.
 *
 * @param everywhere limit where an environment has none of its own; null = no such rule
 * @param byEnvironment limits of single environments, by name
 */
public record IdleLimits(@Nullable Duration everywhere, Map<String, Duration> byEnvironment) {

    private static final String PROPERTY = "sce.sources.prometheus.idle-limit";

    /** A platform that ends nothing on its own, as far as is known. */
    public static final IdleLimits NONE = new IdleLimits(null, Map.of());

    /** Checks that every limit is a minute at least; else an {@link IllegalArgumentException} names the property. */
    public IdleLimits {
        byEnvironment = Collections.unmodifiableMap(new TreeMap<>(byEnvironment));
        refuseShort(PROPERTY, everywhere);
        byEnvironment.forEach((name, limit) -> refuseShort(PROPERTY + "-by-environment[" + name + "]", limit));
    }

    /** The limit of an environment; null = none is known. */
    @Nullable
    Duration of(String environment) {
        Duration own = byEnvironment.get(environment);
        return own == null ? everywhere : own;
    }

    private static void refuseShort(String property, @Nullable Duration limit) {
        if (limit != null && limit.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException(
                    property + " is " + limit + "; expected a minute or more, such as 7d, or leave it out");
        }
    }
}
