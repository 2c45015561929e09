-- Twelve people, a container each that runs day and night from 2026-07-30 to 2026-08-01, active 600 s a day.
-- Exceptions: container 12 is active 599 s a day; container 3 ends on the last day; container 1 is re-created on
-- the last day with a newer image; container 5 has an unknown CPU use on the last day. Container 50 belongs to the system.
select ops.require_installation('UTC', 'fingerprint', 'salt', '1');
select ops.ensure_partitions('2026-07-30', '2026-08-01');

insert into mart.dim_user_now (user_id, pseudonym, is_inferred, department_name, is_platform_team, employment_status)
select person, 'p' || person, false,
    case when person <= 6 then 'Physics' when person <= 11 then 'Biology' else 'Chemistry' end,
    person = 6, 'employed'
from generate_series(1, 12) person;
insert into mart.dim_user (
    user_key, user_id, pseudonym, valid_from, valid_to, is_current, is_inferred, department_name, is_platform_team,
    employment_status)
select 100 + user_id, user_id, pseudonym, '1900-01-01', '9999-12-31', true, is_inferred, department_name,
    is_platform_team, employment_status
from mart.dim_user_now where user_id > 0;
insert into hr.bridge_identity values ('login', 'ada', 2, 'inferred', '1900-01-01', '9999-12-31');

insert into mart.dim_compute_system (
    compute_system_key, compute_system_name, cluster_name, scheduler_name, environment_name,
    first_seen_on, last_seen_on)
values
    (1, 'c1/workbench', 'c1', 'kubernetes', 'workbench', '2026-07-30', '2026-08-01'),
    (2, 'c1/jupyter', 'c1', 'kubernetes', 'jupyter', '2026-07-30', '2026-08-01'),
    (3, 'c1', 'c1', 'kubernetes', null, '2026-07-30', '2026-08-01');
insert into mart.dim_image (
    image_key, repository_name, tag_name, r_version, r_version_minor, r_version_sort, python_version,
    python_version_minor, python_version_sort, first_seen_on, last_seen_on)
values
    (1, 'workbench', 'old', '4.3.1', '4.3', 4003001, '3.11.4', '3.11', 3011004, '2026-07-30', '2026-08-01'),
    (2, 'workbench', 'new', '4.10.0', '4.10', 4010000, null, null, null, '2026-08-01', '2026-08-01');
insert into mart.dim_container (
    container_key, container_id, container_kind, container_name, namespace_name, user_id, compute_system_key,
    first_seen_on, last_seen_on)
select container, 'c' || container % 100, case when container = 50 then 'system' else 'interactive' end, 'main', 'n',
    case when container = 50 then 0 else container % 100 end, 1 + (container = 12)::integer,
    '2026-07-30', '2026-08-01'
from unnest(array[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 50, 101]) container;
insert into mart.dim_rate values
    (1, '*', 'illustrative', 'core_hour', 0.03, '2026-08-01', '9999-12-31', '2026-08-01', '2026-08-01'),
    (2, '*', 'node', 'core_hour', 9, '1900-01-01', '9999-12-31', '2026-08-01', '2026-08-01');

insert into mart.fact_container_day
select
    day, container_key, 1 + (container_key = 101)::integer,
    case when user_id = 0 then 0 else 100 + user_id end, user_id, 0, compute_system_key, 'prometheus',
    86400, 80000,
    case when is_unknown then null else 1000 end, 2, 10800,
    case when is_unknown then null else 10800 end,
    case when is_unknown then null else 7200 end,
    null, null, null,
    80000 - active_seconds, active_seconds, 80000 - active_seconds, active_seconds, 0, 0, 0, 0, 0,
    null, null, null, null, null,
    case when is_unknown then 24 else 0 end, 0, case when container_key = 7 then 2 else 0 end, 0,
    not (container_key in (1, 3) and day = '2026-08-01'), null
from mart.dim_container
cross join (select generate_series(timestamp '2026-07-30', '2026-08-01', interval '1 day')::date as day) days
cross join lateral (select
    case when container_key = 12 then 599 when container_key in (1, 101) and day = '2026-08-01' then 300
        else 600 end as active_seconds,
    container_key = 5 and day = '2026-08-01' as is_unknown) c
where container_key > 0 and (container_key <> 101 or day = '2026-08-01');

insert into mart.fact_container_hour
select
    day, day + time '12:00', container_key, image_key, user_key, user_id, project_key, compute_system_key, source,
    running_seconds, observed_seconds, cpu_core_seconds, cpu_cores_max, cpu_request_core_seconds,
    cpu_allocated_core_seconds, cpu_idle_allocated_core_seconds, memory_byte_seconds, memory_bytes_max,
    memory_request_byte_seconds, idle_seconds, active_seconds, band_0_seconds, band_1_seconds, band_2_seconds,
    band_3_seconds, band_4_seconds, band_5_seconds, band_6_seconds, gpu_request_seconds, network_receive_bytes,
    network_transmit_bytes, disk_read_bytes, disk_write_bytes
from mart.fact_container_day;

insert into mart.fact_capacity_day (
    day, compute_system_key, source, node_count_max, node_up_seconds, container_cpu_core_seconds)
select day, 3, 'prometheus', 1, 86400, sum(cpu_core_seconds) from mart.fact_container_day group by day;

insert into ops.load (source, day, state, fence, attempt, published_at)
select distinct 'prometheus', day, 'PUBLISHED', 1, 1, timestamptz '2026-08-02 03:00Z' from mart.fact_container_day;
insert into ops.load (source, day, state, message) values ('prometheus', '2026-07-29', 'FAILED', 'source was away');
insert into ops.load_table
select 'prometheus', day, fact, count(*), 'sha' from (
    select day, 'fact_container_day' as fact from mart.fact_container_day
    union all select day, 'fact_container_hour' from mart.fact_container_hour
    union all select day, 'fact_capacity_day' from mart.fact_capacity_day) row
group by day, fact;
insert into ops.load_endpoint
select
    'prometheus', day, endpoint, 'AS_OF', 1, case when state = 'PUBLISHED' then 'OBSERVED' else 'PENDING' end,
    1, null
from ops.load cross join unnest(array['container_cpu', 'pod']) endpoint;
insert into ops.load_finding values
    ('prometheus', '2026-07-30', 'pod', 'DROP', 'kube_pod_info', 'no uid', 2),
    ('prometheus', '2026-07-31', 'pod', 'DROP', 'kube_pod_info', 'no uid', 3);
select ops.rewrite_user_aggregates();
