-- Ten people from 2026-01-01 to 2026-03-31, 90 days. Containers run on every day of a person's own, and are active:
-- person 1 every day, but 50 s of each of two containers are idle, so that only the sum reaches ten minutes;
-- person 2 on 46 of 90 days, just over half; person 3 on 45, exactly half; person 4 on 4, just over 0.04;
-- person 5 begins on 2026-03-10; person 6 leaves on 2026-01-28 and was active on the last 20 days until then;
-- persons 7 to 10 run a container and are never active. Persons 1 to 5 are of Physics, 6 to 10 of Biology; person 1 is
-- a manager, person 7 is of the platform team.
select ops.require_installation('UTC', 'fingerprint', 'salt', '1');
select ops.ensure_partitions('2026-01-01', '2026-03-31');

insert into mart.dim_user_now (
    user_id, pseudonym, is_inferred, department_name, is_manager, manager_user_id, is_platform_team, employment_status,
    left_on)
select person, 'p' || person, false, case when person <= 5 then 'Physics' else 'Biology' end, person = 1,
    case when person > 1 then 1 end, person = 7, case when person = 6 then 'left' else 'employed' end,
    case when person = 6 then date '2026-01-28' end
from generate_series(1, 10) person;
insert into mart.dim_user (
    user_key, user_id, pseudonym, valid_from, valid_to, is_current, is_inferred, department_name, is_manager,
    manager_user_id, is_platform_team, employment_status, left_on)
select 100 + user_id, user_id, pseudonym, '1900-01-01', '9999-12-31', true, is_inferred, department_name, is_manager,
    manager_user_id, is_platform_team, employment_status, left_on
from mart.dim_user_now where user_id > 0;
insert into hr.bridge_identity values ('login', 'ada', 2, 'inferred', '1900-01-01', '9999-12-31');

insert into mart.dim_compute_system (
    compute_system_key, compute_system_name, cluster_name, scheduler_name, environment_name, region_name,
    first_seen_on, last_seen_on)
values
    (1, 'c1/workbench', 'c1', 'kubernetes', 'workbench', 'eu-west-1', '2026-01-01', '2026-03-31'),
    (2, 'c1/jupyter', 'c1', 'kubernetes', 'jupyter', 'eu-west-1', '2026-01-01', '2026-03-31'),
    (3, 'batch-in-c1', 'c1', 'aws_batch', null, 'eu-west-1', '2026-01-01', '2026-03-31'),
    (4, 'batch-elsewhere', 'b1', 'aws_batch', null, 'us-east-1', '2026-01-01', '2026-03-31');
insert into mart.dim_image (
    image_key, repository_name, tag_name, r_version, r_version_minor, r_version_sort, first_seen_on, last_seen_on)
values
    (1, 'workbench', 'old', '4.0.5', '4.0', 4000005, '2026-01-01', '2026-03-31'),
    (2, 'workbench', 'new', '4.3.1', '4.3', 4003001, '2026-01-01', '2026-03-31');

-- Container 11 is person 1's second one; container 50 is the cluster's own, 60 runs batch jobs of person 2; container 90
-- was there before anything was loaded.
insert into mart.dim_container (
    container_key, container_id, pod_uid, container_kind, container_name, namespace_name, pod_name, user_id,
    compute_system_key, created_at, started_at, ended_at, ended_by, first_seen_on, last_seen_on)
select key, 'c' || key, 'uid', kind, 'main', 'n', 'pod', owner, system, first_day, first_day, last_day + 1,
    case when last_day < '2026-03-31' then 'user' end, first_day, last_day
from (values
    (1, 'interactive', 1, 1, date '2026-01-01', date '2026-03-31'),
    (11, 'interactive', 1, 1, '2026-01-01', '2026-03-31'),
    (2, 'interactive', 2, 1, '2026-01-01', '2026-03-31'),
    (3, 'interactive', 3, 1, '2026-01-01', '2026-03-31'),
    (4, 'interactive', 4, 1, '2026-01-01', '2026-03-31'),
    (5, 'interactive', 5, 2, '2026-03-10', '2026-03-31'),
    (6, 'interactive', 6, 1, '2026-01-01', '2026-01-28'),
    (7, 'interactive', 7, 1, '2026-01-01', '2026-03-31'),
    (8, 'interactive', 8, 1, '2026-01-01', '2026-03-31'),
    (9, 'interactive', 9, 1, '2026-01-01', '2026-03-31'),
    (10, 'interactive', 10, 1, '2026-01-01', '2026-03-31'),
    (50, 'system', 0, 1, '2026-01-01', '2026-03-31'),
    (60, 'batch', 2, 1, '2026-01-01', '2026-01-01')) c(key, kind, owner, system, first_day, last_day);
