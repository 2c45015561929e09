-- What reports of use and cost share: core time by component, storage, and their prices.
set local role wh_owner;

create or replace function report.resource_rate(of_resource text, on_day date, on_compute_system_key bigint)
returns table (amount_usd numeric, rate_kind text)
language sql stable
as $$
    select r.amount_usd, r.rate_kind
    from mart.dim_rate r
    join mart.dim_compute_system s on s.compute_system_key = $3
    where r.resource_name = $1
      and r.rate_kind in ('billed', 'illustrative')
      and r.compute_system_name in (s.compute_system_name, s.cluster_name, '*')
      and r.valid_from <= $2 and $2 < r.valid_to
    order by r.rate_kind = 'billed' desc, r.compute_system_name <> '*' desc, r.amount_usd
    limit 1
$$;
comment on function report.resource_rate(text, date, bigint) is
    'Price in USD of a unit of a resource (gpu_hour, storage_gib_month) on a day: billed before illustrative, the '
    'system''s own before that of any system; no row where none is loaded.';

-- Amounts of single rows are double precision, since there are many of them; reports round their sums.
drop function if exists report.component_use(date, date, bigint);
create function report.component_use(from_day date, to_day date, of_user_id bigint default null)
returns table (
    day date,
    compute_system_key bigint,
    component_name text,
    user_id bigint,
    project_key bigint,
    cpu_allocated_core_seconds double precision,
    cpu_core_seconds double precision,
    cpu_idle_allocated_core_seconds double precision,
    cpu_energy_core_seconds double precision,
    cpu_assumed_core_seconds double precision,
    gpu_seconds double precision,
    memory_byte_seconds double precision,
    core_cost_usd double precision,
    idle_cost_usd double precision,
    gpu_cost_usd double precision,
    core_hour_rate text)
language sql stable
as $$
    with seen as (
        select distinct f.day, s.cluster_name
        from mart.fact_container_day f
        join mart.dim_compute_system s using (compute_system_key)
        where f.day >= $1 and f.day < $2
    ), single as (
        select
            f.day, f.compute_system_key,
            case c.container_kind
                when 'interactive' then 'containers'
                when 'batch' then 'batch'
                when 'content' then 'connect'
                when 'ci' then 'gitlab'
                else 'platform'
            end as component_name,
            f.user_id, f.project_key, f.cpu_allocated_core_seconds, f.cpu_core_seconds,
            f.cpu_idle_allocated_core_seconds, f.gpu_request_seconds as gpu_seconds,
            case when f.memory_request_byte_seconds > 0 then f.memory_request_byte_seconds
                else f.memory_byte_seconds end as memory_byte_seconds
        from mart.fact_container_day f
        join mart.dim_container c using (container_key)
        where f.day >= $1 and f.day < $2 and ($3 is null or f.user_id = $3)
        union all
        select
            f.day, f.compute_system_key, 'batch', f.user_id, f.project_key, f.cpu_allocated_core_seconds,
            f.cpu_core_seconds,
            case when f.cpu_core_seconds is not null
                then greatest(f.cpu_allocated_core_seconds - f.cpu_core_seconds, 0) end,
            f.gpu_seconds, f.memory_request_byte_seconds
        from mart.fact_batch_job_day f
        join mart.dim_compute_system s using (compute_system_key)
        left join seen n on n.day = f.day and n.cluster_name = s.cluster_name
        where f.day >= $1 and f.day < $2 and ($3 is null or f.user_id = $3) and n.day is null
    ), used as (
        select
            s.day, s.compute_system_key, s.component_name, s.user_id, s.project_key,
            sum(s.cpu_allocated_core_seconds) as allocated,
            sum(s.cpu_core_seconds) as used,
            sum(s.cpu_idle_allocated_core_seconds) as idle,
            sum(case when s.cpu_core_seconds is null then g.assumed_utilisation_ratio * s.cpu_allocated_core_seconds
                else least(s.cpu_core_seconds, s.cpu_allocated_core_seconds) end) as energy,
            coalesce(sum(s.cpu_allocated_core_seconds) filter (where s.cpu_core_seconds is null), 0) as assumed,
            sum(s.gpu_seconds) as gpu,
            sum(s.memory_byte_seconds) as memory
        from single s
        cross join report.setting g
        group by s.day, s.compute_system_key, s.component_name, s.user_id, s.project_key
    ), rate as (
        select
            d.day, d.compute_system_key, r.amount_usd::double precision,
            r.rate_kind || ' ' || trim_scale(r.amount_usd) as rate_name,
            g.amount_usd::double precision as gpu_amount_usd
        from (select distinct day, compute_system_key from used) d
        cross join lateral report.core_hour_rate(d.day, d.compute_system_key) r
        left join lateral report.resource_rate('gpu_hour', d.day, d.compute_system_key) g on true
    )
    select
        u.day, u.compute_system_key, u.component_name, u.user_id, u.project_key, u.allocated, u.used, u.idle, u.energy,
        u.assumed, u.gpu, u.memory,
        u.allocated / 3600 * r.amount_usd,
        u.idle / 3600 * r.amount_usd,
        u.gpu / 3600 * r.gpu_amount_usd,
        r.rate_name
    from used u
    join rate r using (day, compute_system_key)
$$;
comment on function report.component_use(date, date, bigint) is
    'Core time, GPU time, memory and their cost, one row per day x compute system x component x person x project. On a '
    'cluster that Prometheus shows on the day core time is that of its containers, by kind (containers, batch, '
    'connect, gitlab, platform), and jobs there bring none; elsewhere it is that of the jobs. The energy columns are '
    'what CO2e is reckoned with: core time used, or its assumed share where use is unknown, and how much is assumed.';

create or replace function report.storage_use(from_day date, to_day date, of_user_id bigint default null)
returns table (
    day date,
    compute_system_key bigint,
    region_name text,
    user_id bigint,
    project_key bigint,
    gib_months double precision,
    storage_cost_usd numeric)
language sql stable
as $$
    with used as (
        select
            v.day, v.compute_system_key, v.region_name, v.user_id, v.project_key,
            sum(v.used_bytes) / 1073741824.0
                / extract(day from date_trunc('month', v.day::timestamp) + interval '1 month - 1 day') as gib_months
        from mart.volume_day_counted v
        where v.day >= $1 and v.day < $2 and ($3 is null or v.user_id = $3)
        group by v.day, v.compute_system_key, v.region_name, v.user_id, v.project_key
    ), rate as (
        select d.day, d.compute_system_key, r.amount_usd
        from (select distinct day, compute_system_key from used) d
        left join lateral report.resource_rate('storage_gib_month', d.day, d.compute_system_key) r on true
    )
    select u.day, u.compute_system_key, u.region_name, u.user_id, u.project_key, u.gib_months::double precision,
        u.gib_months * r.amount_usd
    from used u
    join rate r using (day, compute_system_key)
$$;
comment on function report.storage_use(date, date, bigint) is
    'GiB-months of volumes, each home counted once and whole file systems left out, and their cost, one row per day x '
    'cluster x region x owner x project: the GiB of a day / the days of its month.';

create or replace function report.volume_on(of_day date) returns setof mart.volume_day_counted
language sql stable
as $$
    -- The offset keeps the planner from joining to the day after it has ranked the volumes of all days.
    select * from mart.volume_day_counted v where v.day = $1 offset 0
$$;
comment on function report.volume_on(date) is 'The volumes that count on a day, as mart.volume_day_counted has them.';
