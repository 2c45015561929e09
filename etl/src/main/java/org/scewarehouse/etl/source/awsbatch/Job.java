package org.scewarehouse.etl.source.awsbatch;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.ArrayProperties;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.Attempt;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.Container;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.EcsProperties;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.EksProperties;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.NodeProperties;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.NodeRange;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.PodContainer;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.PodProperties;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.Task;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.Variable;

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
                nodeProperties == null ? null : nodeProperties.keeping(variableNames),
                ecsProperties == null ? null : ecsProperties.keeping(variableNames),
                eksProperties == null ? null : eksProperties.keeping(variableNames),
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

    /** Whether it runs as a pod. */
    boolean isPod() {
        return places().anyMatch(place -> place.eksProperties() != null);
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

    /** The variables of its containers, whatever it runs on and on how many nodes. */
    Stream<Variable> variables() {
        return places().flatMap(place -> Stream.concat(
                containers(place).flatMap(each -> each(each.environment())),
                podContainers(place).flatMap(each -> each(each.env()))));
    }

    /** The images of its containers, whatever it runs on and on how many nodes. */
    Stream<String> images() {
        return places().flatMap(place -> Stream.concat(
                containers(place).flatMap(each -> Stream.ofNullable(each.image())),
                podContainers(place).flatMap(each -> Stream.ofNullable(each.image()))));
    }

    /** The roles that its containers take; pods have none. */
    Stream<String> roles() {
        return places().flatMap(place -> Stream.concat(
                Stream.ofNullable(place.container()).flatMap(one -> Stream.ofNullable(one.jobRoleArn())),
                tasks(place).flatMap(task -> Stream.ofNullable(task.taskRoleArn()))));
    }

    /** What it runs on itself, and each of its ranges of nodes. */
    private Stream<NodeRange> places() {
        NodeRange own = new NodeRange(null, container, ecsProperties, eksProperties);
        return Stream.concat(
                Stream.of(own), nodeProperties == null ? Stream.empty() : each(nodeProperties.nodeRangeProperties()));
    }

    private static Stream<Container> containers(NodeRange place) {
        return Stream.concat(
                Stream.ofNullable(place.container()), tasks(place).flatMap(task -> each(task.containers())));
    }

    private static Stream<PodContainer> podContainers(NodeRange place) {
        PodProperties pod =
                place.eksProperties() == null ? null : place.eksProperties().podProperties();
        return pod == null ? Stream.empty() : each(pod.containers());
    }

    private static Stream<Task> tasks(NodeRange place) {
        return place.ecsProperties() == null
                ? Stream.empty()
                : each(place.ecsProperties().taskProperties());
    }

    private static <T> Stream<T> each(@Nullable List<T> items) {
        return items == null ? Stream.empty() : items.stream();
    }
}
