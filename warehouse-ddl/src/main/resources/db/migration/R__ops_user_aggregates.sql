-- Keeps mart.agg_user_day and mart.agg_user_period the sums of their facts. Sums of double precision are taken in one
-- order, so that they come out the same to the last bit however rows lie. Whether time reaches a limit is decided by
-- whole milliseconds, which is what it is measured in.
set local role wh_owner;

drop function if exists ops.fill_user_period(mart.dim_period, text);
drop function if exists ops.fill_user_period(mart.dim_period, text, bigint[]);
drop function if exists ops.user_period_of_days(date, date, text);
drop function if exists ops.user_period_of_days(date, date, text, bigint[]);
drop function if exists ops.rewrite_user_periods(date, text);
drop function if exists ops.rewrite_user_periods(date, text, bigint[]);

create or replace function ops.user_day_of_facts(from_day date, to_day date)
returns setof mart.agg_user_day
language sql stable
as $$
    with container as (
        select
            f.day, f.container_key, f.user_key, f.user_id, f.source, s.cluster_name,
            case c.container_kind
                when 'interactive' then 'containers'
                when 'batch' then 'batch'
                when 'content' then 'connect'
                when 'ci' then 'gitlab'
                else 'platform'
            end as component_name,
            f.running_seconds, f.observed_seconds, f.active_seconds, f.idle_seconds, f.cpu_core_seconds,
            f.cpu_allocated_core_seconds
        from mart.fact_container_day f
        join mart.dim_container c on c.container_key = f.container_key
        join mart.dim_compute_system s on s.compute_system_key = f.compute_system_key
        where f.day >= $1 and f.day < $2
    ), seen as (
        select distinct day, cluster_name from container
    )
    select
        day, max(user_key), user_id, component_name, source,
        component_name = 'containers' and user_id > 0
            and round(sum(active_seconds order by container_key) * 1000)
                >= (select active_minutes from report.setting) * 60000,
        sum(running_seconds order by container_key) filter (where component_name = 'containers'),
        sum(observed_seconds order by container_key) filter (where component_name = 'containers'),
        sum(active_seconds order by container_key) filter (where component_name = 'containers'),
        sum(idle_seconds order by container_key) filter (where component_name = 'containers'),
        sum(cpu_core_seconds order by container_key), sum(cpu_allocated_core_seconds order by container_key),
        null::bigint, null::bigint, null::bigint, null::bigint
    from container
    group by day, user_id, component_name, source
    union all
    select
        f.day, max(f.user_key), f.user_id, 'batch', f.source,
        bool_or(f.is_submitted) and f.user_id > 0,
        null, null, null, null,
        sum(f.cpu_core_seconds order by f.batch_job_key) filter (where n.day is null),
        sum(f.cpu_allocated_core_seconds order by f.batch_job_key) filter (where n.day is null),
        count(*) filter (where f.is_submitted), null, null, null
    from mart.fact_batch_job_day f
    join mart.dim_compute_system s on s.compute_system_key = f.compute_system_key
    left join seen n on n.day = f.day and n.cluster_name = s.cluster_name
    where f.day >= $1 and f.day < $2
    group by f.day, f.user_id, f.source
    union all
    select
        f.day, max(f.user_key), f.user_id, 'connect_viewer', f.source,
        bool_or(not f.is_owner and not f.is_anonymous) and f.user_id > 0,
        null, null, null, null, null, null, null, count(*), null, null
    from mart.fact_content_visit f
    where f.day >= $1 and f.day < $2 and not f.is_monitor
    group by f.day, f.user_id, f.source
    union all
    select
        f.day, max(f.user_key), f.user_id, 'connect_publisher', f.source, f.user_id > 0,
        null, null, null, null, null, null, null, null, sum(f.upload_count)::bigint, null
    from mart.fact_content_day f
    where f.day >= $1 and f.day < $2 and f.upload_count > 0
    group by f.day, f.user_id, f.source
    union all
    select
        f.day, max(f.user_key), f.user_id, 'gitlab', f.source, sum(f.commit_count) > 0 and f.user_id > 0,
        null, null, null, null, null, null, null, null, null, sum(f.commit_count)::bigint
    from mart.fact_commit_day f
    where f.day >= $1 and f.day < $2
    group by f.day, f.user_id, f.source
