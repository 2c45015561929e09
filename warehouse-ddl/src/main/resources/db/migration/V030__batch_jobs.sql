-- Batch jobs, whatever scheduler ran them: attempts on the day they ended, and each day's share.
set local role wh_owner;

create table mart.dim_queue (
    queue_key                 bigint not null,
    queue_name                text not null,
    compute_system_key        bigint not null,
    priority_number           integer,
    queue_state               text,
    compute_environment_names text,
    first_seen_on             date not null,
    last_seen_on              date not null,
    primary key (queue_key),
    constraint seen_is_in_order check (first_seen_on <= last_seen_on)
);

create table mart.dim_job_definition (
    job_definition_key  bigint not null,
    job_definition_name text not null,
    revision_number     integer,
    platform_name       text,
    compute_system_key  bigint not null,
    first_seen_on       date not null,
    last_seen_on        date not null,
    primary key (job_definition_key),
    constraint seen_is_in_order check (first_seen_on <= last_seen_on)
);

create table hr.job_name (
    batch_job_key       bigint not null,
    job_name            text not null,
    queue_name          text,
    job_definition_name text,
    first_seen_on       date not null,
    last_seen_on        date not null,
    primary key (batch_job_key),
    constraint seen_is_in_order check (first_seen_on <= last_seen_on)
);

create table mart.fact_batch_job (
    day                        date not null,
    batch_job_key              bigint not null,
    queue_key                  bigint not null,
    job_definition_key         bigint not null,
    image_key                  bigint not null,
    user_key                   bigint not null,
    user_id                    bigint not null,
    project_key                bigint not null,
    compute_system_key         bigint not null,
    source                     text not null,
    job_id                     text not null,
    attempt_number             integer not null,
    job_name                   text not null,
    array_job_id               text,
    array_index                integer,
    submitted_at               timestamptz,
    eligible_at                timestamptz,
    started_at                 timestamptz,
    ended_at                   timestamptz not null,
    job_state                  text not null,
    reason_text                text,
    exit_code                  integer,
    is_started                 boolean not null,
    node_count                 integer,
    core_count                 double precision,
    gpu_count                  double precision,
    memory_request_bytes       double precision,
    memory_bytes_max           double precision,
    wait_seconds               double precision,
    eligible_wait_seconds      double precision,
    wall_seconds               double precision,
    cpu_allocated_core_seconds double precision,
    cpu_core_seconds           double precision,
    gpu_seconds                double precision,
    node_seconds               double precision,
    primary key (day, batch_job_key),
    constraint measures_are_not_negative check (
        least(
            wait_seconds, eligible_wait_seconds, wall_seconds, cpu_allocated_core_seconds, cpu_core_seconds,
            gpu_seconds, node_seconds, core_count, gpu_count, memory_request_bytes, memory_bytes_max) >= 0),
    constraint measures_are_finite check (
        greatest(
            wait_seconds, eligible_wait_seconds, wall_seconds, cpu_allocated_core_seconds, cpu_core_seconds,
            gpu_seconds, node_seconds, core_count, gpu_count, memory_request_bytes, memory_bytes_max) < 'infinity'),
    constraint job_state_is_known check (
        job_state in ('succeeded', 'failed', 'cancelled', 'timeout', 'out_of_memory', 'node_fail', 'preempted')),
    constraint times_are_in_order check (started_at <= ended_at),
    constraint attempts_count_from_one check (attempt_number >= 1)
) partition by range (day);

create table mart.fact_batch_job_day (
    day                         date not null,
    batch_job_key               bigint not null,
    queue_key                   bigint not null,
    job_definition_key          bigint not null,
    image_key                   bigint not null,
    user_key                    bigint not null,
    user_id                     bigint not null,
    project_key                 bigint not null,
    compute_system_key          bigint not null,
    source                      text not null,
    job_id                      text not null,
    attempt_number              integer not null,
    job_name                    text not null,
    is_submitted                boolean not null,
    is_started                  boolean not null,
    is_ended                    boolean not null,
    is_running                  boolean not null,
    core_count                  double precision,
    wall_seconds                double precision,
    cpu_allocated_core_seconds  double precision,
    cpu_core_seconds            double precision,
    gpu_seconds                 double precision,
    node_seconds                double precision,
    memory_request_byte_seconds double precision,
    wait_seconds                double precision,
    eligible_wait_seconds       double precision,
    primary key (day, batch_job_key),
    constraint measures_are_not_negative check (
        least(
            wall_seconds, cpu_allocated_core_seconds, cpu_core_seconds, gpu_seconds, node_seconds,
            memory_request_byte_seconds, wait_seconds, eligible_wait_seconds, core_count) >= 0),
    constraint measures_are_finite check (
        greatest(
            wall_seconds, cpu_allocated_core_seconds, cpu_core_seconds, gpu_seconds, node_seconds,
            memory_request_byte_seconds, wait_seconds, eligible_wait_seconds, core_count) < 'infinity'),
    constraint attempts_count_from_one check (attempt_number >= 1)
) partition by range (day);

select ops.add_foreign_key(from_table::regclass, from_column::name, to_table::regclass)
from (
    values
        ('mart.dim_queue', 'compute_system_key', 'mart.dim_compute_system'),
        ('mart.dim_job_definition', 'compute_system_key', 'mart.dim_compute_system'),
        ('mart.fact_batch_job', 'day', 'mart.dim_date'),
        ('mart.fact_batch_job', 'queue_key', 'mart.dim_queue'),
        ('mart.fact_batch_job', 'job_definition_key', 'mart.dim_job_definition'),
        ('mart.fact_batch_job', 'image_key', 'mart.dim_image'),
        ('mart.fact_batch_job', 'user_key', 'mart.dim_user'),
        ('mart.fact_batch_job', 'user_id', 'mart.dim_user_now'),
        ('mart.fact_batch_job', 'project_key', 'mart.dim_project'),
        ('mart.fact_batch_job', 'compute_system_key', 'mart.dim_compute_system'),
        ('mart.fact_batch_job_day', 'day', 'mart.dim_date'),
        ('mart.fact_batch_job_day', 'queue_key', 'mart.dim_queue'),
        ('mart.fact_batch_job_day', 'job_definition_key', 'mart.dim_job_definition'),
        ('mart.fact_batch_job_day', 'image_key', 'mart.dim_image'),
        ('mart.fact_batch_job_day', 'user_key', 'mart.dim_user'),
        ('mart.fact_batch_job_day', 'user_id', 'mart.dim_user_now'),
        ('mart.fact_batch_job_day', 'project_key', 'mart.dim_project'),
        ('mart.fact_batch_job_day', 'compute_system_key', 'mart.dim_compute_system')
) declared(from_table, from_column, to_table);

insert into mart.dim_queue (queue_key, queue_name, compute_system_key, first_seen_on, last_seen_on)
select key, name, key, '1900-01-01', '9999-12-31'
from (values (0, 'unknown'), (-1, 'not applicable')) member(key, name);

insert into mart.dim_job_definition (
    job_definition_key, job_definition_name, compute_system_key, first_seen_on, last_seen_on)
select key, name, key, '1900-01-01', '9999-12-31'
from (values (0, 'unknown'), (-1, 'not applicable')) member(key, name);
