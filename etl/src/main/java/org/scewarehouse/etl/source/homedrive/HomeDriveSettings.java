package org.scewarehouse.etl.source.homedrive;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How scans of home drives are read, {@code sce.sources.home-drive.*}.
 *
 * @param location folder or bucket, for messages
 * @param region region of the drives of which a scan does not say it; null = unknown
 * @param serviceLogins owners that are no person; their drives belong to nobody
 * @param carryDays how many days a drive is carried forward that no scan shows
 * @param edge a day is due this long after its end
 * @param restateDays how many past days are read again each night
 * @param zone zone whose days the file names give
 */
public record HomeDriveSettings(
        String location,
        @Nullable String region,
        Set<String> serviceLogins,
        int carryDays,
        Duration edge,
        int restateDays,
        ZoneId zone) {

    /** Name of the source. */
    public static final String SOURCE = "home_drive";
    /** Prefix of the settings. */
    public static final String PROPERTY = "sce.sources.home-drive";

    /** Logins are compared in lower case. */
    public HomeDriveSettings {
        serviceLogins = serviceLogins.stream()
                .map(login -> login.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What is wrong with the values, in the operator's words. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (carryDays < 0) {
            faults.add(PROPERTY + ".carry-days = " + carryDays + ": expected 0 or more");
        }
        if (edge.isNegative()) {
            faults.add(PROPERTY + ".edge = " + edge + ": expected 0 or more");
        }
        if (restateDays < 0) {
            faults.add(PROPERTY + ".restate-days = " + restateDays + ": expected 0 or more");
        }
        return faults;
    }

    /** What the rows depend on. */
    String fingerprint() {
        return region + " " + new TreeSet<>(serviceLogins) + " " + carryDays;
    }
}