$$;
comment on function ops.user_day_of_facts(date, date) is
    'What mart.agg_user_day holds, summed anew from the facts, from the first day to the day before the second.';

create or replace function ops.user_period_of_days(from_day date, to_day date, of_sources text[], of_users bigint[])
returns table (
    user_id bigint,
    component_name text,
    source text,
    first_seen_on date,
    last_seen_on date,
    active_day_count bigint,
    first_active_on date,
    last_active_on date,
    running_seconds double precision,
    observed_seconds double precision,
    active_seconds double precision,
    idle_seconds double precision,
    cpu_core_seconds double precision,
    cpu_allocated_core_seconds double precision,
    submitted_job_count bigint,
    visit_count bigint,
    upload_count bigint,
    commit_count bigint)
language sql stable
as $$
    select
        d.user_id, d.component_name, d.source,
        min(d.day), max(d.day),
        count(*) filter (where d.is_active),
        min(d.day) filter (where d.is_active),
        max(d.day) filter (where d.is_active),
        sum(d.running_seconds order by d.day), sum(d.observed_seconds order by d.day),
        sum(d.active_seconds order by d.day), sum(d.idle_seconds order by d.day),
        sum(d.cpu_core_seconds order by d.day), sum(d.cpu_allocated_core_seconds order by d.day),
        sum(d.submitted_job_count)::bigint, sum(d.visit_count)::bigint, sum(d.upload_count)::bigint,
        sum(d.commit_count)::bigint
    from mart.agg_user_day d
    where d.day >= $1 and d.day < $2 and ($3 is null or d.source = any($3)) and ($4 is null or d.user_id = any($4))
    group by d.user_id, d.component_name, d.source
$$;
comment on function ops.user_period_of_days(date, date, text[], bigint[]) is
    'What mart.agg_user_period holds of a period, summed anew from mart.agg_user_day; of these sources '
    'and people, if given.';

create or replace function ops.fill_user_month(of_month mart.dim_period, of_sources text[], of_users bigint[])
returns void
language sql
as $$
    insert into mart.agg_user_period
    select of_month.period_name, of_month.period_kind, of_month.from_day, of_month.to_day, d.*
    from ops.user_period_of_days(of_month.from_day, of_month.to_day, of_sources, of_users) d
$$;
comment on function ops.fill_user_month(mart.dim_period, text[], bigint[]) is
    'Writes the rows of mart.agg_user_period of a month, of these sources and people, if given; they must not be '
    'there.';

