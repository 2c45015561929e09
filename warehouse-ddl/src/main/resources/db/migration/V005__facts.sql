-- Facts, partitioned by month of their day; ops.ensure_partitions makes the partitions.
set local role wh_owner;

create table mart.fact_container_hour (
    day                             date not null,
    hour_at                         timestamptz not null,
    container_key                   bigint not null,
    image_key                       bigint not null,
    user_key                        bigint not null,
    user_id                         bigint not null,
    project_key                     bigint not null,
    compute_system_key              bigint not null,
    source                          text not null,
    running_seconds                 double precision not null,
    observed_seconds                double precision not null,
    cpu_core_seconds                double precision,
    cpu_cores_max                   double precision,
    cpu_request_core_seconds        double precision,
    cpu_allocated_core_seconds      double precision,
    cpu_idle_allocated_core_seconds double precision,
    memory_byte_seconds             double precision,
    memory_bytes_max                double precision,
    memory_request_byte_seconds     double precision,
    idle_seconds                    double precision not null,
    active_seconds                  double precision not null,
    band_0_seconds                  double precision not null,
    band_1_seconds                  double precision not null,
    band_2_seconds                  double precision not null,
    band_3_seconds                  double precision not null,
    band_4_seconds                  double precision not null,
    band_5_seconds                  double precision not null,
    band_6_seconds                  double precision not null,
    gpu_request_seconds             double precision,
    network_receive_bytes           double precision,
    network_transmit_bytes          double precision,
    disk_read_bytes                 double precision,
    disk_write_bytes                double precision,
    constraint measures_are_not_negative check (
        least(
            running_seconds, observed_seconds, cpu_core_seconds, cpu_cores_max, cpu_request_core_seconds,
            cpu_allocated_core_seconds, cpu_idle_allocated_core_seconds, memory_byte_seconds, memory_bytes_max,
            memory_request_byte_seconds, idle_seconds, active_seconds, band_0_seconds, band_1_seconds,
            band_2_seconds, band_3_seconds, band_4_seconds, band_5_seconds, band_6_seconds, gpu_request_seconds,
            network_receive_bytes, network_transmit_bytes, disk_read_bytes, disk_write_bytes) >= 0),
    constraint measures_are_finite check (
        greatest(
            running_seconds, observed_seconds, cpu_core_seconds, cpu_cores_max, cpu_request_core_seconds,
            cpu_allocated_core_seconds, cpu_idle_allocated_core_seconds, memory_byte_seconds, memory_bytes_max,
            memory_request_byte_seconds, idle_seconds, active_seconds, band_0_seconds, band_1_seconds,
            band_2_seconds, band_3_seconds, band_4_seconds, band_5_seconds, band_6_seconds, gpu_request_seconds,
            network_receive_bytes, network_transmit_bytes, disk_read_bytes, disk_write_bytes) < 'infinity')
) partition by range (day);

-- No primary key: hour facts are the big ones, and an index on day is what replacing a day needs.
create index fact_container_hour_day on mart.fact_container_hour (day);

