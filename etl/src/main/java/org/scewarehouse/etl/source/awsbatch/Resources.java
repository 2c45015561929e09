package org.scewarehouse.etl.source.awsbatch;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.Container;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.EcsProperties;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.EksProperties;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.NodeProperties;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.NodeRange;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.PodContainer;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.PodResources;
import org.scewarehouse.etl.source.awsbatch.BatchRecords.Requirement;

/**
 * What a job is given, its containers and nodes together. Null is unknown.
 *
 * @param cores vCPUs, fractions on Fargate
 * @param gpus GPUs; 0 where a container is known and asks for none
 * @param memoryBytes memory
 */
record Resources(
        @Nullable Double cores,
        @Nullable Double gpus,
        @Nullable Double memoryBytes) {

    static final Resources UNKNOWN = new Resources(null, null, null);

    private static final double MIB = 1 << 20;
    private static final Pattern QUANTITY = Pattern.compile("([0-9.]+(?:[eE][+-]?[0-9]+)?)(m|[kKMGTP]i?)?");
    private static final String BINARY = "KMGTP";

    /** Of one node of the job, or of all of them where it describes several. */
    static Resources of(Job job) {
        NodeProperties nodes = job.nodeProperties();
        if (nodes != null && nodes.nodeRangeProperties() != null) {
            return ofNodes(nodes.nodeRangeProperties(), nodes.numNodes());
        }
        return of(job.container(), job.ecsProperties(), job.eksProperties());
    }

    /** Of a node by itself: the shapes of all that it may repeat are its job's. */
    static Resources ofNode(Job node) {
        Resources own = of(node.container(), node.ecsProperties(), node.eksProperties());
        return own.equals(UNKNOWN) ? of(node) : own;
    }

    private static Resources of(
            @Nullable Container container, @Nullable EcsProperties ecs, @Nullable EksProperties eks) {
        if (eks != null && eks.podProperties() != null) {
            return sum(eks.podProperties().containers(), Resources::of);
        }
        if (ecs != null && ecs.taskProperties() != null) {
            return sum(ecs.taskProperties(), task -> sum(task.containers(), Resources::of));
        }
        return container == null ? UNKNOWN : of(container);
    }

    private static <T> Resources sum(@Nullable List<T> parts, Function<T, Resources> each) {
        return parts == null ? UNKNOWN : parts.stream().map(each).reduce(UNKNOWN, Resources::plus);
    }

    private static Resources of(Container container) {
        Double cores = required(container, "VCPU");
        Double memory = required(container, "MEMORY");
        Double gpus = required(container, "GPU");
        if (cores == null && container.vcpus() != null && container.vcpus() > 0) {
            cores = (double) container.vcpus();
        }
        if (memory == null && container.memory() != null && container.memory() > 0) {
            memory = (double) container.memory();
        }
        boolean isKnown = cores != null || memory != null;
        return new Resources(
                cores, gpus == null && isKnown ? (Double) 0.0 : gpus, memory == null ? null : (Double) (memory * MIB));
    }

    private static @Nullable Double required(Container container, String type) {
        return container.resourceRequirements() == null
                ? null
                : container.resourceRequirements().stream()
                        .filter(requirement -> type.equals(requirement.type()))
                        .map(Requirement::value)
                        .map(Resources::quantity)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }

    private static Resources of(PodContainer container) {
        PodResources resources = container.resources();
        if (resources == null) {
            return UNKNOWN;
        }
        Double cores = quantity(resources, "cpu");
        Double memory = quantity(resources, "memory");
        Double gpus = quantity(resources, "nvidia.com/gpu");
        boolean isKnown = cores != null || memory != null;
        return new Resources(cores, gpus == null && isKnown ? (Double) 0.0 : gpus, memory);
    }

    private static @Nullable Double quantity(PodResources resources, String name) {
        return Stream.of(
                        resources.requests() == null ? Map.<String, String>of() : resources.requests(),
                        resources.limits() == null ? Map.<String, String>of() : resources.limits())
                .map(map -> quantity(map.get(name)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** A quantity as Kubernetes writes it, such as {@code 500m} or {@code 2048Mi}; null where it is none. */
    static @Nullable Double quantity(@Nullable String text) {
        Matcher matcher = QUANTITY.matcher(text == null ? "" : text.strip());
        if (!matcher.matches()) {
            return null;
        }
        try {
            double number = Double.parseDouble(matcher.group(1));
            String unit = matcher.group(2);
            if (unit == null) {
                return number;
            }
            if (unit.equals("m")) {
                return number / 1000;
            }
            int power = BINARY.indexOf(unit.substring(0, 1).toUpperCase(Locale.ROOT)) + 1;
            return number * Math.pow(unit.endsWith("i") ? 1024 : 1000, power);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Ranges may lie in one another: a node is what the innermost range that holds it says. */
    private static Resources ofNodes(List<NodeRange> ranges, @Nullable Integer numNodes) {
        List<NodeRange> innermostFirst = ranges.stream()
                .sorted(Comparator.comparingInt(range -> size(range, numNodes)))
                .toList();
        BitSet told = new BitSet();
        Resources sum = UNKNOWN;
        for (NodeRange range : innermostFirst) {
            BitSet nodes = nodes(range, numNodes);
            nodes.andNot(told);
            told.or(nodes);
            sum = sum.plus(of(range.container(), range.ecsProperties(), range.eksProperties())
                    .times(nodes.cardinality()));
        }
        return sum;
    }

    private static int size(NodeRange range, @Nullable Integer numNodes) {
        return nodes(range, numNodes).cardinality();
    }

    /** The nodes of a range such as {@code 0:3}, {@code 4:} or {@code 2}. */
    private static BitSet nodes(NodeRange range, @Nullable Integer numNodes) {
        String target = range.targetNodes() == null ? "0:" : range.targetNodes();
        int colon = target.indexOf(':');
        int from = colon == 0 ? 0 : Integer.parseInt(colon < 0 ? target : target.substring(0, colon));
        int last = (numNodes == null ? 1 : numNodes) - 1;
        if (colon < 0) {
            last = from;
        } else if (colon < target.length() - 1) {
            last = Integer.parseInt(target.substring(colon + 1));
        }
        BitSet nodes = new BitSet();
        nodes.set(from, Math.max(from, last + 1));
        return nodes;
    }

    /** The sum of what is known; null where neither is. */
    Resources plus(Resources other) {
        return new Resources(plus(cores, other.cores), plus(gpus, other.gpus), plus(memoryBytes, other.memoryBytes));
    }

    private Resources times(int count) {
        return new Resources(
                cores == null ? null : (Double) (cores * count),
                gpus == null ? null : (Double) (gpus * count),
                memoryBytes == null ? null : (Double) (memoryBytes * count));
    }

    private static @Nullable Double plus(@Nullable Double a, @Nullable Double b) {
        return a == null ? b : b == null ? a : (Double) (a + b);
    }
}
