-- The meaning of every fact, as its record in org.scewarehouse.model.fact declares it.
set local role wh_owner;

comment on table mart.fact_container_hour is
    'Grain: one container incarnation (pod uid x container) x UTC hour in which it ran. From Prometheus (cAdvisor and '
    'kube-state-metrics). An hour that two days of the reporting zone share has a row in each. Pause and init '
    'containers have none.';
comment on column mart.fact_container_hour.day is 'Day of the reporting zone (sce.zone) that the row belongs to';
comment on column mart.fact_container_hour.hour_at is 'Start of the hour, UTC';
comment on column mart.fact_container_hour.container_key is 'Container incarnation';
comment on column mart.fact_container_hour.image_key is 'Image it ran; 0 = unknown';
comment on column mart.fact_container_hour.user_key is
    'Person who owns the container as they were on that day; 0 = nobody known';
comment on column mart.fact_container_hour.user_id is
    'Person who owns the container, durable: join dim_user_now for the person as they are now; 0 = nobody known';
comment on column mart.fact_container_hour.project_key is 'Project it is booked on; 0 = unknown';
comment on column mart.fact_container_hour.compute_system_key is 'Cluster and environment it ran on';
comment on column mart.fact_container_hour.source is 'Source system the row comes from; with day it leads to ops.load';
comment on column mart.fact_container_hour.running_seconds is
    'Seconds from start to end inside the interval, pauses between restarts left out';
comment on column mart.fact_container_hour.observed_seconds is
    'Seconds between neighbouring CPU samples at most the gap limit apart; coverage = observed / running';
comment on column mart.fact_container_hour.cpu_core_seconds is
    'CPU time used, in core seconds: growth of container_cpu_usage_seconds_total over neighbouring samples, resets '
    'counted from zero; null = no CPU pair was seen';
comment on column mart.fact_container_hour.cpu_cores_max is
    'Highest rate between two neighbouring samples, in cores; null = no CPU pair was seen';
comment on column mart.fact_container_hour.cpu_request_core_seconds is
    'Requested cores x running time; 0 = shown without a request, null = kube-state-metrics does not show the '
    'container';
comment on column mart.fact_container_hour.cpu_allocated_core_seconds is
    'CPU time kept from others: per hour the larger of requested and used, the known one where the other is null';
comment on column mart.fact_container_hour.cpu_idle_allocated_core_seconds is
    'Allocated minus used, summed over hours whose used is known, never below 0; null = no such hour';
comment on column mart.fact_container_hour.memory_byte_seconds is
    'Working set integrated over time, a value held for at most the gap limit; null = no memory sample';
comment on column mart.fact_container_hour.memory_bytes_max is
    'Largest working set sample, in bytes; null = no memory sample';
comment on column mart.fact_container_hour.memory_request_byte_seconds is
    'Requested memory x running time; 0 = shown without a request, null = kube-state-metrics does not show the '
    'container';
comment on column mart.fact_container_hour.idle_seconds is
    'Observed seconds in which the rate stayed below the idle threshold';
comment on column mart.fact_container_hour.active_seconds is 'Observed seconds that were not idle';
comment on column mart.fact_container_hour.band_0_seconds is
    'Observed seconds at [0, 0.05) cores; the seven bands sum to observed_seconds';
comment on column mart.fact_container_hour.band_1_seconds is
    'Observed seconds at [0.05, 1) cores; the seven bands sum to observed_seconds';
comment on column mart.fact_container_hour.band_2_seconds is
    'Observed seconds at [1, 2) cores; the seven bands sum to observed_seconds';
comment on column mart.fact_container_hour.band_3_seconds is
    'Observed seconds at [2, 4) cores; the seven bands sum to observed_seconds';
comment on column mart.fact_container_hour.band_4_seconds is
    'Observed seconds at [4, 8) cores; the seven bands sum to observed_seconds';
comment on column mart.fact_container_hour.band_5_seconds is
    'Observed seconds at [8, 16) cores; the seven bands sum to observed_seconds';
comment on column mart.fact_container_hour.band_6_seconds is
    'Observed seconds at [16, inf) cores; the seven bands sum to observed_seconds';
comment on column mart.fact_container_hour.gpu_request_seconds is
    'Requested GPUs x running time; null = kube-state-metrics does not show the container';
comment on column mart.fact_container_hour.network_receive_bytes is
    'Bytes received by the pod, booked on its main container; null = not measured';
comment on column mart.fact_container_hour.network_transmit_bytes is
    'Bytes sent by the pod, booked on its main container; null = not measured';
comment on column mart.fact_container_hour.disk_read_bytes is 'Bytes read from block devices; null = not measured';
comment on column mart.fact_container_hour.disk_write_bytes is 'Bytes written to block devices; null = not measured';

comment on table mart.fact_container_day is
    'Grain: one container incarnation (pod uid x container) x day in which it ran. From Prometheus; the sum of its '
    'hours. Restated only when the day is loaded again.';
