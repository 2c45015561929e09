package org.scewarehouse.jobs.settings;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.source.homedrive.HomeDriveSettings;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Scans of home drives, {@code sce.sources.home-drive.*}; what is not described here is in {@link HomeDriveSettings}.
 *
 * @param path folder, or {@code s3://bucket/prefix}, of the scans; null = not collected
 * @param since first day to be loaded; null = that of the first file
 * @param optional whether a failure leaves the run at "done, with warnings"
 */
public record HomeSettings(
        @Nullable String path,
        @Nullable String region,
        @DefaultValue({"root", "nobody"}) Set<String> serviceLogins,
        @DefaultValue("90") int carryDays,
        @DefaultValue("0s") Duration edge,
        @DefaultValue("0") int restateDays,
        @Nullable LocalDate since,
        @DefaultValue("false") boolean optional) {

    /** Whether this source is collected at all. */
    public boolean isConfigured() {
        return path != null;
    }

    /**
     * How the scans are read.
     *
     * @param zone zone whose days the file names give
     */
    public HomeDriveSettings source(ZoneId zone) {
        return new HomeDriveSettings(
                path == null ? "" : path, region, serviceLogins, carryDays, edge, restateDays, zone);
    }
}
