package org.scewarehouse.etl.source.prometheus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scewarehouse.etl.source.Endpoint;
import org.scewarehouse.etl.source.prometheus.wire.Matcher;

/** What is asked of a Prometheus: groups of metrics that come from one exporter and are needed together. */
final class PrometheusEndpoints {

    private static final Map<String, List<PrometheusMetric>> METRICS = metrics();

    private PrometheusEndpoints() {}

    /** Every endpoint; all answer for past days, and only CPU must be there. */
    static List<Endpoint> all() {
        return METRICS.keySet().stream()
                .map(name -> new Endpoint(name, Endpoint.Kind.AS_OF, name.equals("container_cpu")))
                .toList();
    }

    /** The metrics of an endpoint. */
    static List<PrometheusMetric> metrics(String endpoint) {
        List<PrometheusMetric> metrics = METRICS.get(endpoint);
        if (metrics == null) {
            throw new IllegalArgumentException("prometheus has no endpoint " + endpoint);
        }
        return metrics;
    }

    private static Map<String, List<PrometheusMetric>> metrics() {
        Map<String, List<PrometheusMetric>> all = new LinkedHashMap<>();
        all.put("container_cpu", named("container_cpu_usage_seconds_total"));
        all.put("container_memory", named("container_memory_working_set_bytes"));
        all.put("container_start", named("container_start_time_seconds"));
        all.put(
                "container_io",
                named(
                        "container_network_receive_bytes_total",
                        "container_network_transmit_bytes_total",
                        "container_fs_reads_bytes_total",
                        "container_fs_writes_bytes_total"));
        all.put("pod", pod());
        all.put(
                "volume",
                named(
                        "kubelet_volume_stats_used_bytes",
                        "kubelet_volume_stats_capacity_bytes",
                        "kubelet_volume_stats_inodes_used",
                        "kube_persistentvolumeclaim_info",
                        "kube_persistentvolumeclaim_created",
                        "kube_persistentvolumeclaim_resource_requests_storage_bytes"));
        List<PrometheusMetric> node = named(
                "machine_cpu_cores",
                "machine_memory_bytes",
                "kube_node_info",
                "kube_node_status_capacity",
                "kube_node_status_allocatable");
        node.add(new PrometheusMetric("container_cpu_usage_seconds_total", List.of(Matcher.equal("id", "/")), false));
        all.put("node", node);
        return all;
    }

    private static List<PrometheusMetric> pod() {
        List<PrometheusMetric> pod = named(
                "kube_pod_info",
                "kube_pod_owner",
                "kube_pod_created",
                "kube_pod_start_time",
                "kube_pod_completion_time",
                "kube_pod_deletion_timestamp",
                "kube_pod_container_info",
                "kube_pod_init_container_info",
                "kube_pod_container_state_started",
                "kube_pod_container_status_running",
                "kube_pod_container_status_terminated",
                "kube_pod_container_status_last_terminated_reason",
                "kube_pod_container_status_last_terminated_timestamp",
                "kube_pod_container_status_restarts_total",
                "kube_pod_container_resource_requests",
                "kube_pod_container_resource_limits",
                "kube_pod_container_resource_requests_cpu_cores",
                "kube_pod_container_resource_requests_memory_bytes",
                "kube_pod_init_container_resource_requests",
                "kube_pod_spec_volumes_persistentvolumeclaims_info",
                "kube_replicaset_owner",
                "kube_job_owner");
        pod.add(new PrometheusMetric("kube_pod_labels", List.of(), true));
        pod.add(new PrometheusMetric("kube_pod_annotations", List.of(), true));
        return pod;
    }

    private static List<PrometheusMetric> named(String... names) {
        List<PrometheusMetric> metrics = new ArrayList<>();
        for (String name : names) {
            metrics.add(PrometheusMetric.of(name));
        }
        return metrics;
    }
}