-- Whole months are taken from their own rows, which are there first: a year is then twelve numbers, not 365. Executed
-- as text, so that it is planned for the people that it is about, be they two or all; and of all periods at once, since
-- planning it takes as long as a period.
create or replace function ops.fill_user_periods(of_periods mart.dim_period[], of_sources text[], of_users bigint[])
returns void
language plpgsql
as $$
begin
    execute $fill$
        with period as (
            select
                row_number() over () as place, p.period_name, p.period_kind, p.from_day, p.to_day,
                (date_trunc('month', (p.from_day - 1)::timestamp) + interval '1 month')::date as whole_from_day,
                date_trunc('month', p.to_day::timestamp)::date as whole_to_day
            from unnest($1) p
        ), month as materialized (
            select m.from_day, m.to_day, m.user_id, m.component_name, m.source, m.first_seen_on, m.last_seen_on,
                m.active_day_count, m.first_active_on, m.last_active_on, m.running_seconds, m.observed_seconds,
                m.active_seconds, m.idle_seconds, m.cpu_core_seconds, m.cpu_allocated_core_seconds,
                m.submitted_job_count, m.visit_count, m.upload_count, m.commit_count
            from mart.agg_user_period m
            where m.period_kind = 'month' and ($2 is null or m.source = any($2)) and ($3 is null or m.user_id = any($3))
        ), part as (
            select p.place, m.user_id, m.component_name, m.source, m.first_seen_on, m.last_seen_on, m.active_day_count,
                m.first_active_on, m.last_active_on, m.running_seconds, m.observed_seconds, m.active_seconds,
                m.idle_seconds, m.cpu_core_seconds, m.cpu_allocated_core_seconds, m.submitted_job_count,
                m.visit_count, m.upload_count, m.commit_count
            from period p
            join month m on m.from_day >= p.whole_from_day and m.to_day <= p.whole_to_day
            union all
            select p.place, d.*
            from period p
            cross join lateral (
                values
                    (p.from_day, least(p.whole_from_day, p.to_day)),
                    (greatest(p.whole_to_day, least(p.whole_from_day, p.to_day)), p.to_day)
            ) edge(from_day, to_day)
            cross join lateral ops.user_period_of_days(edge.from_day, edge.to_day, $2, $3) d
        ), summed as (
            -- By number and not by name of the period, and people first: all of it is sorted, and numbers are faster.
            select
                user_id, place, component_name, source,
                min(first_seen_on) as first_seen_on, max(last_seen_on) as last_seen_on,
                sum(active_day_count)::bigint as active_day_count, min(first_active_on) as first_active_on,
                max(last_active_on) as last_active_on,
                sum(running_seconds order by first_seen_on) as running_seconds,
                sum(observed_seconds order by first_seen_on) as observed_seconds,
                sum(active_seconds order by first_seen_on) as active_seconds,
                sum(idle_seconds order by first_seen_on) as idle_seconds,
                sum(cpu_core_seconds order by first_seen_on) as cpu_core_seconds,
                sum(cpu_allocated_core_seconds order by first_seen_on) as cpu_allocated_core_seconds,
                sum(submitted_job_count)::bigint as submitted_job_count, sum(visit_count)::bigint as visit_count,
                sum(upload_count)::bigint as upload_count, sum(commit_count)::bigint as commit_count
            from part
            group by user_id, place, component_name, source
        )
        insert into mart.agg_user_period
        select p.period_name, p.period_kind, p.from_day, p.to_day, s.user_id, s.component_name, s.source,
            s.first_seen_on, s.last_seen_on, s.active_day_count, s.first_active_on, s.last_active_on,
            s.running_seconds, s.observed_seconds, s.active_seconds, s.idle_seconds, s.cpu_core_seconds,
            s.cpu_allocated_core_seconds, s.submitted_job_count, s.visit_count, s.upload_count, s.commit_count
        from summed s
        join period p on p.place = s.place
        $fill$
    using of_periods, of_sources, of_users;
end
$$;
comment on function ops.fill_user_periods(mart.dim_period[], text[], bigint[]) is
    'Writes the rows of mart.agg_user_period of periods other than months, of these sources and people, if '
    'given; they must not be there, and those of months must.';

create or replace function ops.rewrite_user_periods(of_day date, of_sources text[], of_users bigint[]) returns void
language plpgsql
as $$
declare
    -- Once: the view reads the ledger.
    periods constant mart.dim_period[] := array(select p from mart.dim_period p);
    missing mart.dim_period[];
    changed mart.dim_period[];
    kept text[];
    gone text[];