update mart.dim_container set ended_at = null where last_seen_on = '2026-03-31';
insert into mart.dim_container (
    container_key, container_id, container_kind, container_name, namespace_name, user_id, compute_system_key,
    created_at, ended_at, ended_by, first_seen_on, last_seen_on)
values (90, 'past', 'interactive', 'past', 'workbench', 4, 1, '2025-06-01T12:00:00Z', '2025-07-01T12:00:00Z', 'unknown',
    '2026-03-31', '2026-03-31');

-- Container 2 moves to the new image on February 1, container 1 on March 1. Each container requests one core and
-- uses 0.1 of it; observed for 1000 s a day.
insert into mart.fact_container_day
select
    d.day, c.container_key, 
    1 + (c.container_key = 2 and d.day >= '2026-02-01' or c.container_key = 1 and d.day >= '2026-03-01')::integer,
    case when c.user_id = 0 then 0 else 100 + c.user_id end, c.user_id, 0, c.compute_system_key, 'prometheus',
    86400, 1000, 8640, 1, 86400, 86400, 77760, null, null, null,
    1000 - a.active_seconds, a.active_seconds, 1000 - a.active_seconds, a.active_seconds, 0, 0, 0, 0, 0,
    null, null, null, null, null, 0, 0, 0, 0, d.day < c.last_seen_on or c.last_seen_on = '2026-03-31', null
from mart.dim_container c
join mart.dim_date d on d.day between c.first_seen_on and c.last_seen_on
cross join lateral (select
    case c.container_key
        when 1 then 550
        when 11 then 50
        when 2 then case when d.day - date '2026-01-01' < 46 then 600 else 0 end
        when 3 then case when d.day - date '2026-01-01' < 45 then 600 else 599 end
        when 4 then case when d.day - date '2026-01-01' < 4 then 1000 else 0 end
        when 5 then 600
        when 6 then case when d.day > '2026-01-08' then 600 else 0 end
        else 0
    end as active_seconds) a
where c.container_key > 0 and c.container_key <> 90;

update mart.dim_container c set last_active_on = (
    select max(f.day) from mart.fact_container_day f
    where f.container_key = c.container_key and f.active_seconds >= 600);

insert into mart.fact_container_hour
select
    day, day + time '12:00', container_key, image_key, user_key, user_id, project_key, compute_system_key, source,
    running_seconds, observed_seconds, cpu_core_seconds, cpu_cores_max, cpu_request_core_seconds,
    cpu_allocated_core_seconds, cpu_idle_allocated_core_seconds, memory_byte_seconds, memory_bytes_max,
    memory_request_byte_seconds, idle_seconds, active_seconds, band_0_seconds, band_1_seconds, band_2_seconds,
    band_3_seconds, band_4_seconds, band_5_seconds, band_6_seconds, gpu_request_seconds, network_receive_bytes,
    network_transmit_bytes, disk_read_bytes, disk_write_bytes
from mart.fact_container_day;

-- Person 2 submits a job on each of the first two days: one where Prometheus sees its core hours, one elsewhere.
insert into mart.dim_queue (queue_key, queue_name, compute_system_key, first_seen_on, last_seen_on)
values (1, 'q', 4, '2026-01-01', '2026-03-31');
insert into mart.fact_batch_job_day (
    day, batch_job_key, queue_key, job_definition_key, image_key, user_key, user_id, project_key, compute_system_key,
    source, job_id, attempt_number, job_name, is_submitted, is_started, is_ended, is_running, core_count,
    wall_seconds, cpu_allocated_core_seconds, wait_seconds)
values
    ('2026-01-01', 1, 1, 0, 0, 102, 2, 0, 3, 'aws_batch', 'j1', 1, 'fit', true, true, true, true, 2, 3600, 7200, 60),
    ('2026-01-02', 2, 1, 0, 0, 102, 2, 0, 4, 'aws_batch', 'j2', 1, 'fit', true, true, true, true, 2, 3600, 7200, 60);
insert into mart.fact_batch_job (
    day, batch_job_key, queue_key, job_definition_key, image_key, user_key, user_id, project_key, compute_system_key,
    source, job_id, attempt_number, job_name, submitted_at, started_at, ended_at, job_state, is_started, core_count,
    wait_seconds, wall_seconds, cpu_allocated_core_seconds)
