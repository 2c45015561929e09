-- Keeps mart.agg_container_month and mart.agg_storage_month the sums of their facts, or empty of a month. Sums of double
-- precision are taken in one order, so that they come out the same to the last bit however rows lie.
set local role wh_owner;

create or replace function report.container_month_of_days(
    from_day date, to_day date, of_user_id bigint default null, known_from_day date default '-infinity',
    known_to_day date default 'infinity')
returns setof mart.agg_container_month
language sql stable
as $$
    with container_day as (
        -- A container is active on a day by what all its incarnations do together.
        select
            f.*,
            case when f.active_seconds > 0 then sum(f.active_seconds) over (
                partition by c.container_id, f.day order by f.container_key
                rows between unbounded preceding and unbounded following) end as day_active_seconds
        from mart.fact_container_day f
        join mart.dim_container c on c.container_key = f.container_key
        where f.day >= $1 and f.day < $2 and f.day >= $4 and f.day < $5 and ($3 is null or f.user_id = $3)
    ), person_day as (
        select distinct a.day, a.user_id
        from mart.agg_user_day a
        where a.day >= $1 and a.day < $2 and a.component_name = 'containers' and a.is_active
          and ($3 is null or a.user_id = $3)
    )
    select
        date_trunc('month', f.day::timestamp)::date,
        f.container_key, f.image_key, f.user_id, f.project_key, f.compute_system_key,
        min(f.day), max(f.day), min(p.day), max(p.day), max(f.day_active_seconds),
        sum(f.running_seconds order by f.day), sum(f.observed_seconds order by f.day),
        sum(f.idle_seconds order by f.day), sum(f.active_seconds order by f.day),
        sum(f.band_0_seconds order by f.day), sum(f.band_1_seconds order by f.day),
        sum(f.band_2_seconds order by f.day), sum(f.band_3_seconds order by f.day),
        sum(f.band_4_seconds order by f.day), sum(f.band_5_seconds order by f.day),
        sum(f.band_6_seconds order by f.day),
        sum(f.cpu_core_seconds order by f.day), sum(f.cpu_allocated_core_seconds order by f.day),
        sum(f.cpu_idle_allocated_core_seconds order by f.day),
        sum(least(f.cpu_core_seconds, f.cpu_allocated_core_seconds) order by f.day)
            filter (where f.cpu_core_seconds is not null),
        sum(case
            when f.cpu_core_seconds is null then f.cpu_allocated_core_seconds
            -- What was allocated in the other hours is what they used and left idle.
            when f.cpu_unknown_hours_count > 0 then greatest(
                f.cpu_allocated_core_seconds - f.cpu_core_seconds - coalesce(f.cpu_idle_allocated_core_seconds, 0), 0)
            end order by f.day),
        sum(f.gpu_request_seconds order by f.day),
        sum(case when f.memory_request_byte_seconds > 0 then f.memory_request_byte_seconds
            else f.memory_byte_seconds end order by f.day),
        sum(f.cpu_unknown_hours_count)
    from container_day f
    left join person_day p on f.active_seconds > 0 and p.day = f.day and p.user_id = f.user_id
    group by f.container_key, f.image_key, f.user_id, f.project_key, f.compute_system_key, 1
$$;
comment on function report.container_month_of_days(date, date, bigint, date, date) is
    'What mart.agg_container_month holds, summed anew from the days from the first to the day before the second; of '
    'one person, if given, and then as if other people''s containers had not been. The last two are a range in which '
    'the days are known to lie when the query is planned, so that its plan shows no other partition.';

create or replace function report.storage_month_of_days(
    from_day date, to_day date, of_user_id bigint default null, known_from_day date default '-infinity',
    known_to_day date default 'infinity')
returns setof mart.agg_storage_month
language sql stable
as $$
    select
        date_trunc('month', v.day::timestamp)::date, v.compute_system_key, v.user_id, v.project_key,
        min(v.day), max(v.day), sum(v.used_bytes)::double precision
    from mart.volume_day_counted v
    where v.day >= $1 and v.day < $2 and v.day >= $4 and v.day < $5 and ($3 is null or v.user_id = $3)
    group by v.user_id, v.compute_system_key, v.project_key, 1
$$;
comment on function report.storage_month_of_days(date, date, bigint, date, date) is
    'What mart.agg_storage_month holds, summed anew from the days from the first to the day before the second, with '
    'arguments as report.container_month_of_days has them.';

create or replace function report.container_month(
    from_day date, to_day date, of_user_id bigint default null, known_from_day date default '-infinity',
    known_to_day date default 'infinity')