begin
    with recursive present as (
        -- From name to name along the primary key: all rows of a period have the same days.
        (select a.period_name, a.from_day, a.to_day from mart.agg_user_period a order by a.period_name limit 1)
        union all
        select next.*
        from present p
        cross join lateral (
            select a.period_name, a.from_day, a.to_day from mart.agg_user_period a
            where a.period_name > p.period_name
            order by a.period_name
            limit 1
        ) next
    )
    select
        coalesce(array_agg(a.period_name) filter (where p.period_name is not null), '{}'),
        coalesce(array_agg(a.period_name) filter (where p.period_name is null), '{}')
    into kept, gone
    from present a
    left join unnest(periods) p
        on p.period_name = a.period_name and p.from_day = a.from_day and p.to_day = a.to_day;
    if gone <> '{}' then
        delete from mart.agg_user_period a where a.period_name = any(gone);
    end if;
    missing := array(select p from unnest(periods) p where p.period_name <> all(kept));
    changed := array(
        select p from unnest(periods) p
        where p.period_name = any(kept) and of_day >= p.from_day and of_day < p.to_day
          and coalesce(cardinality(of_users), 1) > 0);
    delete from mart.agg_user_period a
    where a.period_name = any(array(select p.period_name from unnest(changed) p))
      and (of_sources is null or a.source = any(of_sources)) and (of_users is null or a.user_id = any(of_users));
    perform ops.fill_user_month(p, null, null) from unnest(missing) p where p.period_kind = 'month';
    perform ops.fill_user_month(p, of_sources, of_users) from unnest(changed) p where p.period_kind = 'month';
    missing := array(select p from unnest(missing) p where p.period_kind <> 'month');
    if missing <> '{}' then
        perform ops.fill_user_periods(missing, null, null);
    end if;
    changed := array(select p from unnest(changed) p where p.period_kind <> 'month');
    if changed <> '{}' then
        perform ops.fill_user_periods(changed, of_sources, of_users);
    end if;
end
$$;
comment on function ops.rewrite_user_periods(date, text[], bigint[]) is
    'Rewrites mart.agg_user_period where a period has other days than before or holds the day; of the latter only the '
    'rows of these sources and people, if given.';

create or replace function ops.rewrite_user_aggregates(of_source text, of_day date) returns void
language plpgsql
as $$
declare
    -- What containers show decides whose core time counts, of whatever source.
    changed_source constant text := case when of_source <> 'prometheus' then of_source end;
    before mart.agg_user_day[];
    changed_sources text[];
    changed_users bigint[];
begin
    perform ops.lock_aggregates();
    perform ops.forget_month(of_source, of_day);
    with gone as (
        delete from mart.agg_user_day
        where day = of_day and (changed_source is null or source = changed_source)
        returning *
    )
    select coalesce(array_agg(gone::mart.agg_user_day), '{}') into before from gone;
    with come as (
        insert into mart.agg_user_day
        select * from ops.user_day_of_facts(of_day, of_day + 1)
        where changed_source is null or source = changed_source
        returning *
    ), changed as (
        (select * from come except select * from unnest(before))
        union all
        (select * from unnest(before) except select * from come)
    )
    select coalesce(array_agg(distinct source), '{}'), coalesce(array_agg(distinct user_id), '{}')
    into changed_sources, changed_users
    from changed;
    perform ops.rewrite_user_periods(of_day, changed_sources, changed_users);
end
$$;
comment on function ops.rewrite_user_aggregates(text, date) is
    'Brings the aggregates of people in step with a source-day that has changed, and forgets its month; part of the '
    'transaction that changes it, after the ledger says that it is published. Waits for others that do so.';

create or replace function ops.rewrite_user_aggregates() returns void
language plpgsql
as $$
begin
    perform ops.lock_aggregates();
    delete from mart.agg_user_day;
    delete from mart.agg_user_period;
    insert into mart.agg_user_day select * from ops.user_day_of_facts('-infinity', 'infinity');
    perform ops.rewrite_user_periods(null, null, null);
    perform ops.rewrite_months(); -- which say when a person was active
end
$$;
comment on function ops.rewrite_user_aggregates() is
    'Makes all aggregates anew, of all days: after a change of their definition or of the active minutes.';

select ops.rewrite_user_aggregates();
