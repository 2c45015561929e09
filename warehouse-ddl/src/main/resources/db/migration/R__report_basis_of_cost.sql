-- What reports of use and cost share: core time by component, storage, and their prices.
set local role wh_owner;

create or replace function report.resource_rate(of_resource text, on_day date, on_compute_system_key bigint)
returns table (amount_usd numeric, rate_kind text)
language sql stable
as $$
    select r.amount_usd, r.rate_kind
    from report.listed_rate() r
    join mart.dim_compute_system s on s.compute_system_key = $3
    where r.resource_name = $1
      and r.rate_kind in ('billed', 'illustrative')
      and r.compute_system_name in (s.compute_system_name, s.cluster_name, '*')
      and r.valid_from <= $2 and $2 < r.valid_to
    order by
        r.rate_kind = 'billed' desc, report.rate_place(r.compute_system_name, s.compute_system_name), r.valid_from desc,
        r.amount_usd
    limit 1
$$;
comment on function report.resource_rate(text, date, bigint) is
    'Price in USD of a unit of a resource (gpu_hour, storage_gib_month) on a day, chosen as report.core_hour_rate does; '
    'no row where none is loaded.';

create or replace function report.listed_carbon_factor() returns setof mart.dim_carbon_factor
language sql stable
as $$
    select f.*
    from mart.dim_carbon_factor f
    where f.last_seen_on = (select max(last_seen_on) from mart.dim_carbon_factor where carbon_factor_key > 0)
      and f.carbon_factor_key > 0
$$;
comment on function report.listed_carbon_factor() is
    'Carbon factors that the last list of them has: what it no longer says is no longer so, for past days too.';

drop function if exists report.carbon_factor(date, text);
create function report.carbon_factor(on_day date, of_region text)
returns table (
    factor_set_name text,
    grid_kg_per_kwh numeric,
    min_watts_per_vcpu numeric,
    max_watts_per_vcpu numeric,
    pue_ratio numeric,
    watts_per_gpu numeric,
    is_region_known boolean)
language sql stable
as $$
    select
        factor_set_name, grid_kg_per_kwh, min_watts_per_vcpu, max_watts_per_vcpu, pue_ratio, watts_per_gpu,
        is_region_known
    from (
        select f.factor_set_name, f.grid_kg_per_kwh, f.min_watts_per_vcpu, f.max_watts_per_vcpu, f.pue_ratio,
            f.watts_per_gpu, f.region_name = $2 as is_region_known,
            case when f.region_name = $2 then 1 else 2 end as place, f.valid_from
        from report.listed_carbon_factor() f
        where f.region_name in ($2, '*') and f.valid_from <= $1 and $1 < f.valid_to
        union all
        select 'default (0.74 to 3.5 W, PUE 1.135, region unknown: 0.393 kg per kWh)', 0.393, 0.74, 3.5, 1.135, null,
            false, 3, null
    ) candidate
    order by place, valid_from desc, factor_set_name
    limit 1
$$;
comment on function report.carbon_factor(date, text) is
    'Factors of a day and region: its own, else those of any region, of those the ones that begin last, else the '
    'default. Always one row.';

-- Amounts of single rows are double precision, since there are many of them; reports round their sums.
create or replace function report.component_of(container_kind text) returns text
language sql immutable
as $$
    select case $1
        when 'interactive' then 'containers'
        when 'batch' then 'batch'
        when 'content' then 'connect'
        when 'ci' then 'gitlab'
        else 'platform'
    end
$$;
comment on function report.component_of(text) is 'Component to which the core time of a kind of containers belongs.';

create or replace function report.job_use(
    from_day date, to_day date, of_user_id bigint default null, known_from_day date default '-infinity',
    known_to_day date default 'infinity')
returns table (
    day date,
    compute_system_key bigint,
    user_id bigint,
    project_key bigint,
    cpu_allocated_core_seconds double precision,
    cpu_core_seconds double precision,
    cpu_idle_allocated_core_seconds double precision,
    gpu_seconds double precision,
    memory_byte_seconds double precision)
