package org.scewarehouse.etl.source.cloudwatch;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How CloudWatch is asked about file systems, {@code sce.sources.cloudwatch.*}.
 *
 * @param region region that is asked, and that the volumes are said to lie in
 * @param endpoint address to ask instead of the region's; null = the SDK's own choice, which {@code AWS_ENDPOINT_URL}
 *     changes
 * @param fsxEndpoint address to ask for the sizes of file systems instead of the region's; null = the region's
 * @param fileSystems ids that are asked for though ListMetrics does not name them
 * @param names what a file system is called, by id; one without a name is called by its id
 * @param capacitiesGib GiB that a file system holds, by id, where CloudWatch tells only what is free; before what FSx
 *     says
 * @param edge a day is due this long after its end
 * @param restateDays how many past days are asked again each night
 */
public record CloudWatchSettings(
        String region,
        @Nullable URI endpoint,
        @Nullable URI fsxEndpoint,
        Set<String> fileSystems,
        Map<String, String> names,
        Map<String, Long> capacitiesGib,
        Duration edge,
        int restateDays) {

    /** Name of the source. */
    public static final String SOURCE = "cloudwatch";
    /** Prefix of the settings. */
    public static final String PROPERTY = "sce.sources.cloudwatch";

    /** Takes copies. */
    public CloudWatchSettings {
        fileSystems = Set.copyOf(fileSystems);
        names = Map.copyOf(names);
        capacitiesGib = Map.copyOf(capacitiesGib);
    }

    /** What is wrong with the values, in the operator's words. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        for (String id : new TreeSet<>(fileSystems)) {
            if (!id.matches("fs-[0-9a-f]+")) {
                faults.add(PROPERTY + ".file-systems: expected ids such as fs-0123456789abcdef0, got " + id);
            }
        }
        new TreeMap<>(capacitiesGib).forEach((id, gib) -> {
            if (gib <= 0) {
                faults.add(PROPERTY + ".capacities." + id + " = " + gib + ": expected more than 0, GiB");
            }
        });
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
        return region + " " + new TreeMap<>(names) + " " + new TreeMap<>(capacitiesGib);
    }
}