comment on column mart.fact_container_day.day is 'Day of the reporting zone (sce.zone) that the row belongs to';
comment on column mart.fact_container_day.container_key is 'Container incarnation';
comment on column mart.fact_container_day.image_key is 'Image it ran; 0 = unknown';
comment on column mart.fact_container_day.user_key is
    'Person who owns the container as they were on that day; 0 = nobody known';
comment on column mart.fact_container_day.user_id is
    'Person who owns the container, durable: join dim_user_now for the person as they are now; 0 = nobody known';
comment on column mart.fact_container_day.project_key is 'Project it is booked on; 0 = unknown';
comment on column mart.fact_container_day.compute_system_key is 'Cluster and environment it ran on';
comment on column mart.fact_container_day.source is 'Source system the row comes from; with day it leads to ops.load';
comment on column mart.fact_container_day.running_seconds is
    'Seconds from start to end inside the interval, pauses between restarts left out';
comment on column mart.fact_container_day.observed_seconds is
    'Seconds between neighbouring CPU samples at most the gap limit apart; coverage = observed / running';
comment on column mart.fact_container_day.cpu_core_seconds is
    'CPU time used, in core seconds: growth of container_cpu_usage_seconds_total over neighbouring samples, resets '
    'counted from zero; null = no CPU pair was seen';
comment on column mart.fact_container_day.cpu_cores_max is
    'Highest rate between two neighbouring samples, in cores; null = no CPU pair was seen';
comment on column mart.fact_container_day.cpu_request_core_seconds is
    'Requested cores x running time; 0 = shown without a request, null = kube-state-metrics does not show the '
    'container';
comment on column mart.fact_container_day.cpu_allocated_core_seconds is
    'CPU time kept from others: per hour the larger of requested and used, the known one where the other is null';
comment on column mart.fact_container_day.cpu_idle_allocated_core_seconds is
    'Allocated minus used, summed over hours whose used is known, never below 0; null = no such hour';
comment on column mart.fact_container_day.memory_byte_seconds is
    'Working set integrated over time, a value held for at most the gap limit; null = no memory sample';
comment on column mart.fact_container_day.memory_bytes_max is
    'Largest working set sample, in bytes; null = no memory sample';
comment on column mart.fact_container_day.memory_request_byte_seconds is
    'Requested memory x running time; 0 = shown without a request, null = kube-state-metrics does not show the '
    'container';
comment on column mart.fact_container_day.idle_seconds is
    'Observed seconds in which the rate stayed below the idle threshold';
comment on column mart.fact_container_day.active_seconds is 'Observed seconds that were not idle';
comment on column mart.fact_container_day.band_0_seconds is
    'Observed seconds at [0, 0.05) cores; the seven bands sum to observed_seconds';
comment on column mart.fact_container_day.band_1_seconds is
    'Observed seconds at [0.05, 1) cores; the seven bands sum to observed_seconds';
comment on column mart.fact_container_day.band_2_seconds is
    'Observed seconds at [1, 2) cores; the seven bands sum to observed_seconds';
comment on column mart.fact_container_day.band_3_seconds is
    'Observed seconds at [2, 4) cores; the seven bands sum to observed_seconds';
comment on column mart.fact_container_day.band_4_seconds is
    'Observed seconds at [4, 8) cores; the seven bands sum to observed_seconds';
comment on column mart.fact_container_day.band_5_seconds is
    'Observed seconds at [8, 16) cores; the seven bands sum to observed_seconds';
comment on column mart.fact_container_day.band_6_seconds is
    'Observed seconds at [16, inf) cores; the seven bands sum to observed_seconds';
comment on column mart.fact_container_day.gpu_request_seconds is
    'Requested GPUs x running time; null = kube-state-metrics does not show the container';
comment on column mart.fact_container_day.network_receive_bytes is
    'Bytes received by the pod, booked on its main container; null = not measured';
comment on column mart.fact_container_day.network_transmit_bytes is
    'Bytes sent by the pod, booked on its main container; null = not measured';
comment on column mart.fact_container_day.disk_read_bytes is 'Bytes read from block devices; null = not measured';
comment on column mart.fact_container_day.disk_write_bytes is 'Bytes written to block devices; null = not measured';
comment on column mart.fact_container_day.cpu_unknown_hours_count is
    'Hours of the day with a row but no known CPU use; idle cost leaves them out';
comment on column mart.fact_container_day.missing_left_edge_count is
    'CPU series that began inside the day without a known start: their use before the first sample is unknown';
comment on column mart.fact_container_day.unobserved_gap_count is
    'Pairs of CPU samples further apart than the edge, ending inside the day: booked nowhere';
comment on column mart.fact_container_day.restart_count is 'Starts of the container inside the day after its first one';
comment on column mart.fact_container_day.is_running_at_day_end is
    'Whether it ran at the last instant of the day; semi-additive: never summed over days';
comment on column mart.fact_container_day.age_days is
    'Whole days from its creation to the end of the day; semi-additive; null = creation unknown';

comment on table mart.fact_demand_5min is
    'Grain: one environment x user group x 5 minutes. Interactive containers only. A person counts in each of their '
    'groups and in group all; only all may be summed. From Prometheus.';
