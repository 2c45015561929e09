package org.scewarehouse.jobs.demo;

import java.util.stream.Stream;

/** What there is of machines, as their kubelets and kube-state-metrics show it. */
final class NodeSeries {

    /** Memory that the system keeps for itself; all cores may be requested. */
    private static final long RESERVED_BYTES = 4L << 30;

    private final KubeState kubeState;
    private final boolean isReplicated;

    NodeSeries(KubeState kubeState, boolean isReplicated) {
        this.kubeState = kubeState;
        this.isReplicated = isReplicated;
    }

    Stream<DemoSeries> cores(Node node) {
        return machine(node, "machine_cpu_cores", node.cores());
    }

    Stream<DemoSeries> memory(Node node) {
        return machine(node, "machine_memory_bytes", node.memoryBytes());
    }

    Stream<DemoSeries> info(Node node) {
        return kubeState.constant(
                "kube_node_info",
                node.up(),
                node.down(),
                1,
                "node",
                node.name(),
                "internal_ip",
                node.address(),
                "kubelet_version",
                "v1.29.7");
    }

    Stream<DemoSeries> capacity(Node node) {
        return amounts(node, "kube_node_status_capacity", node.cores(), node.memoryBytes());
    }

    Stream<DemoSeries> allocatable(Node node) {
        return amounts(node, "kube_node_status_allocatable", node.cores(), node.memoryBytes() - RESERVED_BYTES);
    }

    private Stream<DemoSeries> machine(Node node, String metric, double value) {
        return Target.kubelet(node, "/metrics/cadvisor", isReplicated)
                .constant(metric, node.up(), node.down(), value, "system_uuid", Long.toHexString(node.seed()));
    }

    private Stream<DemoSeries> amounts(Node node, String metric, double cores, double memoryBytes) {
        Stream<DemoSeries> common = Stream.of(
                        amount(node, metric, "cpu", "core", cores),
                        amount(node, metric, "memory", "byte", memoryBytes),
                        amount(node, metric, "pods", "integer", 250))
                .flatMap(series -> series);
        return node.gpus() == 0
                ? common
                : Stream.concat(common, amount(node, metric, "nvidia_com_gpu", "integer", node.gpus()));
    }

    private Stream<DemoSeries> amount(Node node, String metric, String resource, String unit, double value) {
        return kubeState.constant(
                metric, node.up(), node.down(), value, "node", node.name(), "resource", resource, "unit", unit);
    }
}