select day, batch_job_key, queue_key, 0, 0, user_key, user_id, 0, compute_system_key, source, job_id, 1, job_name,
    day + time '11:59', day + time '12:00', day + time '13:00', 'succeeded', true, core_count, wait_seconds,
    wall_seconds, cpu_allocated_core_seconds
from mart.fact_batch_job_day;

-- Item 1 is person 1's and was uploaded on the first day; its owner visits it daily, person 3 once in January and once
-- in March, a monitor always, and somebody anonymous once. Item 2 is person 6's and was never deployed.
insert into mart.dim_content (
    content_key, content_guid, content_title, app_mode, content_type, user_id, deployment_state, created_at,
    last_deployed_at, last_uploaded_at, r_version, r_version_minor, r_version_sort, bundle_bytes, first_seen_on,
    last_seen_on)
values
    (1, 'g1', 'App', 'shiny', 'application', 1, 'deployed', '2022-01-01', '2022-06-01', '2026-01-01', '4.0.5', '4.0',
        4000005, 3000000000, '2026-01-01', '2026-03-31'),
    (2, 'g2', 'Try', 'shiny', 'application', 6, 'created_only', '2026-01-01', null, null, null, null, null, 1000000000,
        '2026-01-01', '2026-03-31');
insert into mart.fact_content_visit (
    day, visit_key, content_key, user_key, user_id, project_key, source, started_at, hit_count, is_anonymous,
    is_owner, is_monitor)
select day, row_number() over (), 1, case when person > 0 then 100 + person else 0 end, person, 0, 'connect', day, 1,
    person = 0, person = 1, person = 7
from (
    select day, 1 as person from mart.dim_date where day between '2026-01-01' and '2026-03-31'
    union all select day, 7 from mart.dim_date where day between '2026-01-01' and '2026-03-31'
    union all select '2026-01-05', 3 union all select '2026-03-05', 3 union all select '2026-02-05', 0) visit;
insert into mart.fact_content_day (
    day, content_key, user_key, user_id, project_key, source, visit_count, owner_visit_count, anonymous_visit_count,
    monitor_visit_count, visitor_count, upload_count, bundle_bytes, is_listed, deployment_state)
select d.day, c.content_key, 100 + c.user_id, c.user_id, 0, 'connect',
    count(v.*) filter (where not v.is_monitor), count(v.*) filter (where v.is_owner),
    count(v.*) filter (where v.is_anonymous), count(v.*) filter (where v.is_monitor),
    count(distinct v.user_id) filter (where not v.is_monitor and not v.is_anonymous),
    (d.day = '2026-01-01' and c.content_key = 1)::integer, c.bundle_bytes, true, c.deployment_state
from mart.dim_content c
join mart.dim_date d on d.day between c.first_seen_on and c.last_seen_on
left join mart.fact_content_visit v on v.day = d.day and v.content_key = c.content_key
where c.content_key > 0
group by d.day, c.content_key;

-- Person 4 commits on the first of each month, in February only merges.
insert into mart.dim_repository (
    repository_key, repository_id, gitlab_project_id, valid_from, valid_to, is_current, user_id, first_seen_on,
    last_seen_on)
values (1, 1, '1', '1900-01-01', '9999-12-31', true, 4, '2026-01-01', '2026-03-31');
insert into mart.fact_commit_day
values
    ('2026-01-01', 1, 104, 4, 0, 'gitlab', 2, 0, 10, 1),
    ('2026-02-01', 1, 104, 4, 0, 'gitlab', 0, 1, null, null),
    ('2026-03-01', 1, 104, 4, 0, 'gitlab', 1, 0, 1, 0);
insert into mart.dim_package (
    package_key, ecosystem_name, package_name, package_version, package_version_sort, first_seen_on, last_seen_on)
values (1, 'runtime', 'R', '4.0.5', 4000005, '2026-01-01', '2026-03-31');
insert into mart.bridge_repository_package
values (1, 1, '2026-01-01', '9999-12-31', '2026-01-01', '2026-03-31');
insert into mart.fact_repository_day (
    day, repository_key, user_key, user_id, project_key, source, commit_count, merge_commit_count, added_line_count,
    deleted_line_count, author_count, pipeline_count, failed_pipeline_count, job_seconds, is_listed)