comment on column mart.fact_demand_5min.day is 'Day of the reporting zone (sce.zone) that the row belongs to';
comment on column mart.fact_demand_5min.interval_start_at is 'Start of the five minutes, UTC';
comment on column mart.fact_demand_5min.compute_system_key is 'Cluster and environment it ran on';
comment on column mart.fact_demand_5min.user_group is 'User group; all = everybody';
comment on column mart.fact_demand_5min.source is 'Source system the row comes from; with day it leads to ops.load';
comment on column mart.fact_demand_5min.running_container_count is
    'Containers that ran at any time in the five minutes; semi-additive';
comment on column mart.fact_demand_5min.running_seconds is 'Running seconds of these containers';
comment on column mart.fact_demand_5min.cpu_core_seconds is
    'CPU time they used as far as known, in core seconds; divided by 300 it is cores; null = unknown of all of them';
comment on column mart.fact_demand_5min.memory_byte_seconds is
    'Their working set integrated over time as far as known; divided by 300 it is bytes; null = unknown of all of them';
comment on column mart.fact_demand_5min.observed_container_count is
    'Of these, containers whose CPU use is known; semi-additive; null = built by a version that did not count them';

comment on table mart.fact_volume_day is
    'Grain: one volume x day, as at day end. All measures are semi-additive: never summed over days. Nor over '
    'volumes: a home that several sources tell of has a row of each, and a file system holds the drives in it; sum '
    'over volume_day_counted, which has each once. Volume metrics exist only while a pod mounts the claim, so the '
    'last known value is carried forward and says so.';
comment on column mart.fact_volume_day.day is 'Day of the reporting zone (sce.zone) that the row belongs to';
comment on column mart.fact_volume_day.volume_key is 'Volume';
comment on column mart.fact_volume_day.user_key is
    'Person who owns the volume as they were on that day; 0 = nobody known';
comment on column mart.fact_volume_day.user_id is
    'Person who owns the volume, durable: join dim_user_now for the person as they are now; 0 = nobody known';
comment on column mart.fact_volume_day.project_key is 'Project it is booked on; 0 = unknown';
comment on column mart.fact_volume_day.compute_system_key is 'Cluster and environment it ran on';
comment on column mart.fact_volume_day.source is 'Source system the row comes from; with day it leads to ops.load';
comment on column mart.fact_volume_day.used_bytes is
    'Bytes used; null = never measured; semi-additive: never summed over days';
comment on column mart.fact_volume_day.file_count is
    'Inodes used; null = not measured; semi-additive: never summed over days';
comment on column mart.fact_volume_day.soft_limit_bytes is 'Soft limit in bytes; null = none';
comment on column mart.fact_volume_day.hard_limit_bytes is 'Capacity in bytes that the mount reports; null = unknown';
comment on column mart.fact_volume_day.requested_bytes is
    'Bytes the claim requests; null = unknown; semi-additive: never summed over days';
comment on column mart.fact_volume_day.measured_at is 'When used_bytes was measured; null = never';
comment on column mart.fact_volume_day.is_carried_forward is 'Whether used_bytes is older than the day';

comment on table mart.fact_capacity_day is
    'Grain: one compute system x day: what there was to use. Kubernetes: cores of nodes that were up x time up, one '
    'row per cluster (its environment is null). AWS Batch: capacity is null, since only its limit is known.';
comment on column mart.fact_capacity_day.day is 'Day of the reporting zone (sce.zone) that the row belongs to';
comment on column mart.fact_capacity_day.compute_system_key is 'Cluster and environment it ran on';
comment on column mart.fact_capacity_day.source is 'Source system the row comes from; with day it leads to ops.load';
comment on column mart.fact_capacity_day.node_count_max is 'Most nodes up at one time; null = unknown';
comment on column mart.fact_capacity_day.node_up_seconds is 'Seconds up, summed over nodes; null = unknown';
comment on column mart.fact_capacity_day.capacity_core_seconds is
    'Cores x seconds up (machine_cpu_cores, else kube_node_status_capacity); null = not measured';
comment on column mart.fact_capacity_day.allocatable_core_seconds is
    'Allocatable cores x seconds up (kube_node_status_allocatable); null = not measured';
comment on column mart.fact_capacity_day.capacity_memory_byte_seconds is 'Memory x seconds up; null = not measured';
comment on column mart.fact_capacity_day.capacity_gpu_seconds is 'GPUs x seconds up; null = not measured';
comment on column mart.fact_capacity_day.container_cpu_core_seconds is
    'CPU time of all containers of all kinds as cAdvisor saw it; equals the sum over fact_container_day';
comment on column mart.fact_capacity_day.node_cpu_core_seconds is
    'CPU time of the nodes as a whole (cgroup /); what it exceeds the containers by is node overhead; null = not '
    'measured';
comment on column mart.fact_capacity_day.limit_core_seconds is
    'Cores that a scheduler in the cloud may grow to x time (maxvCpus of compute environments): a limit, never '
    'capacity; null = none';
