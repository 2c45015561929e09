-- What do departments, projects and components cost, and how much CO2e is behind it?
set local role wh_owner;

drop view if exists report.cost_and_carbon_month;
drop function if exists report.cost_and_carbon_month(date, date, text, text, boolean);

create or replace function report.cost_and_carbon_month(
    from_day date, to_day date, environment text default null, department text default null,
    platform_team boolean default null)
returns table (
    department_name text,
    cost_center_name text,
    project_name text,
    component_name text,
    cluster_name text,
    environment_name text,
    is_platform_team boolean,
    cpu_allocated_core_hours double precision,
    cpu_core_hours double precision,
    cpu_idle_allocated_core_hours double precision,
    unallocated_core_hours double precision,
    gpu_hours double precision,
    storage_gib_months double precision,
    core_cost_usd numeric,
    idle_cost_usd numeric,
    gpu_cost_usd numeric,
    storage_cost_usd numeric,
    cost_usd numeric,
    energy_kwh double precision,
    co2e_kg double precision,
    co2e_share_ratio double precision,
    is_utilisation_assumed boolean,
    is_region_known boolean,
    core_hour_rates text,
    carbon_factor_sets text,
    assumed_utilisation_ratio double precision,
    loaded_day_count bigint,
    capacity_day_count bigint,
    as_of_day date,
    cpu_unknown_allocated_core_hours double precision)
