package org.scewarehouse.etl.source.awsbatch;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.ArrayProperties;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.Attempt;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.Container;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.EcsProperties;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.EksProperties;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.NodeProperties;

/**
 * A job, an array or a child of one, a multi-node job or a node of one: what of {@code JobDetail} and of an event's
 * detail reaches raw.
 */
record Job(
        @Nullable String jobId,
        @Nullable String jobArn,
        @Nullable String jobName,
        @Nullable String jobQueue,
        @Nullable String jobDefinition,
        @Nullable String status,
        @Nullable String statusReason,
        @Nullable Long createdAt,
        @Nullable Long startedAt,
        @Nullable Long stoppedAt,
        @JsonProperty("isCancelled") @Nullable Boolean cancelled,
        @JsonProperty("isTerminated") @Nullable Boolean terminated,
        @Nullable String shareIdentifier,
        @Nullable List<Attempt> attempts,
        @Nullable List<Attempt> eksAttempts,
        @Nullable Container container,
        @Nullable ArrayProperties arrayProperties,
        @Nullable NodeProperties nodeProperties,
        @Nullable EcsProperties ecsProperties,
        @Nullable EksProperties eksProperties,
        @Nullable Map<String, String> tags,
        @Nullable Map<String, String> parameters,
        @Nullable List<String> platformCapabilities) {

    /** The same with the parameters and variables of these names only. */
    Job keeping(Set<String> parameterNames, Set<String> variableNames) {
        return new Job(
                jobId,
                jobArn,
                jobName,
                jobQueue,
                jobDefinition,
                status,
                statusReason,
                createdAt,
                startedAt,
                stoppedAt,
                cancelled,
                terminated,
                shareIdentifier,
                attempts,
                eksAttempts,
                container == null ? null : container.keeping(variableNames),
                arrayProperties,
                nodeProperties == null ? null : nodeProperties.withoutVariables(),
                ecsProperties == null ? null : ecsProperties.keeping(variableNames),
                eksProperties,
                tags,
                BatchRecords.only(parameters, parameterNames),
                platformCapabilities);
    }

    /** Whether it is an array: its children are the jobs. */
    boolean isArray() {
        return arrayProperties != null && arrayProperties.size() != null && arrayProperties.index() == null;
    }

    boolean isTerminal() {
        return "SUCCEEDED".equals(status) || "FAILED".equals(status);
    }

    /** When it was submitted; null = unknown. */
    @Nullable
    Long created() {
        return BatchRecords.positive(createdAt);
    }

    /** When its last attempt started; null = it has not, or unknown. */
    @Nullable
    Long started() {
        return BatchRecords.positive(startedAt);
    }

    /** When it ended; null = it has not, or unknown. */
    @Nullable
    Long stopped() {
        return BatchRecords.positive(stoppedAt);
    }

    /** Attempts in order, on whatever they ran. */
    List<Attempt> allAttempts() {
        List<Attempt> ecs = attempts == null ? List.of() : attempts;
        return !ecs.isEmpty() || eksAttempts == null ? ecs : eksAttempts;
    }
}
