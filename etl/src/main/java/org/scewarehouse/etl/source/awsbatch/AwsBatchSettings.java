package org.scewarehouse.etl.source.awsbatch;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How AWS Batch is asked, {@code sce.sources.aws-batch.*}.
 *
 * @param region region that is asked; null = the API is not asked
 * @param endpoint address to ask instead of the region's; null = the SDK's own choice, which {@code AWS_ENDPOINT_URL}
 *     changes
 * @param queues names or ARNs of the queues to list; empty = all
 * @param events folder, or {@code s3://} address, of the archive of state changes; null = there is none
 * @param describeRate most describe calls per second; fewer while AWS throttles
 * @param throttleLimit how long throttling is waited out before the day is left for the next run
 * @param retention how long finished jobs are kept by AWS
 * @param edge a day is due this long after its end
 * @param lateness events that arrive later than this after the day are not looked for
 * @param carry how long a job is carried forward of which the archive tells nothing more
 * @param restateDays how many past days are asked again each night
 * @param parameters parameters of jobs that reach raw; all others are dropped
 * @param people who a job belongs to
 */
public record AwsBatchSettings(
        @Nullable String region,
        @Nullable URI endpoint,
        List<String> queues,
        @Nullable String events,
        double describeRate,
        Duration throttleLimit,
        Duration retention,
        Duration edge,
        Duration lateness,
        Duration carry,
        int restateDays,
        Set<String> parameters,
        PersonRules people) {

    /** Name of the source. */
    public static final String SOURCE = "aws_batch";
    /** Prefix of the settings. */
    public static final String PROPERTY = "sce.sources.aws-batch";

    /** Takes copies. */
    public AwsBatchSettings {
        queues = List.copyOf(queues);
        parameters = Set.copyOf(parameters);
    }

    /** Whether the API is asked. */
    public boolean hasApi() {
        return region != null;
    }

    /** Whether there is an archive of events. */
    public boolean hasEvents() {
        return events != null;
    }

    /** What is wrong with the values, in the operator's words. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (describeRate <= 0) {
            faults.add(PROPERTY + ".describe-rate = " + describeRate + ": expected more than 0, calls per second");
        }
        if (restateDays < 0) {
            faults.add(PROPERTY + ".restate-days = " + restateDays + ": expected 0 or more");
        }
        if (retention.compareTo(Duration.ofDays(1)) < 0) {
            faults.add(PROPERTY + ".retention = " + retention + ": expected at least 1d");
        }
        if (edge.isNegative()) {
            faults.add(PROPERTY + ".edge = " + edge + ": expected 0 or more");
        } else if (lateness.compareTo(edge) < 0) {
            faults.add(PROPERTY + ".lateness = " + lateness + ": expected at least edge, " + edge);
        }
        if (carry.isNegative()) {
            faults.add(PROPERTY + ".carry = " + carry + ": expected 0 or more");
        }
        return faults;
    }
}