language sql stable
as $$
    with job_day as (
        select distinct f.day, s.cluster_name
        from mart.fact_batch_job_day f
        join mart.dim_compute_system s using (compute_system_key)
        where f.day >= $1 and f.day < $2 and f.day >= $4 and f.day < $5 and ($3 is null or f.user_id = $3)
    ), seen as (
        select j.day, j.cluster_name
        from job_day j
        cross join lateral (
            select
            from mart.dim_compute_system s
            -- One container says it: each system is looked up by itself.
            cross join lateral (
                select
                from mart.fact_container_day f
                where f.compute_system_key = s.compute_system_key and f.day = j.day and f.day >= $4 and f.day < $5
                limit 1
            ) f
            where s.cluster_name = j.cluster_name
            limit 1
        ) container
    )
    select
        f.day, f.compute_system_key, f.user_id, f.project_key, f.cpu_allocated_core_seconds, f.cpu_core_seconds,
        case when f.cpu_core_seconds is not null
            then greatest(f.cpu_allocated_core_seconds - f.cpu_core_seconds, 0) end,
        f.gpu_seconds, f.memory_request_byte_seconds
    from mart.fact_batch_job_day f
    join mart.dim_compute_system s using (compute_system_key)
    left join seen n on n.day = f.day and n.cluster_name = s.cluster_name
    where f.day >= $1 and f.day < $2 and f.day >= $4 and f.day < $5 and ($3 is null or f.user_id = $3)
      and n.day is null
$$;
comment on function report.job_use(date, date, bigint, date, date) is
    'Core time, GPU time and memory of jobs, one row per day x attempt, on clusters that Prometheus does not show on '
    'the day: where it does, core time is that of its containers. Arguments as report.container_month has them.';

drop function if exists report.single_use(date, date, bigint);
drop function if exists report.price_stretch(date, date);
create function report.price_stretch(from_day date, to_day date)
returns table (
    from_day date,
    to_day date,
    compute_system_key bigint,
    core_hour_usd numeric,
    gpu_hour_usd numeric,
    storage_gib_month_usd numeric,
    core_hour_rate text,
    factor_set_name text,
    is_region_known boolean,
    grid_kg_per_kwh double precision,
    min_watts_per_vcpu double precision,
    max_watts_per_vcpu double precision,
    pue_ratio double precision,
    watts_per_gpu double precision)
language sql stable
as $$
    with change as (
        select $1 as day
        union select valid_from from report.listed_rate() where valid_from > $1 and valid_from < $2
        union select valid_to from report.listed_rate() where valid_to > $1 and valid_to < $2
        union select valid_from from report.listed_carbon_factor() where valid_from > $1 and valid_from < $2
        union select valid_to from report.listed_carbon_factor() where valid_to > $1 and valid_to < $2
    ), stretch as (
        select day as from_day, lead(day, 1, $2) over (order by day) as to_day from change
    )
    select
        t.from_day, t.to_day, s.compute_system_key, r.amount_usd, g.amount_usd, v.amount_usd,
        r.rate_kind || ' ' || trim_scale(r.amount_usd),
        c.factor_set_name, c.is_region_known, c.grid_kg_per_kwh::double precision,
        c.min_watts_per_vcpu::double precision, c.max_watts_per_vcpu::double precision, c.pue_ratio::double precision,
        c.watts_per_gpu::double precision
    from stretch t
    cross join mart.dim_compute_system s
    cross join lateral report.core_hour_rate(t.from_day, s.compute_system_key) r
    left join lateral report.resource_rate('gpu_hour', t.from_day, s.compute_system_key) g on true
    left join lateral report.resource_rate('storage_gib_month', t.from_day, s.compute_system_key) v on true
    cross join lateral report.carbon_factor(t.from_day, coalesce(s.region_name, 'unknown')) c
$$;
comment on function report.price_stretch(date, date) is
    'The range cut where a price or a carbon factor begins or ends, and what holds in each stretch, one row per '
    'stretch x compute system: what is used in a stretch can be summed before it is priced.';

drop function if exists report.component_use(date, date, bigint);
create function report.component_use(from_day date, to_day date, of_user_id bigint default null)
returns table (
    stretch_from_day date,
    compute_system_key bigint,
    component_name text,
    user_id bigint,
    project_key bigint,
    cpu_allocated_core_seconds double precision,
    cpu_core_seconds double precision,
    cpu_idle_allocated_core_seconds double precision,
    cpu_unknown_allocated_core_seconds double precision,
    gpu_seconds double precision,
    core_cost_usd double precision,
    idle_cost_usd double precision,
    gpu_cost_usd double precision,
    core_hour_rate text,
    energy_kwh double precision,
    co2e_kg double precision,
    is_utilisation_assumed boolean,
    is_region_known boolean,
    factor_set_name text)
