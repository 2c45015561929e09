package org.scewarehouse.jobs.demo;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All metrics that the organisation's Prometheus has, by name. */
final class Metrics {

    private final Map<String, Maker> byName = new TreeMap<>();

    /** A stretch of time {@code [from, to)}. */
    private record Window(long from, long to) {
        boolean touches(Pod pod) {
            return pod.created() < to && pod.removed() >= from;
        }
    }

    /** Makes the series of a metric, at least those that have samples in a window. */
    private interface Maker {
        Stream<DemoSeries> series(Window window);
    }

    Metrics(DemoSettings settings, Cluster cluster, List<Pod> pods, Map<String, Person> peopleByLogin) {
        KubeState kubeState = new KubeState(cluster, settings.isTroubled());
        addCadvisor(new CadvisorSeries(settings, pods), cluster, pods);
        addPods(new PodSeries(kubeState), new ContainerSeries(kubeState), pods);
        addOwners(kubeState, pods);
        addVolumes(new VolumeSeries(kubeState, settings, pods, peopleByLogin));
        addNodes(new NodeSeries(kubeState, settings.isTroubled()), cluster);
    }

    /** Names of all metrics. */
    Set<String> names() {
        return byName.keySet();
    }

    /**
     * The series of a metric that have samples in {@code [from, to)}, and perhaps others, in no particular order; none
     * for a metric that nobody exposes.
     */
    Stream<DemoSeries> series(String metric, long from, long to) {
        Maker maker = byName.get(metric);
        return maker == null ? Stream.empty() : maker.series(new Window(from, to));
    }

    private void addCadvisor(CadvisorSeries cadvisor, Cluster cluster, List<Pod> pods) {
        Maker containers = ofPods(pods, cadvisor::cpu);
        byName.put(
                CadvisorSeries.CPU,
                window -> Stream.concat(cluster.nodes().stream().flatMap(cadvisor::node), containers.series(window)));
        perPod(pods, "container_memory_working_set_bytes", cadvisor::memory);
        perPod(pods, "container_start_time_seconds", cadvisor::start);
        for (String metric :
                List.of("container_network_receive_bytes_total", "container_network_transmit_bytes_total")) {
            perPod(pods, metric, pod -> cadvisor.network(pod, metric, metric.contains("receive") ? 5120 : 1024));
        }
        for (String metric : List.of("container_fs_reads_bytes_total", "container_fs_writes_bytes_total")) {
            perPod(pods, metric, pod -> cadvisor.disk(pod, metric, metric.contains("reads") ? 256 : 2048));
        }
    }

    private void addPods(PodSeries pod, ContainerSeries container, List<Pod> pods) {
        perPod(pods, "kube_pod_info", pod::info);
        perPod(pods, "kube_pod_owner", pod::owner);
        perPod(pods, "kube_pod_created", pod::created);
        perPod(pods, "kube_pod_start_time", pod::startTime);
        perPod(pods, "kube_pod_completion_time", pod::completion);
        perPod(pods, "kube_pod_deletion_timestamp", pod::deletion);
        perPod(pods, "kube_pod_status_phase", pod::phase);
        perPod(pods, "kube_pod_annotations", pod::annotations);
        perPod(pods, "kube_pod_labels", pod::podLabels);
        perPod(pods, "kube_pod_spec_volumes_persistentvolumeclaims_info", pod::claims);
        perPod(pods, "kube_pod_container_info", container::info);
        perPod(pods, "kube_pod_init_container_info", container::initInfo);
        perPod(pods, "kube_pod_container_status_running", container::running);
        perPod(pods, "kube_pod_container_status_terminated", container::terminated);
        perPod(pods, "kube_pod_container_status_restarts_total", container::restarts);
        perPod(pods, "kube_pod_container_state_started", container::started);
        perPod(pods, "kube_pod_container_status_last_terminated_timestamp", container::lastTerminated);
        perPod(pods, "kube_pod_container_status_last_terminated_reason", container::lastTerminatedReason);
        perPod(pods, "kube_pod_container_resource_requests", container::requests);
        perPod(pods, "kube_pod_container_resource_limits", container::limits);
    }