select
    day, 1, 104, 4, 0, source, commit_count, merge_commit_count, added_line_count, deleted_line_count, 1, 0, 0, 0, true
from mart.fact_commit_day;

-- Two homes of person 2, of which the scan counts; one of person 6, who left; one of nobody that was never measured.
insert into mart.dim_volume (
    volume_key, volume_name, volume_kind, region_name, user_id, compute_system_key, first_seen_on, last_seen_on)
values
    (1, 'claim', 'home', 'eu-west-1', 2, 1, '2026-01-01', '2026-03-31'),
    (2, '/home', 'home', 'eu-west-1', 2, 0, '2026-01-01', '2026-03-31'),
    (3, '/home', 'home', 'us-east-1', 6, 0, '2026-01-01', '2026-03-31'),
    (4, '/home', 'home', null, 0, 0, '2026-01-01', '2026-03-31');
insert into mart.fact_volume_day (
    day, volume_key, user_key, user_id, project_key, compute_system_key, source, used_bytes, soft_limit_bytes,
    is_carried_forward)
select d.day, v.volume_key, case when v.user_id > 0 then 100 + v.user_id else 0 end, v.user_id, 0,
    v.compute_system_key, case when v.volume_key = 1 then 'prometheus' else 'home_drive' end,
    case v.volume_key when 1 then 9e9 when 2 then 2e9 + (d.day - date '2026-01-01') * 1e7 when 3 then 5e8 end,
    case v.volume_key when 2 then 3e9 when 3 then 1e9 end, false
from mart.dim_volume v
join mart.dim_date d on d.day between v.first_seen_on and v.last_seen_on
where v.volume_key > 0;

-- On two days of March, in two times five minutes each: four containers use 2 cores together, then 16. A node has 8.
insert into mart.fact_demand_5min
select day, day + start, 1, 'all', 'prometheus', 4, 1200, cores * 300, 0
from (values (date '2026-03-01'), ('2026-03-02')) d(day)
cross join (values (time '08:00', 2), (time '08:05', 16)) demand(start, cores);
insert into mart.fact_rightsizing_day
select day, 1, 'all', 'prometheus', reservation, step, 8 / reservation, 8, draws, case when step = 60 then 100 else 0 end
from (values (date '2026-03-01'), ('2026-03-02')) d(day)
cross join (values (4, 10, 1000), (4, 49, 900), (4, 60, 100), (8, 3, 2000)) histogram(reservation, step, draws);

insert into mart.fact_capacity_day (
    day, compute_system_key, source, node_count_max, node_up_seconds, capacity_core_seconds,
    container_cpu_core_seconds)
select day, 1, 'prometheus', 2, 172800, 16 * 86400, sum(cpu_core_seconds)
from mart.fact_container_day group by day;

insert into ops.load (source, day, state, fence, attempt, published_at)
select source, day, 'PUBLISHED', 1, 1, timestamptz '2026-04-01 03:00Z'
from mart.dim_date
cross join unnest(array['prometheus', 'aws_batch', 'connect', 'gitlab', 'home_drive']) source
where day between '2026-01-01' and '2026-03-31';
insert into ops.load_table
select l.source, l.day, t.table_name,
    coalesce((xpath('/row/n/text()', query_to_xml(format(
        'select count(*) as n from mart.%I where day = %L and source = %L', t.table_name, l.day, l.source),
        false, true, '')))[1]::text::bigint, 0), 'sha'
from ops.load l
join (values
    ('prometheus', 'fact_container_day'), ('prometheus', 'fact_container_hour'),
    ('prometheus', 'fact_volume_day'), ('prometheus', 'fact_capacity_day'),
    ('prometheus', 'fact_demand_5min'), ('prometheus', 'fact_rightsizing_day'),
    ('aws_batch', 'fact_batch_job_day'), ('aws_batch', 'fact_batch_job'),
    ('connect', 'fact_content_visit'), ('connect', 'fact_content_day'),
    ('gitlab', 'fact_commit_day'), ('gitlab', 'fact_repository_day'),
    ('home_drive', 'fact_volume_day')) t(source, table_name) using (source);
insert into ops.load_endpoint
select
    'connect', day, 'bundles', 'SNAPSHOT', 1,
    case when day in ('2026-01-02', '2026-01-03') then 'LOST' else 'OBSERVED' end, 1, null
from mart.dim_date
where day between '2026-01-01' and '2026-03-31';
select ops.rewrite_user_aggregates();