returns setof mart.agg_container_month
language sql stable
as $$
    with loaded as (
        select min(f.day) as first_day, max(f.day) as last_day
        from mart.fact_container_day f
        where f.day >= $1 and f.day < $2 and f.day >= $4 and f.day < $5
    ), part as materialized (
        select
            m.month, greatest(m.month, $1) as from_day, least((m.month + interval '1 month')::date, $2) as to_day,
            coalesce(first.first_seen_on >= $1 and last.last_seen_on < $2, false) as is_summed
        from loaded l
        cross join lateral (
            select month::date
            from generate_series(date_trunc('month', l.first_day::timestamp), l.last_day, interval '1 month') month
        ) m
        left join lateral (
            select a.first_seen_on from mart.agg_container_month a where a.month = m.month order by 1 limit 1
        ) first on true
        left join lateral (
            select a.last_seen_on from mart.agg_container_month a where a.month = m.month order by 1 desc limit 1
        ) last on true
    )
    select s.*
    from part p
    -- Within the join, so that each month is looked up by itself (how many there are the planner cannot tell) and that
    -- of days only those columns are summed that are asked for.
    cross join lateral (
        select a.*
        from mart.agg_container_month a
        where p.is_summed and a.month = p.month and ($3 is null or a.user_id = $3)
        union all
        select d.* from report.container_month_of_days(p.from_day, p.to_day, $3, $4, $5) d where not p.is_summed
    ) s
$$;
comment on function report.container_month(date, date, bigint, date, date) is
    'What containers came to in a range of days, one row per month in it and as mart.agg_container_month: taken from '
    'there where all days of a month that are loaded lie in the range, else summed from the days; with arguments as '
    'report.container_month_of_days has them.';

create or replace function report.storage_month(
    from_day date, to_day date, of_user_id bigint default null, known_from_day date default '-infinity',
    known_to_day date default 'infinity')
returns setof mart.agg_storage_month
language sql stable
as $$
    with loaded as (
        select min(f.day) as first_day, max(f.day) as last_day
        from mart.fact_volume_day f
        where f.day >= $1 and f.day < $2 and f.day >= $4 and f.day < $5
    ), part as materialized (
        select
            m.month, greatest(m.month, $1) as from_day, least((m.month + interval '1 month')::date, $2) as to_day,
            coalesce(first.first_seen_on >= $1 and last.last_seen_on < $2, false) as is_summed
        from loaded l
        cross join lateral (
            select month::date
            from generate_series(date_trunc('month', l.first_day::timestamp), l.last_day, interval '1 month') month
        ) m
        left join lateral (
            select a.first_seen_on from mart.agg_storage_month a where a.month = m.month order by 1 limit 1
        ) first on true
        left join lateral (
            select a.last_seen_on from mart.agg_storage_month a where a.month = m.month order by 1 desc limit 1
        ) last on true
    )
    select s.*
    from part p
    -- Within the join, so that each month is looked up by itself (how many there are the planner cannot tell) and that
    -- of days only those columns are summed that are asked for.
    cross join lateral (
        select a.*
        from mart.agg_storage_month a
        where p.is_summed and a.month = p.month and ($3 is null or a.user_id = $3)
        union all
        select d.* from report.storage_month_of_days(p.from_day, p.to_day, $3, $4, $5) d where not p.is_summed
    ) s
$$;
comment on function report.storage_month(date, date, bigint, date, date) is
    'What volumes held in a range of days, one row per month in it and as mart.agg_storage_month: taken from there '
    'where all days of a month that are loaded lie in the range, else summed from the days; with arguments as '
    'report.container_month_of_days has them.';

create or replace function ops.lock_aggregates() returns void
language sql
as $$
    select pg_advisory_xact_lock(hashtextextended('sce warehouse: aggregates of people', 0))
$$;
comment on function ops.lock_aggregates() is
    'Lets one transaction at a time change aggregates, until it ends.';

create or replace function ops.forget_month(of_source text, of_day date) returns void
language plpgsql
as $$
declare
    of_month constant date := date_trunc('month', of_day::timestamp);
    written constant text[] := array(select distinct table_name from ops.load_table where source = of_source);
begin
    perform ops.lock_aggregates();
    if 'fact_container_day' = any(written) then
        delete from mart.agg_container_month where month = of_month;
    end if;
    if 'fact_volume_day' = any(written) then
        delete from mart.agg_storage_month where month = of_month;
    end if;
end
$$;
comment on function ops.forget_month(text, date) is
    'Removes the sums of the month of a source-day that has changed, until ops.sum_month_before makes them anew; part '
    'of the transaction that changes it.';

create or replace function ops.sum_month_before(of_day date) returns date
language plpgsql
as $$
declare
    missing record;
