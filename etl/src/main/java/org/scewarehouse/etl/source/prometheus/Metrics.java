package org.scewarehouse.etl.source.prometheus;

import java.util.Set;

/** Names of the metrics that the transform reads; others in raw are left alone. */
final class Metrics {

    static final String CPU = "container_cpu_usage_seconds_total";
    static final String MEMORY = "container_memory_working_set_bytes";
    static final String START = "container_start_time_seconds";
    static final String NETWORK_RECEIVE = "container_network_receive_bytes_total";
    static final String NETWORK_TRANSMIT = "container_network_transmit_bytes_total";
    static final String DISK_READ = "container_fs_reads_bytes_total";
    static final String DISK_WRITE = "container_fs_writes_bytes_total";

    static final String POD_INFO = "kube_pod_info";
    static final String POD_OWNER = "kube_pod_owner";
    static final String POD_CREATED = "kube_pod_created";
    static final String POD_COMPLETED = "kube_pod_completion_time";
    static final String POD_DELETED = "kube_pod_deletion_timestamp";
    static final String POD_LABELS = "kube_pod_labels";
    static final String POD_ANNOTATIONS = "kube_pod_annotations";
    static final String POD_CLAIMS = "kube_pod_spec_volumes_persistentvolumeclaims_info";
    static final String CONTAINER_INFO = "kube_pod_container_info";
    static final String CONTAINER_RUNNING = "kube_pod_container_status_running";
    static final String CONTAINER_STARTED = "kube_pod_container_state_started";
    static final String CONTAINER_TERMINATED = "kube_pod_container_status_last_terminated_timestamp";
    static final String REQUESTS = "kube_pod_container_resource_requests";
    static final String REQUESTS_CPU_1 = "kube_pod_container_resource_requests_cpu_cores";
    static final String REQUESTS_MEMORY_1 = "kube_pod_container_resource_requests_memory_bytes";
    static final String INIT_INFO = "kube_pod_init_container_info";
    static final String INIT_REQUESTS = "kube_pod_init_container_resource_requests";
    static final String REPLICASET_OWNER = "kube_replicaset_owner";
    static final String JOB_OWNER = "kube_job_owner";

    static final String VOLUME_USED = "kubelet_volume_stats_used_bytes";
    static final String VOLUME_CAPACITY = "kubelet_volume_stats_capacity_bytes";
    static final String VOLUME_FILES = "kubelet_volume_stats_inodes_used";
    static final String CLAIM_INFO = "kube_persistentvolumeclaim_info";
    static final String CLAIM_REQUESTED = "kube_persistentvolumeclaim_resource_requests_storage_bytes";
    static final String CLAIM_CREATED = "kube_persistentvolumeclaim_created";

    /** Made by the transform itself: a pod of a known user mounts the claim. */
    static final String CLAIM_USER = "claim_user";

    static final String NODE_CORES = "machine_cpu_cores";
    static final String NODE_MEMORY = "machine_memory_bytes";
    static final String NODE_CAPACITY = "kube_node_status_capacity";
    static final String NODE_ALLOCATABLE = "kube_node_status_allocatable";

    /** Read from cAdvisor, so perhaps seen several times: by replicas of Prometheus, or by two scrape jobs. */
    static final Set<String> CADVISOR =
            Set.of(CPU, MEMORY, START, NETWORK_RECEIVE, NETWORK_TRANSMIT, DISK_READ, DISK_WRITE);

    static final Set<String> NETWORK = Set.of(NETWORK_RECEIVE, NETWORK_TRANSMIT);

    static final Set<String> POD = Set.of(
            POD_INFO,
            POD_OWNER,
            POD_CREATED,
            POD_COMPLETED,
            POD_DELETED,
            POD_LABELS,
            POD_ANNOTATIONS,
            POD_CLAIMS,
            CONTAINER_INFO,
            CONTAINER_RUNNING,
            CONTAINER_STARTED,
            CONTAINER_TERMINATED,
            REQUESTS,
            REQUESTS_CPU_1,
            REQUESTS_MEMORY_1,
            INIT_INFO,
            INIT_REQUESTS);

    static final Set<String> OWNERS = Set.of(REPLICASET_OWNER, JOB_OWNER);

    static final Set<String> VOLUME =
            Set.of(VOLUME_USED, VOLUME_CAPACITY, VOLUME_FILES, CLAIM_INFO, CLAIM_REQUESTED, CLAIM_CREATED);

    static final Set<String> NODE = Set.of(NODE_CORES, NODE_MEMORY, NODE_CAPACITY, NODE_ALLOCATABLE);

    /** GPUs of makers that name them after a driver. */
    private static final Set<String> GPUS_BY_DRIVER = Set.of("gpu_intel_com_i915", "gpu_intel_com_xe");

    private Metrics() {}

    /** Whether a resource, as kube-state-metrics names it, is whole GPUs. */
    static boolean isGpu(String resource) {
        return resource.endsWith("_gpu") || GPUS_BY_DRIVER.contains(resource);
    }
}