language sql stable
as $$
    with core as (
        -- Summed by person before anything is named: a year has a row per person, not per person and day.
        select
            u.user_id, u.project_key, u.component_name, s.cluster_name,
            coalesce(s.environment_name, s.compute_system_name) as environment_name,
            sum(u.cpu_allocated_core_seconds) / 3600 as allocated, sum(u.cpu_core_seconds) / 3600 as used,
            sum(u.cpu_idle_allocated_core_seconds) / 3600 as idle, null::double precision as unallocated,
            sum(u.gpu_seconds) / 3600 as gpu, null::double precision as gib_months,
            sum(u.core_cost_usd) as core_cost, sum(u.idle_cost_usd) as idle_cost, sum(u.gpu_cost_usd) as gpu_cost,
            null::double precision as storage_cost, sum(u.energy_kwh) as kwh, sum(u.co2e_kg) as co2e,
            bool_or(u.is_utilisation_assumed) as is_assumed, u.is_region_known,
            u.core_hour_rate as rate, u.factor_set_name as factor_set,
            sum(u.cpu_unknown_allocated_core_seconds) / 3600 as unknown
        from report.component_use($1, $2) u
        join mart.dim_compute_system s using (compute_system_key)
        group by 1, 2, 3, 4, 5, u.is_region_known, u.core_hour_rate, u.factor_set_name
    ), capacity as (
        select f.day, s.cluster_name, min(f.compute_system_key) as compute_system_key,
            sum(f.capacity_core_seconds) as capacity,
            sum(f.node_cpu_core_seconds - f.container_cpu_core_seconds) as overhead
        from mart.fact_capacity_day f
        join mart.dim_compute_system s using (compute_system_key)
        where f.day >= $1 and f.day < $2
        group by f.day, s.cluster_name
    ), allocated as materialized (
        select u.day, u.cluster_name, u.cpu_allocated_core_seconds from report.cluster_use_day($1, $2) u
    ), free as (
        select
            c.day, c.cluster_name, c.compute_system_key, c.overhead / 3600 as overhead,
            greatest(c.capacity - coalesce(t.cpu_allocated_core_seconds, 0), 0) / 3600 as hours
        from capacity c
        left join allocated t on t.day = c.day and t.cluster_name = c.cluster_name
        where c.capacity is not null
    ), row as (
        select * from core
        union all
        select s.user_id, s.project_key, 'storage', c.cluster_name,
            coalesce(c.environment_name, c.compute_system_name), null, null, null, null, null,
            s.gib_months, null, null, null, s.cost, null, null, false, null, null, null, null
        from (
            select user_id, project_key, compute_system_key, sum(gib_months) as gib_months,
                sum(storage_cost_usd) as cost
            from report.storage_use($1, $2)
            group by user_id, project_key, compute_system_key
        ) s
        join mart.dim_compute_system c using (compute_system_key)
        union all
        select 0, 0, 'unallocated', f.cluster_name, null, null, null, null, f.hours, null, null,
            f.hours * r.amount_usd::double precision, null, null, null, null, null, false, null,
            r.rate_kind || ' ' || trim_scale(r.amount_usd), null, null
        from free f
        cross join lateral report.core_hour_rate(f.day, f.compute_system_key) r
        union all
        select 0, 0, 'node_overhead', f.cluster_name, null, null, f.overhead, null, null, null, null, null, null, null,
            null, null, null, false, null, null, null, null
        from free f
        where f.overhead > 0
    ), person as (
        select p.user_id, p.department_name, p.is_platform_team, coalesce(u.cost_center_name, 'Unknown') as cost_center
        from report.folded_person(array(select distinct user_id from row), $2) p
        join mart.dim_user u on u.user_id = p.user_id and u.valid_from < $2 and least($2, '9999-12-31') <= u.valid_to
    ), small_cost_center as (
        select label from report.small_group(array(select cost_center from person where user_id > 0))
    ), named as (
        select
            case when r.component_name = 'node_overhead' then 'Node overhead'
                when p.user_id <= 0 then 'Unallocated' else p.department_name end as department_name,
            case when p.user_id <= 0 then 'Unallocated'
                when p.cost_center in (table small_cost_center) then 'Other' else p.cost_center end as cost_center,
            p.is_platform_team, r.*
        from row r
        join person p using (user_id)
    ), summed as (
        select
            n.department_name, n.cost_center, o.project_name, n.component_name, n.cluster_name, n.environment_name,
            n.is_platform_team,
            sum(n.allocated) as allocated, sum(n.used) as used, sum(n.idle) as idle,
            sum(n.unallocated) as unallocated, sum(n.gpu) as gpu, sum(n.gib_months) as gib_months,
            sum(n.core_cost)::numeric as core_cost, sum(n.idle_cost)::numeric as idle_cost,
            sum(n.gpu_cost)::numeric as gpu_cost, sum(n.storage_cost)::numeric as storage_cost,
            sum(n.kwh) as kwh, sum(n.co2e) as co2e,
            bool_or(n.is_assumed) as is_assumed, bool_and(n.is_region_known) as is_region_known,
            string_agg(distinct n.rate, ', ') as rates, string_agg(distinct n.factor_set, ', ') as factor_sets,
            sum(n.unknown) as unknown
        from named n
        join mart.dim_project o using (project_key)
        group by 1, 2, 3, 4, 5, 6, 7
    )
    select
        s.department_name, s.cost_center, s.project_name, s.component_name, s.cluster_name, s.environment_name,
        s.is_platform_team, s.allocated, s.used, s.idle, s.unallocated, s.gpu, s.gib_months,
        round(s.core_cost, 6), round(s.idle_cost, 6), round(s.gpu_cost, 6), round(s.storage_cost, 6),
        (select round(sum(part), 6) from (values (s.core_cost), (s.gpu_cost), (s.storage_cost)) cost(part)),
        s.kwh, s.co2e, s.co2e / nullif((select sum(a.co2e) from summed a), 0),
        s.is_assumed, s.is_region_known, s.rates, s.factor_sets, g.assumed_utilisation_ratio,
        l.loaded_day_count, d.days, l.as_of_day, s.unknown
    from summed s
    cross join report.setting g
    cross join (
        select count(distinct day) as loaded_day_count, max(day) as as_of_day
        from report.loaded_day
        where table_name in ('fact_container_day', 'fact_batch_job_day') and day >= $1 and day < $2
    ) l
    left join (select cluster_name, count(*) as days from free group by cluster_name) d using (cluster_name)
    where ($3 is null or s.environment_name = $3)
      and ($4 is null or s.department_name = $4)
      and ($5 is null or s.is_platform_team = $5)
