package org.scewarehouse.jobs.demo;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What kube-state-metrics shows of the containers of pods. Init containers have metrics of their own. */
final class ContainerSeries {

    private final KubeState kubeState;

    ContainerSeries(KubeState kubeState) {
        this.kubeState = kubeState;
    }

    Stream<DemoSeries> info(Pod pod) {
        return containers(pod, false).flatMap(container -> info(pod, container, "kube_pod_container_info"));
    }

    Stream<DemoSeries> initInfo(Pod pod) {
        return containers(pod, true)
                .flatMap(container -> info(pod, container, "kube_pod_init_container_info", "restart_policy", "Always"));
    }

    Stream<DemoSeries> running(Pod pod) {
        return state(pod, "kube_pod_container_status_running", (container, at) -> isRunning(container, at) ? 1 : 0);
    }

    Stream<DemoSeries> terminated(Pod pod) {
        long ended = pod.completion();
        return state(pod, "kube_pod_container_status_terminated", (container, at) -> at >= ended ? 1 : 0);
    }

    Stream<DemoSeries> restarts(Pod pod) {
        return state(pod, "kube_pod_container_status_restarts_total", PodContainer::restarts);
    }

    /** Start of the run that goes on, or was the last. */
    Stream<DemoSeries> started(Pod pod) {
        long completion = pod.completion();
        return state(pod, "kube_pod_container_state_started", (container, at) -> {
            Run run = latest(container, at);
            if (run == null || (at >= run.end() && at < completion)) {
                return Double.NaN;
            }
            return run.kubernetesStart() / 1000.0;
        });
    }

    /** End of the run before the one that goes on. */
    Stream<DemoSeries> lastTerminated(Pod pod) {
        return containers(pod, false)
                .filter(container -> container.runs().size() > 1)
                .flatMap(container -> {
                    List<Run> runs = container.runs();
                    return kubeState.gauge(
                            "kube_pod_container_status_last_terminated_timestamp",
                            runs.get(0).end(),
                            pod.removed(),
                            at -> lastEnd(runs, at),
                            PodSeries.labels(pod, "container", container.name()));
                });
    }

    private static double lastEnd(List<Run> runs, long at) {
        double last = Double.NaN;
        for (Run run : runs.subList(0, runs.size() - 1)) {
            last = at >= run.end() ? run.end() / 1000.0 : last;
        }
        return last;
    }

    Stream<DemoSeries> lastTerminatedReason(Pod pod) {
        return containers(pod, false)
                .filter(container -> container.runs().size() > 1)
                .flatMap(container -> {
                    Run fallen = container.runs().get(0);
                    return kubeState.constant(
                            "kube_pod_container_status_last_terminated_reason",
                            fallen.end(),
                            pod.removed(),
                            1,
                            PodSeries.labels(pod, "container", container.name(), "reason", fallen.reason()));
                });
    }

    Stream<DemoSeries> requests(Pod pod) {
        String metric = "kube_pod_container_resource_requests";
        return Stream.of(
                        resource(pod, metric, "cpu", "core", c -> c.requestMillicores() / 1000.0),
                        resource(pod, metric, "memory", "byte", PodContainer::requestMemoryBytes),
                        resource(pod, metric, "nvidia_com_gpu", "integer", PodContainer::gpus))
                .flatMap(series -> series);
    }

    /** Limits are twice the requests. */
    Stream<DemoSeries> limits(Pod pod) {
        String metric = "kube_pod_container_resource_limits";
        return Stream.of(
                        resource(pod, metric, "cpu", "core", c -> c.requestMillicores() / 500.0),
                        resource(pod, metric, "memory", "byte", c -> 2.0 * c.requestMemoryBytes()),
                        resource(pod, metric, "nvidia_com_gpu", "integer", PodContainer::gpus))
                .flatMap(series -> series);
    }

    private Stream<DemoSeries> resource(
            Pod pod, String metric, String resource, String unit, ToDoubleFunction<PodContainer> amount) {
        return containers(pod, false)
                .filter(container -> amount.applyAsDouble(container) > 0)
                .flatMap(container -> kubeState.constant(
                        metric,
                        pod.created(),
                        pod.removed(),
                        amount.applyAsDouble(container),
                        PodSeries.labels(
                                pod,
                                "container",
                                container.name(),
                                "node",
                                pod.node().name(),
                                "resource",
                                resource,
                                "unit",
                                unit)));
    }

    /** When the state of a container may change. */
    private static long[] changes(Pod pod, PodContainer container) {
        return LongStream.concat(
                        LongStream.of(pod.completion()),
                        container.runs().stream().flatMapToLong(run -> LongStream.of(run.kubernetesStart(), run.end())))
                .toArray();
    }

    private interface State {
        double of(PodContainer container, long at);
    }

    private Stream<DemoSeries> state(Pod pod, String metric, State state) {
        return containers(pod, false)
                .flatMap(container -> kubeState.stepped(
                        metric,
                        pod.created(),
                        pod.removed(),
                        at -> state.of(container, at),
                        changes(pod, container),
                        PodSeries.labels(pod, "container", container.name())));
    }

    private Stream<DemoSeries> info(Pod pod, PodContainer container, String metric, String... more) {
        List<Run> runs = container.runs();
        return IntStream.range(0, runs.size()).boxed().flatMap(i -> {
            long from = i == 0 ? pod.created() : runs.get(i).start();
            long to = i + 1 < runs.size() ? runs.get(i + 1).start() : pod.removed();
            String[] labels = {
                "container", container.name(),
                "image", container.image().reference(),
                "image_spec", container.image().reference(),
                "container_id", "containerd://" + runs.get(i).runtimeId()
            };
            String[] all = PodSeries.labels(pod, labels);
            String[] withMore = Arrays.copyOf(all, all.length + more.length);
            System.arraycopy(more, 0, withMore, all.length, more.length);
            return kubeState.constant(metric, from, to, 1, withMore);
        });
    }

    private static Stream<PodContainer> containers(Pod pod, boolean isInit) {
        return pod.containers().stream().filter(container -> container.isInit() == isInit);
    }

    private static boolean isRunning(PodContainer container, long at) {
        for (Run run : container.runs()) {
            if (at >= run.kubernetesStart() && at < run.end()) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Run latest(PodContainer container, long at) {
        Run latest = null;
        for (Run run : container.runs()) {
            latest = at >= run.kubernetesStart() ? run : latest;
        }
        return latest;
    }
}