language sql stable
as $$
    with stretch as materialized (
        select * from report.price_stretch($1, $2)
    ), span as (
        select distinct from_day, to_day from stretch
    ), part as (
        select
            t.from_day, m.compute_system_key, report.component_of(c.container_kind) as component_name, m.user_id,
            m.project_key, m.cpu_allocated_core_seconds as allocated, m.cpu_core_seconds as used,
            m.cpu_idle_allocated_core_seconds as idle, m.cpu_used_allocated_core_seconds as used_allocated,
            m.cpu_unknown_allocated_core_seconds as unknown, m.gpu_request_seconds as gpu,
            m.memory_held_byte_seconds as memory
        from span t
        cross join lateral report.container_month(t.from_day, t.to_day, $3, $1, $2) m
        join mart.dim_container c using (container_key)
        union all
        select
            t.from_day, j.compute_system_key, 'batch', j.user_id, j.project_key, j.cpu_allocated_core_seconds,
            j.cpu_core_seconds, j.cpu_idle_allocated_core_seconds,
            case when j.cpu_core_seconds is not null
                then least(j.cpu_core_seconds, j.cpu_allocated_core_seconds) end,
            case when j.cpu_core_seconds is null then j.cpu_allocated_core_seconds end,
            j.gpu_seconds, j.memory_byte_seconds
        from span t
        cross join lateral report.job_use(t.from_day, t.to_day, $3, $1, $2) j
    ), used as (
        select
            p.from_day, p.compute_system_key, p.component_name, p.user_id, p.project_key,
            sum(p.allocated) as allocated, sum(p.used) as used, sum(p.idle) as idle,
            coalesce(sum(p.used_allocated), 0) as used_allocated, coalesce(sum(p.unknown), 0) as unknown,
            sum(p.gpu) as gpu, sum(p.memory) as memory
        from part p
        group by p.from_day, p.compute_system_key, p.component_name, p.user_id, p.project_key
    ), priced as (
        select
            u.*, t.core_hour_usd::double precision as core_hour_usd, t.gpu_hour_usd::double precision as gpu_hour_usd,
            t.core_hour_rate, t.factor_set_name, t.is_region_known, t.grid_kg_per_kwh,
            ((t.min_watts_per_vcpu * u.allocated + (t.max_watts_per_vcpu - t.min_watts_per_vcpu)
                        * (u.used_allocated + g.assumed_utilisation_ratio * u.unknown)
                    + coalesce(t.watts_per_gpu * u.gpu, 0)) / 3600 / 1000
                + coalesce(u.memory, 0) / 3600 / 1e9::double precision * 0.000392::double precision)
                * t.pue_ratio as kwh
        from used u
        join stretch t using (from_day, compute_system_key)
        cross join report.setting g
    )
    select
        from_day, compute_system_key, component_name, user_id, project_key, allocated, used, idle, unknown, gpu,
        allocated / 3600 * core_hour_usd, idle / 3600 * core_hour_usd, gpu / 3600 * gpu_hour_usd, core_hour_rate,
        kwh, kwh * grid_kg_per_kwh, unknown > 0, is_region_known, factor_set_name
    from priced
$$;
comment on function report.component_use(date, date, bigint) is
    'Core time, GPU time, cost, energy and CO2e, one row per component x compute system x person x project x stretch '
    'of days with the same prices and factors (named by its first day). On a cluster that Prometheus shows on the day '
    'core time is that of its containers, by kind (containers, batch, connect, gitlab, platform), and jobs there bring '
    'none; elsewhere it is that of the jobs. Energy is reckoned with the core time used, or its assumed share where '
    'use is unknown, and with GPUs only where the factors give their power.';

create or replace function report.cluster_use_day(from_day date, to_day date)
returns table (
    day date,
    cluster_name text,
    scheduler_names text,
    cpu_allocated_core_seconds double precision,
    cpu_core_seconds double precision,
    gpu_seconds double precision)
language sql stable
as $$
    with used as (
        select
            f.day, f.compute_system_key, sum(f.cpu_allocated_core_seconds) as allocated,
            sum(f.cpu_core_seconds) as used, sum(f.gpu_request_seconds) as gpu
        from mart.fact_container_day f
        where f.day >= $1 and f.day < $2
        group by f.day, f.compute_system_key
        union all
        select
            j.day, j.compute_system_key, sum(j.cpu_allocated_core_seconds), sum(j.cpu_core_seconds), sum(j.gpu_seconds)
        from report.job_use($1, $2) j
        group by j.day, j.compute_system_key
    )
    select
        u.day, s.cluster_name, string_agg(distinct s.scheduler_name, ', '), sum(u.allocated), sum(u.used), sum(u.gpu)
    from used u
    join mart.dim_compute_system s using (compute_system_key)
    group by u.day, s.cluster_name