$$;
comment on function report.cost_and_carbon_month(date, date, text, text, boolean) is
    'The report cost_and_carbon_month for any range of days (the first one, and the day after the last one) and, if '
    'given, for one environment, one department, or only (true) or without (false) the platform team.';

create or replace view report.cost_and_carbon_month as
select period.period_name, period.from_day, period.to_day, period.is_complete, report.*
from mart.dim_period period
cross join lateral report.cost_and_carbon_month(period.from_day, period.to_day) report
where period.period_kind = 'month';
comment on view report.cost_and_carbon_month is
    'Grain: one month x department x cost centre x project x component x cluster x environment x platform team or not. '
    'What does it cost, and how much CO2e is behind it? Each day at its price and factors; everything adds up but '
    'ratios. Unallocated = what belongs to nobody: capacity that nobody took, and allocations of nobody. Operational '
    'CO2e of CPU and memory, and of GPUs where the factors give their power: no storage, no making of machines.';

select ops.describe_view('report.cost_and_carbon_month', jsonb_build_object(
    'department_name', 'Department at the month''s end; Other = those of too few people, Unallocated = nobody''s, Node '
        'overhead = what nodes use beyond their containers',
    'cost_center_name', 'Cost centre at the month''s end; Other = those of too few people, Unallocated = nobody''s',
    'project_name', 'Project it is booked on',
    'component_name', 'containers, batch, connect, gitlab, platform, storage, unallocated or node_overhead',
    'cluster_name', 'Cluster or account',
    'environment_name', 'Environment; null = the cluster as a whole',
    'cpu_allocated_core_hours', 'Core hours kept from others; null = unknown, or none by its nature',
    'cpu_core_hours', 'Core hours used; null = unknown',
    'cpu_idle_allocated_core_hours', 'Core hours allocated and not used; null = unknown',
    'unallocated_core_hours', 'Capacity that nobody took, on days whose capacity is known',
    'gpu_hours', 'GPU hours; null = unknown',
    'storage_gib_months', 'GiB (2^30 bytes) of each day / days of its month',
    'core_cost_usd', 'Allocated (or unallocated) core hours x price, in USD',
    'idle_cost_usd', 'Idle core hours x price, in USD: a part of core_cost_usd; without '
        'cpu_unknown_allocated_core_hours',
    'gpu_cost_usd', 'GPU hours x price, in USD; null = no price is known',
    'storage_cost_usd', 'GiB-months x price, in USD; null = no price is known',
    'cost_usd', 'Cores, GPUs and storage together, in USD; what has no price costs nothing here',
    'energy_kwh', 'Energy of CPU and memory, and of GPUs where the factors give their power, with cooling, kWh; '
        'null = none reckoned',
    'co2e_kg', 'Energy x grid intensity of the day and region, kg CO2e; null = none reckoned',
    'co2e_share_ratio', 'Share of the month''s CO2e: what to compare it with',
    'is_utilisation_assumed', 'Whether CPU use of a part is unknown, and taken as the assumed share of what is allocated',
    'is_region_known', 'Whether the grid intensity is that of the region; null = no CO2e is reckoned',
    'core_hour_rates', 'Kinds and prices in USD per core hour that the cost is made with',
    'carbon_factor_sets', 'Names of the factor sets that CO2e is made with',
    'assumed_utilisation_ratio', 'Setting used: utilisation where CPU use is unknown',
    'loaded_day_count', 'Days of the month with containers or jobs loaded',
    'capacity_day_count', 'Days of the month whose capacity is known; null = none',
    'as_of_day', 'Last day of the month with containers or jobs loaded',
    'cpu_unknown_allocated_core_hours', 'Core hours allocated whose use is unknown: idle cost leaves them out; null = '
        'none by its nature'));
