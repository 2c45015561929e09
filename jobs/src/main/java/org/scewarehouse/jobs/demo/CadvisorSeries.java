package org.scewarehouse.jobs.demo;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the kubelets show of containers, as cAdvisor sees them: by cgroup, without a pod's uid. */
final class CadvisorSeries {

    static final String CPU = "container_cpu_usage_seconds_total";
    private static final String PATH = "/metrics/cadvisor";

    private final DemoSettings settings;
    private final Map<Run, CpuCounter> counters = new IdentityHashMap<>();
    private final Map<Node, NodeCounter> nodeCounters = new IdentityHashMap<>();

    CadvisorSeries(DemoSettings settings, List<Pod> pods) {
        this.settings = settings;
        for (Pod pod : pods) {
            for (PodContainer container : pod.containers()) {
                container.runs().forEach(run -> counters.put(run, counter(settings, pod, container, run)));
            }
        }
        pods.stream()
                .collect(Collectors.groupingBy(Pod::node))
                .forEach((node, onNode) -> nodeCounters.put(node, new NodeCounter(node, onNode)));
    }

    /** CPU time: of containers, and of their pods as a whole, which doubles it for who does not look. */
    Stream<DemoSeries> cpu(Pod pod) {
        long start = pod.firstStart();
        return Stream.concat(
                runs(pod, (target, container, run, labels) -> {
                    CpuCounter counter = Objects.requireNonNull(counters.get(run));
                    return target.series(CPU, run.start(), run.end(), counter::forEach, with(labels, "cpu", "total"));
                }),
                target(pod)
                        .series(
                                CPU,
                                start,
                                pod.lastEnd(),
                                DemoSeries.gauge(pod.node().scrapes(), at -> Math.max(0, at - start) / 1e5),
                                with(podLabels(pod), "cpu", "total")));
    }

    /** Working set: of containers, and of their pods as a whole. */
    Stream<DemoSeries> memory(Pod pod) {
        String metric = "container_memory_working_set_bytes";
        return Stream.concat(
                runs(
                        pod,
                        (target, container, run, labels) ->
                                target.gauge(metric, run.start(), run.end(), container::memoryBytes, labels)),
                target(pod).gauge(metric, pod.firstStart(), pod.lastEnd(), at -> podMemory(pod, at), podLabels(pod)));
    }

    /** When each run began. */
    Stream<DemoSeries> start(Pod pod) {
        return runs(
                pod,
                (target, container, run, labels) -> target.constant(
                        "container_start_time_seconds", run.start(), run.end(), run.start() / 1000.0, labels));
    }

    /** Network traffic, which only pods have. */
    Stream<DemoSeries> network(Pod pod, String metric, double bytesPerSecond) {
        long start = pod.firstStart();
        return target(pod)
                .gauge(
                        metric,
                        start,
                        pod.lastEnd(),
                        at -> Math.floor((at - start) / 1000.0 * bytesPerSecond),
                        with(podLabels(pod), "interface", "eth0"));
    }

    /** Disk traffic, which only containers have. */
    Stream<DemoSeries> disk(Pod pod, String metric, double bytesPerSecond) {
        return runs(
                pod,
                (target, container, run, labels) -> target.gauge(
                        metric,
                        run.start(),
                        run.end(),
                        at -> Math.floor((at - run.start()) / 1000.0 * bytesPerSecond),
                        with(labels, "device", "/dev/nvme1n1")));
    }

    /** CPU time of a node as a whole: its containers and what it needs for itself. */
    Stream<DemoSeries> node(Node node) {
        NodeCounter counter = nodeCounters.getOrDefault(node, new NodeCounter(node, List.of()));
        return Target.kubelet(node, PATH, settings.isTroubled())
                .series(CPU, node.up(), node.down(), counter::forEach, "id", "/", "cpu", "total");
    }

    /** The counter of one run, for the truth too. */
    static CpuCounter counter(DemoSettings settings, Pod pod, PodContainer container, Run run) {
        return new CpuCounter(container, run, pod.node().scrapes(), settings.isTroubled());
    }

    private interface RunSeries {
        Stream<DemoSeries> of(Target target, PodContainer container, Run run, String[] labels);
    }

    private Stream<DemoSeries> runs(Pod pod, RunSeries series) {
        Target target = target(pod);
        return pod.containers().stream()
                .flatMap(container -> container.runs().stream()
                        .flatMap(run -> series.of(target, container, run, labels(pod, container, run))));
    }

    private static String[] labels(Pod pod, PodContainer container, Run run) {
        return new String[] {
            "namespace", pod.workload().namespace(),
            "pod", pod.name(),
            "container", container.name(),
            "image", container.image().reference(),
            "name", run.runtimeId(),
            "id", pod.cgroup(run)
        };
    }

    private static String[] podLabels(Pod pod) {
        return new String[] {"namespace", pod.workload().namespace(), "pod", pod.name(), "id", pod.cgroup()};
    }

    private static String[] with(String[] labels, String name, String value) {
        String[] all = Arrays.copyOf(labels, labels.length + 2);
        all[labels.length] = name;
        all[labels.length + 1] = value;
        return all;
    }

    private Target target(Pod pod) {
        return Target.kubelet(pod.node(), PATH, settings.isTroubled());
    }

    private static double podMemory(Pod pod, long at) {
        double bytes = 0;
        for (PodContainer container : pod.containers()) {
            bytes += container.isRunning(at) ? container.memoryBytes(at) : 0;
        }
        return bytes;
    }
}