$$;
comment on function report.cluster_use_day(date, date) is
    'Core and GPU time of all that ran, one row per day x cluster or account: of containers, and of jobs elsewhere.';

drop function if exists report.storage_use(date, date, bigint);
create function report.storage_use(from_day date, to_day date, of_user_id bigint default null)
returns table (
    stretch_from_day date,
    compute_system_key bigint,
    user_id bigint,
    project_key bigint,
    gib_months double precision,
    storage_cost_usd double precision)
language sql stable
as $$
    with stretch as materialized (
        select * from report.price_stretch($1, $2)
    ), used as (
        select
            t.from_day, m.compute_system_key, m.user_id, m.project_key,
            sum(m.used_byte_days / extract(day from m.month + interval '1 month - 1 day')::double precision)
                / 1073741824 as gib_months
        from (select distinct from_day, to_day from stretch) t
        cross join lateral report.storage_month(t.from_day, t.to_day, $3, $1, $2) m
        group by t.from_day, m.compute_system_key, m.user_id, m.project_key
    )
    select
        u.from_day, u.compute_system_key, u.user_id, u.project_key, u.gib_months,
        u.gib_months * t.storage_gib_month_usd::double precision
    from used u
    join stretch t using (from_day, compute_system_key)
$$;
comment on function report.storage_use(date, date, bigint) is
    'GiB-months of volumes, each home counted once and whole file systems left out, and their cost, one row per '
    'cluster x owner x project x stretch of days with the same prices: the GiB of a day / the days of its month.';

drop function if exists report.volume_on(date);
create or replace function report.volume_on(of_day date, of_user_id bigint default null)
returns setof mart.volume_day_counted
language sql stable
as $$
    -- The offset keeps the planner from joining to the day after it has ranked the volumes of all days.
    select * from mart.volume_day_counted v where v.day = $1 and ($2 is null or v.user_id = $2) offset 0
$$;
comment on function report.volume_on(date, bigint) is
    'The volumes that count on a day, as mart.volume_day_counted has them; of one person, if given.';

create or replace function report.loaded_volume_days(from_day date, to_day date)
returns table (loaded_day_count bigint, as_of_day date)
language sql stable rows 1
-- As report.loaded_days: called once, and not put into the query.
set plan_cache_mode = force_custom_plan
as $$
    with loaded as (
        select d.source, d.day
        from report.loaded_day d
        where d.table_name = 'fact_volume_day' and d.day >= $1 and d.day < $2
    ), last as (
        select max(day) as day from loaded
    ), telling as (
        select s.source
        from (select distinct d.source from loaded d, last l where d.day >= l.day - 7) s
        cross join last l
        -- Not as a condition, which would be a join with all days that there are.
        cross join lateral (
            select from mart.fact_volume_day f
            join mart.dim_volume v using (volume_key)
            where f.source = s.source and f.day >= l.day - 7 and f.day <= l.day and v.volume_kind <> 'filesystem'
            limit 1
        ) tells
    ), told_by_all as (
        select d.day
        from loaded d
        join telling using (source)
        cross join last l
        where d.day >= l.day - 7
        group by d.day
        having count(*) = (select count(*) from telling)
    )
    select
        (select count(distinct day) from loaded),
        coalesce((select max(day) from told_by_all), (select day from last))
$$;
comment on function report.loaded_volume_days(date, date) is
    'How many days of volumes are loaded from the first day to the day before the second, and as of which of them '
    'volumes are told: the last one on which every source is loaded that told of volumes in the last week, since a '
    'scan comes later than a claim. Always one row.';

create or replace function report.volume_in(of_day date, from_day date, to_day date, environment text)
returns setof mart.volume_day_counted
language sql stable
as $$
    select v.*
    from report.volume_on($1) v
    left join mart.dim_compute_system s on s.compute_system_key = v.compute_system_key and s.compute_system_key > 0
    where $4 is null
       or coalesce(s.environment_name, s.compute_system_name) = $4
       or (s.compute_system_key is null
            and v.user_id in (select user_id from report.chosen_person($2, $3, $4, null, null)))
$$;
comment on function report.volume_in(date, date, date, text) is
    'The volumes that count on a day, of one environment if given: those that it mounts, and of those that no cluster '
    'mounts, such as scanned homes, those of people with a container there in the range of days.';