begin
    perform ops.lock_aggregates();
    select p.from_day, p.to_day, p.lacks_containers, p.lacks_storage into missing
    from (
        select
            m.from_day, m.to_day,
            not exists (select from mart.agg_container_month a where a.month = m.from_day)
                and exists (select from mart.fact_container_day f where f.day >= m.from_day and f.day < m.to_day)
                as lacks_containers,
            not exists (select from mart.agg_storage_month a where a.month = m.from_day)
                and exists (select from mart.fact_volume_day f where f.day >= m.from_day and f.day < m.to_day)
                as lacks_storage
        from (select min(day) as first_day, max(day) as last_day from ops.load where published_at is not null) l
        cross join lateral (
            select start::date as from_day, (start + interval '1 month')::date as to_day
            from generate_series(date_trunc('month', l.first_day::timestamp), l.last_day, interval '1 month') start
        ) m
        where m.from_day < of_day
    ) p
    where p.lacks_containers or p.lacks_storage
    order by p.from_day desc
    limit 1;
    if missing.lacks_containers then
        insert into mart.agg_container_month
        select * from report.container_month_of_days(missing.from_day, missing.to_day);
    end if;
    if missing.lacks_storage then
        insert into mart.agg_storage_month
        select * from report.storage_month_of_days(missing.from_day, missing.to_day);
    end if;
    return missing.from_day;
end
$$;
comment on function ops.sum_month_before(date) is
    'Makes the sums of the last month that begins before a day and lacks them, and answers which that is; null where '
    'none lacks them. Ask again with the answer, in a transaction each, since publications wait.';

create or replace function ops.rewrite_months() returns void
language plpgsql
as $$
declare
    of_month date := 'infinity';
begin
    perform ops.lock_aggregates();
    delete from mart.agg_container_month;
    delete from mart.agg_storage_month;
    while of_month is not null loop
        of_month := ops.sum_month_before(of_month);
    end loop;
end
$$;
comment on function ops.rewrite_months() is
    'Makes the sums of all months anew: after a change of their definition or of the active minutes.';

create or replace function ops.verify_months(from_day date, to_day date)
returns table (check_name text, is_ok boolean, detail text)
language sql stable
as $$
    with container as (
        select * from mart.agg_container_month where month >= date_trunc('month', $1::timestamp) and month < $2
    ), storage as (
        select * from mart.agg_storage_month where month >= date_trunc('month', $1::timestamp) and month < $2
    ), wrong as (
        select 1 as place, 'months of containers are the sums of their days' as check_name, count(*) as wrong_count,
            min(format('container %s in %s', container_key, month)) as example
        from container a
        full join (
            select d.*
            from (select distinct month from container) m
            cross join lateral report.container_month_of_days(
                m.month, (m.month + interval '1 month')::date) d
        ) d using (month, container_key, image_key, user_id, project_key, compute_system_key)
        where not (
            (a.first_seen_on, a.last_seen_on, a.first_used_on, a.last_used_on, a.cpu_unknown_hours_count)
                is not distinct from
                (d.first_seen_on, d.last_seen_on, d.first_used_on, d.last_used_on, d.cpu_unknown_hours_count)
            and ops.is_close(a.running_seconds, d.running_seconds)
            and ops.is_close(a.observed_seconds, d.observed_seconds)
            and ops.is_close(a.idle_seconds, d.idle_seconds)
            and ops.is_close(a.active_seconds, d.active_seconds)
            and ops.is_close(a.band_0_seconds, d.band_0_seconds)
            and ops.is_close(a.band_1_seconds, d.band_1_seconds)
            and ops.is_close(a.band_2_seconds, d.band_2_seconds)
            and ops.is_close(a.band_3_seconds, d.band_3_seconds)
            and ops.is_close(a.band_4_seconds, d.band_4_seconds)
            and ops.is_close(a.band_5_seconds, d.band_5_seconds)
            and ops.is_close(a.band_6_seconds, d.band_6_seconds)
            and ops.is_close(a.cpu_core_seconds, d.cpu_core_seconds)
            and ops.is_close(a.cpu_allocated_core_seconds, d.cpu_allocated_core_seconds)
            and ops.is_close(a.cpu_idle_allocated_core_seconds, d.cpu_idle_allocated_core_seconds)
            and ops.is_close(a.cpu_used_allocated_core_seconds, d.cpu_used_allocated_core_seconds)
            and ops.is_close(a.cpu_unknown_allocated_core_seconds, d.cpu_unknown_allocated_core_seconds)
            and ops.is_close(a.gpu_request_seconds, d.gpu_request_seconds)
            and ops.is_close(a.memory_held_byte_seconds, d.memory_held_byte_seconds)
            and ops.is_close(a.day_active_seconds_max, d.day_active_seconds_max))
        union all
        select 2, 'months of storage are the sums of their days', count(*),
            min(format('user_id %s in %s', user_id, month))
        from storage a
        full join (
            select d.*
            from (select distinct month from storage) m
            cross join lateral report.storage_month_of_days(m.month, (m.month + interval '1 month')::date) d
        ) d using (month, compute_system_key, user_id, project_key)
        where not (
            (a.first_seen_on, a.last_seen_on) is not distinct from (d.first_seen_on, d.last_seen_on)
            and ops.is_close(a.used_byte_days, d.used_byte_days))
    )
    select v.*
    from wrong w
    cross join lateral ops.verdict(w.check_name, w.wrong_count, w.example) v
    order by w.place
$$;
comment on function ops.verify_months(date, date) is
    'The sums of months, where there are any, against the days of these months.';

select ops.rewrite_months();