create table mart.fact_container_day (
    day                             date not null,
    container_key                   bigint not null,
    image_key                       bigint not null,
    user_key                        bigint not null,
    user_id                         bigint not null,
    project_key                     bigint not null,
    compute_system_key              bigint not null,
    source                          text not null,
    running_seconds                 double precision not null,
    observed_seconds                double precision not null,
    cpu_core_seconds                double precision,
    cpu_cores_max                   double precision,
    cpu_request_core_seconds        double precision,
    cpu_allocated_core_seconds      double precision,
    cpu_idle_allocated_core_seconds double precision,
    memory_byte_seconds             double precision,
    memory_bytes_max                double precision,
    memory_request_byte_seconds     double precision,
    idle_seconds                    double precision not null,
    active_seconds                  double precision not null,
    band_0_seconds                  double precision not null,
    band_1_seconds                  double precision not null,
    band_2_seconds                  double precision not null,
    band_3_seconds                  double precision not null,
    band_4_seconds                  double precision not null,
    band_5_seconds                  double precision not null,
    band_6_seconds                  double precision not null,
    gpu_request_seconds             double precision,
    network_receive_bytes           double precision,
    network_transmit_bytes          double precision,
    disk_read_bytes                 double precision,
    disk_write_bytes                double precision,
    cpu_unknown_hours_count         integer not null,
    missing_left_edge_count         integer not null,
    unobserved_gap_count            integer not null,
    restart_count                   integer not null,
    is_running_at_day_end           boolean not null,
    age_days                        integer,
    primary key (day, container_key),
    constraint measures_are_not_negative check (
        least(
            running_seconds, observed_seconds, cpu_core_seconds, cpu_cores_max, cpu_request_core_seconds,
            cpu_allocated_core_seconds, cpu_idle_allocated_core_seconds, memory_byte_seconds, memory_bytes_max,
            memory_request_byte_seconds, idle_seconds, active_seconds, band_0_seconds, band_1_seconds,
            band_2_seconds, band_3_seconds, band_4_seconds, band_5_seconds, band_6_seconds, gpu_request_seconds,
            network_receive_bytes, network_transmit_bytes, disk_read_bytes, disk_write_bytes) >= 0),
    constraint measures_are_finite check (
        greatest(
            running_seconds, observed_seconds, cpu_core_seconds, cpu_cores_max, cpu_request_core_seconds,
            cpu_allocated_core_seconds, cpu_idle_allocated_core_seconds, memory_byte_seconds, memory_bytes_max,
            memory_request_byte_seconds, idle_seconds, active_seconds, band_0_seconds, band_1_seconds,
            band_2_seconds, band_3_seconds, band_4_seconds, band_5_seconds, band_6_seconds, gpu_request_seconds,
            network_receive_bytes, network_transmit_bytes, disk_read_bytes, disk_write_bytes) < 'infinity'),
    constraint counts_are_not_negative check (
        least(cpu_unknown_hours_count, missing_left_edge_count, unobserved_gap_count, restart_count) >= 0)
) partition by range (day);

create table mart.fact_demand_5min (
    day                     date not null,
    interval_start_at       timestamptz not null,
    compute_system_key      bigint not null,
    user_group              text not null,
    source                  text not null,
    running_container_count integer not null,
    running_seconds         double precision not null,
    cpu_core_seconds        double precision not null,
    memory_byte_seconds     double precision not null,
    primary key (day, interval_start_at, compute_system_key, user_group),
    constraint measures_are_not_negative check (
        least(running_seconds, cpu_core_seconds, memory_byte_seconds) >= 0),
    constraint measures_are_finite check (
        greatest(running_seconds, cpu_core_seconds, memory_byte_seconds) < 'infinity'),
    constraint counts_are_not_negative check (running_container_count >= 0)
) partition by range (day);

create table mart.fact_volume_day (
    day                date not null,
    volume_key         bigint not null,
    user_key           bigint not null,
    user_id            bigint not null,
    project_key        bigint not null,
    compute_system_key bigint not null,
    source             text not null,
    used_bytes         bigint,
    file_count         bigint,
    soft_limit_bytes   bigint,
    hard_limit_bytes   bigint,
    requested_bytes    bigint,
    measured_at        timestamptz,
    is_carried_forward boolean not null,
    primary key (day, volume_key),
    constraint measures_are_not_negative check (
        least(used_bytes, file_count, soft_limit_bytes, hard_limit_bytes, requested_bytes) >= 0)
) partition by range (day);

create table mart.fact_capacity_day (
    day                          date not null,
    compute_system_key           bigint not null,
    source                       text not null,
    node_count_max               integer not null,
    node_up_seconds              double precision not null,
    capacity_core_seconds        double precision,
    allocatable_core_seconds     double precision,
    capacity_memory_byte_seconds double precision,
    capacity_gpu_seconds         double precision,
    container_cpu_core_seconds   double precision,
    node_cpu_core_seconds        double precision,
    primary key (day, compute_system_key),
    constraint measures_are_not_negative check (
        least(
            node_up_seconds, capacity_core_seconds, allocatable_core_seconds, capacity_memory_byte_seconds,
            capacity_gpu_seconds, container_cpu_core_seconds, node_cpu_core_seconds) >= 0),
    constraint measures_are_finite check (
        greatest(
            node_up_seconds, capacity_core_seconds, allocatable_core_seconds, capacity_memory_byte_seconds,
            capacity_gpu_seconds, container_cpu_core_seconds, node_cpu_core_seconds) < 'infinity'),
    constraint counts_are_not_negative check (node_count_max >= 0)
) partition by range (day);
