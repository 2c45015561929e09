-- How much of the capacity is allocated, and how much of it used?
set local role wh_owner;

create or replace function report.utilisation_day(from_day date, to_day date, cluster text default null)
returns table (
    day date,
    cluster_name text,
    scheduler_names text,
    capacity_core_hours double precision,
    limit_core_hours double precision,
    cpu_allocated_core_hours double precision,
    cpu_core_hours double precision,
    unallocated_core_hours double precision,
    node_overhead_core_hours double precision,
    allocated_ratio double precision,
    used_ratio double precision,
    is_capacity_known boolean,
    gpu_hours double precision,
    capacity_gpu_hours double precision)
language sql stable
as $$
    with told as (
        select
            f.day, s.cluster_name, string_agg(distinct s.scheduler_name, ', ') as capacity_schedulers,
            null as use_schedulers,
            sum(f.capacity_core_seconds) / 3600 as capacity,
            sum(f.limit_core_seconds) / 3600 as core_limit,
            sum(f.node_cpu_core_seconds - f.container_cpu_core_seconds) / 3600 as overhead,
            sum(f.capacity_gpu_seconds) / 3600 as gpu_capacity,
            null::double precision as allocated, null::double precision as used, null::double precision as gpu
        from mart.fact_capacity_day f
        join mart.dim_compute_system s using (compute_system_key)
        where f.day >= $1 and f.day < $2
        group by f.day, s.cluster_name
        union all
        select
            u.day, u.cluster_name, null, u.scheduler_names, null, null, null, null,
            u.cpu_allocated_core_seconds / 3600, u.cpu_core_seconds / 3600, u.gpu_seconds / 3600
        from report.cluster_use_day($1, $2) u
    ), both_told as (
        -- One row of each at most; not a full join, through which a day that is asked for does not reach the facts.
        select
            day, cluster_name, coalesce(max(capacity_schedulers), max(use_schedulers)) as scheduler_names,
            max(capacity) as capacity, max(core_limit) as core_limit, max(overhead) as overhead,
            max(gpu_capacity) as gpu_capacity, max(allocated) as allocated, max(used) as used, max(gpu) as gpu
        from told
        group by day, cluster_name
    )
    select
        day, cluster_name, scheduler_names, capacity, core_limit, allocated, used,
        case when capacity is not null then greatest(capacity - coalesce(allocated, 0), 0) end,
        case when overhead is not null then greatest(overhead, 0) end,
        allocated / nullif(capacity, 0), used / nullif(capacity, 0), capacity is not null, gpu, gpu_capacity
    from both_told
    where $3 is null or cluster_name = $3
$$;
comment on function report.utilisation_day(date, date, text) is
    'The report utilisation_day from the first day to the day before the second and, if given, of one cluster.';

create or replace view report.utilisation_day as
select u.*, l.loaded_day_count, l.as_of_day
from mart.dim_period p
cross join lateral report.utilisation_day(p.from_day, p.to_day) u
cross join lateral report.loaded_days('fact_capacity_day', p.from_day, p.to_day) l
where p.period_kind = 'month';
comment on view report.utilisation_day is
    'Grain: one day x cluster or account. How much of the capacity is allocated, and how much of it used? Hours add up '
    'over days; ratios do not: divide the sums of days with is_capacity_known. A limit of a scheduler in the cloud is '
    'no capacity.';

select ops.describe_view('report.utilisation_day', jsonb_build_object(
    'day', 'Day of the reporting zone',
    'cluster_name', 'Cluster or account',
    'scheduler_names', 'What runs work on it',
    'capacity_core_hours', 'Core hours there were to use; null = unknown',
    'limit_core_hours', 'Core hours that a scheduler would have asked for at most; null = no such limit',
    'cpu_allocated_core_hours', 'Core hours kept from others; null = none known',
    'cpu_core_hours', 'Core hours used by containers or jobs; null = unknown',
    'unallocated_core_hours', 'Capacity that nobody took; null = capacity is unknown',
    'node_overhead_core_hours', 'Core hours that nodes used beyond their containers; null = unknown',
    'allocated_ratio', 'Allocated / capacity; null = capacity is unknown',
    'used_ratio', 'Used / capacity; null = one of them is unknown',
    'is_capacity_known', 'Whether the day has capacity; days without are in neither part of a ratio',
    'gpu_hours', 'GPU hours allocated; null = unknown',
    'capacity_gpu_hours', 'GPU hours there were to use; null = unknown',
    'loaded_day_count', 'Days of the month with capacity loaded',
    'as_of_day', 'Last of these'));