    /** ReplicaSets and Jobs stay for as long as one of their pods. */
    private void addOwners(KubeState kubeState, List<Pod> pods) {
        Map<String, List<Pod>> byController = pods.stream()
                .filter(pod ->
                        Set.of("ReplicaSet", "Job").contains(pod.workload().controllerKind()))
                .collect(Collectors.groupingBy(
                        pod -> pod.workload().namespace() + "/" + pod.workload().controllerName(),
                        TreeMap::new,
                        Collectors.toList()));
        byName.put(
                "kube_replicaset_owner", window -> owners(kubeState, byController, window, "ReplicaSet", "replicaset"));
        byName.put("kube_job_owner", window -> owners(kubeState, byController, window, "Job", "job_name"));
    }

    private static Stream<DemoSeries> owners(
            KubeState kubeState, Map<String, List<Pod>> byController, Window window, String kind, String nameLabel) {
        return byController.values().stream()
                .filter(pods -> pods.get(0).workload().controllerKind().equals(kind)
                        && pods.stream().anyMatch(window::touches))
                .flatMap(pods -> {
                    Workload workload = pods.get(0).workload();
                    boolean isOwned = !workload.topKind().equals(kind);
                    return kubeState.constant(
                            kind.equals("Job") ? "kube_job_owner" : "kube_replicaset_owner",
                            pods.stream().mapToLong(Pod::created).min().orElse(0),
                            pods.stream().mapToLong(Pod::removed).max().orElse(0),
                            1,
                            "namespace",
                            workload.namespace(),
                            nameLabel,
                            workload.controllerName(),
                            "owner_kind",
                            isOwned ? workload.topKind() : "",
                            "owner_name",
                            isOwned ? workload.topName() : "",
                            "owner_is_controller",
                            isOwned ? "true" : "");
                });
    }

    private void addVolumes(VolumeSeries volumes) {
        byName.put("kubelet_volume_stats_used_bytes", window -> volumes.used());
        byName.put("kubelet_volume_stats_capacity_bytes", window -> volumes.capacity());
        byName.put("kubelet_volume_stats_inodes_used", window -> volumes.files());
        byName.put("kube_persistentvolumeclaim_info", window -> volumes.info());
        byName.put("kube_persistentvolumeclaim_created", window -> volumes.created());
        byName.put("kube_persistentvolumeclaim_resource_requests_storage_bytes", window -> volumes.requested());
    }

    private void addNodes(NodeSeries node, Cluster cluster) {
        perNode(cluster, "machine_cpu_cores", node::cores);
        perNode(cluster, "machine_memory_bytes", node::memory);
        perNode(cluster, "kube_node_info", node::info);
        perNode(cluster, "kube_node_status_capacity", node::capacity);
        perNode(cluster, "kube_node_status_allocatable", node::allocatable);
    }

    private void perPod(List<Pod> pods, String metric, Function<Pod, Stream<DemoSeries>> series) {
        byName.put(metric, ofPods(pods, series));
    }

    /** What is known of pods that stay is asked for every night, so their labels are made once. */
    private static Maker ofPods(List<Pod> pods, Function<Pod, Stream<DemoSeries>> series) {
        Map<Pod, List<DemoSeries>> ofStaying = Collections.synchronizedMap(new IdentityHashMap<>());
        return window -> pods.stream()
                .filter(window::touches)
                .flatMap(pod -> pod.removed() == Run.OPEN
                        ? ofStaying
                                .computeIfAbsent(pod, key -> series.apply(key).toList())
                                .stream()
                        : series.apply(pod));
    }

    private void perNode(Cluster cluster, String metric, Function<Node, Stream<DemoSeries>> series) {
        byName.put(metric, window -> cluster.nodes().stream().flatMap(series));
    }
}
