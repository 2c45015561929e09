package org.scewarehouse.jobs.settings;

import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.source.cloudwatch.CloudWatchSettings;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * File systems as CloudWatch knows them, {@code sce.sources.cloudwatch.*}; what is not described here is in
 * {@link CloudWatchSettings}.
 *
 * @param region region that is asked; null = not collected
 * @param capacities GiB that a file system holds, by id, where CloudWatch tells only what is free
 * @param since first day to be loaded; null = as far back as there are values
 * @param optional whether a failure leaves the run at "done, with warnings"
 */
public record FileSystemSettings(
        @Nullable String region,
        @Nullable URI endpoint,
        @Nullable URI fsxEndpoint,
        @DefaultValue Set<String> fileSystems,
        @DefaultValue Map<String, String> names,
        @DefaultValue Map<String, Long> capacities,
        @DefaultValue("30m") Duration edge,
        @DefaultValue("0") int restateDays,
        @Nullable LocalDate since,
        @DefaultValue("false") boolean optional) {

    /** Whether this source is collected at all. */
    public boolean isConfigured() {
        return region != null;
    }

    /**
     * How CloudWatch is asked.
     *
     * @throws IllegalStateException if this source is not configured
     */
    public CloudWatchSettings source() {
        if (region == null) {
            throw new IllegalStateException(CloudWatchSettings.PROPERTY + ".region is not set");
        }
        return new CloudWatchSettings(region, endpoint, fsxEndpoint, fileSystems, names, capacities, edge, restateDays);
    }
}
