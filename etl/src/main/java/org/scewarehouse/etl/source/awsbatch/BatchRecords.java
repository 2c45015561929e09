package org.scewarehouse.etl.source.awsbatch;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What of AWS Batch's answers reaches raw, named as the API names it: whatever is not a component here, or of
 * {@link Job}, is dropped. Times are milliseconds since 1970, 0 or absent where a job has not come so far.
 */
final class BatchRecords {

    /** Reads and writes these records, one per line, absent where empty. */
    static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_EMPTY)
                    .withContentInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private BatchRecords() {}

    /**
     * A job as somebody saw it: one line of raw.
     *
     * @param via {@code api} or {@code event}
     * @param seenAt when: of the listing, or of the event
     */
    record Seen(String via, long seenAt, Job job) {}

    /** One attempt; what a pod's attempt says of several containers is in {@code containers}. */
    record Attempt(
            @Nullable Long startedAt,
            @Nullable Long stoppedAt,
            @Nullable String statusReason,
            @Nullable Exit container,
            @Nullable List<Exit> containers,
            @Nullable List<TaskAttempt> taskProperties) {

        @Nullable
        Long started() {
            return positive(startedAt);
        }

        @Nullable
        Long stopped() {
            return positive(stoppedAt);
        }
    }

    /** How a container of an attempt ended. */
    record Exit(@Nullable Integer exitCode, @Nullable String reason) {}

    /** One task of an attempt with several containers. */
    record TaskAttempt(@Nullable List<Exit> containers) {}

    /** What a container is given and what it runs. */
    record Container(
            @Nullable String image,
            @Nullable Integer vcpus,
            @Nullable Long memory,
            @Nullable Integer exitCode,
            @Nullable String reason,
            @Nullable String jobRoleArn,
            @Nullable List<Requirement> resourceRequirements,
            @Nullable List<Variable> environment) {

        Container keeping(Set<String> variableNames) {
            List<Variable> kept = only(environment, variableNames);
            return new Container(image, vcpus, memory, exitCode, reason, jobRoleArn, resourceRequirements, kept);
        }
    }

    /** {@code VCPU}, {@code GPU} or {@code MEMORY} (MiB) and how much. */
    record Requirement(@Nullable String type, @Nullable String value) {}

    /** A variable of a container's environment. */
    record Variable(@Nullable String name, @Nullable String value) {}

    /** An array has a size, a child an index. */
    record ArrayProperties(@Nullable Integer size, @Nullable Integer index) {}

    /** Nodes of a multi-node job; a node has an index. */
    record NodeProperties(
            @Nullable Integer numNodes,
            @Nullable Integer mainNode,
            @Nullable List<NodeRange> nodeRangeProperties) {

        NodeProperties keeping(Set<String> variableNames) {
            List<NodeRange> ranges = nodeRangeProperties == null
                    ? null
                    : nodeRangeProperties.stream()
                            .map(range -> range.keeping(variableNames))
                            .toList();
            return new NodeProperties(numNodes, mainNode, ranges);
        }
    }

    /** Nodes of one shape, such as {@code 0:3}. */
    record NodeRange(
            @Nullable String targetNodes,
            @Nullable Container container,
            @Nullable EcsProperties ecsProperties,
            @Nullable EksProperties eksProperties) {

        NodeRange keeping(Set<String> variableNames) {
            return new NodeRange(
                    targetNodes,
                    container == null ? null : container.keeping(variableNames),
                    ecsProperties == null ? null : ecsProperties.keeping(variableNames),
                    eksProperties == null ? null : eksProperties.keeping(variableNames));
        }
    }

    /** A job of several containers. */
    record EcsProperties(@Nullable List<Task> taskProperties) {

        EcsProperties keeping(Set<String> variableNames) {
            List<Task> tasks = taskProperties == null
                    ? null
                    : taskProperties.stream()
                            .map(task -> task.keeping(variableNames))
                            .toList();
            return new EcsProperties(tasks);
        }
    }

    /** One task; its containers share its role. */
    record Task(
            @Nullable List<Container> containers, @Nullable String taskRoleArn) {

        Task keeping(Set<String> variableNames) {
            List<Container> kept = containers == null
                    ? null
                    : containers.stream()
                            .map(container -> container.keeping(variableNames))
                            .toList();
            return new Task(kept, taskRoleArn);
        }
    }

    /** A job on Kubernetes. */
    record EksProperties(@Nullable PodProperties podProperties) {

        EksProperties keeping(Set<String> variableNames) {
            List<PodContainer> containers = podProperties == null ? null : podProperties.containers();
            return containers == null
                    ? this
                    : new EksProperties(new PodProperties(containers.stream()
                            .map(container -> container.keeping(variableNames))
                            .toList()));
        }
    }

    /** Its pod. */
    record PodProperties(@Nullable List<PodContainer> containers) {}

    /** A container of the pod. */
    record PodContainer(
            @Nullable String image,
            @Nullable PodResources resources,
            @Nullable List<Variable> env) {

        PodContainer keeping(Set<String> variableNames) {
            return new PodContainer(image, resources, only(env, variableNames));
        }
    }

    /** Quantities as Kubernetes writes them, by resource. */
    record PodResources(
            @Nullable Map<String, String> limits, @Nullable Map<String, String> requests) {}

    /** A queue as it is now: {@code JobQueueDetail}. */
    record Queue(
            @Nullable String jobQueueArn,
            @Nullable String jobQueueName,
            @Nullable String state,
            @Nullable String status,
            @Nullable Integer priority,
            @Nullable List<EnvironmentOrder> computeEnvironmentOrder) {}

    /** A compute environment that a queue uses. */
    record EnvironmentOrder(
            @Nullable Integer order, @Nullable String computeEnvironment) {}

    /** A compute environment as it is now: {@code ComputeEnvironmentDetail}. */
    record Environment(
            @Nullable String computeEnvironmentArn,
            @Nullable String computeEnvironmentName,
            @Nullable String type,
            @Nullable String state,
            @Nullable ComputeResources computeResources,
            @Nullable EksConfiguration eksConfiguration) {}

    /** The Kubernetes cluster that it lends from. */
    record EksConfiguration(@Nullable String eksClusterArn) {}

    /** Its limits in vCPUs. */
    record ComputeResources(
            @Nullable String type,
            @Nullable Integer minvCpus,
            @Nullable Integer maxvCpus,
            @Nullable Integer desiredvCpus) {}

    /** A time, null for 0 and for what is absent. */
    static @Nullable Long positive(@Nullable Long time) {
        return time == null || time <= 0 ? null : time;
    }

    /** The variables of these names; null for null. */
    private static @Nullable List<Variable> only(@Nullable List<Variable> all, Set<String> names) {
        return all == null
                ? null
                : all.stream()
                        .filter(variable -> variable.name() != null && names.contains(variable.name()))
                        .toList();
    }

    /** The entries of these names; null for null. */
    static @Nullable Map<String, String> only(@Nullable Map<String, String> all, Set<String> names) {
        if (all == null) {
            return null;
        }
        Map<String, String> kept = new TreeMap<>(all);
        kept.keySet().removeIf(name -> !names.contains(name));
        kept.values().removeIf(Objects::isNull);
        return kept;
    }
}
