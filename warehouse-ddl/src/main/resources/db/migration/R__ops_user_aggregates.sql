-- Keeps mart.agg_user_day and mart.agg_user_period the sums of their facts. Sums of double precision are taken in one
-- order, so that they come out the same to the last bit however rows lie.
set local role wh_owner;

drop function if exists ops.fill_user_period(mart.dim_period, text);
drop function if exists ops.user_period_of_days(date, date, text);
drop function if exists ops.rewrite_user_periods(date, text);

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
            and sum(active_seconds order by container_key) >= (select active_minutes from report.setting) * 60,
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

create or replace function ops.user_period_of_days(from_day date, to_day date, of_source text, of_users bigint[])
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
    where d.day >= $1 and d.day < $2 and ($3 is null or d.source = $3) and ($4 is null or d.user_id = any($4))
    group by d.user_id, d.component_name, d.source
$$;
comment on function ops.user_period_of_days(date, date, text, bigint[]) is
    'What mart.agg_user_period holds of a period, summed anew from mart.agg_user_day; of one source, and of these '
    'people, if given.';

-- Whole months are taken from their own rows, which are there first: a year is then twelve numbers, not 365. Executed
-- as text, so that it is planned for the people that it is about, be they two or all.
create or replace function ops.fill_user_period(of_period mart.dim_period, of_source text, of_users bigint[])
returns void
language plpgsql
as $$
begin
    execute $fill$
        with whole as (
            select
                (date_trunc('month', ($3 - 1)::timestamp) + interval '1 month')::date as from_day,
                date_trunc('month', $4::timestamp)::date as to_day
        ), part as (
            select m.user_id, m.component_name, m.source, m.first_seen_on, m.last_seen_on, m.active_day_count,
                m.first_active_on, m.last_active_on, m.running_seconds, m.observed_seconds, m.active_seconds,
                m.idle_seconds, m.cpu_core_seconds, m.cpu_allocated_core_seconds, m.submitted_job_count,
                m.visit_count, m.upload_count, m.commit_count
            from mart.agg_user_period m
            cross join whole w
            where $2 <> 'month' and m.period_kind = 'month'
              and m.from_day >= w.from_day and m.to_day <= w.to_day and ($5 is null or m.source = $5)
              and ($6 is null or m.user_id = any($6))
            union all
            select d.*
            from whole w
            cross join lateral (
                values
                    ($3, least(w.from_day, $4)),
                    (greatest(w.to_day, least(w.from_day, $4)), $4)
            ) edge(from_day, to_day)
            cross join lateral ops.user_period_of_days(edge.from_day, edge.to_day, $5, $6) d
            where $2 <> 'month'
            union all
            select d.*
            from ops.user_period_of_days($3, $4, $5, $6) d
            where $2 = 'month'
        )
        insert into mart.agg_user_period
        select
            $1, $2, $3, $4, user_id, component_name, source,
            min(first_seen_on), max(last_seen_on), sum(active_day_count)::bigint, min(first_active_on),
            max(last_active_on),
            sum(running_seconds order by first_seen_on), sum(observed_seconds order by first_seen_on),
            sum(active_seconds order by first_seen_on), sum(idle_seconds order by first_seen_on),
            sum(cpu_core_seconds order by first_seen_on), sum(cpu_allocated_core_seconds order by first_seen_on),
            sum(submitted_job_count)::bigint, sum(visit_count)::bigint, sum(upload_count)::bigint,
            sum(commit_count)::bigint
        from part
        group by user_id, component_name, source
        $fill$
    using of_period.period_name, of_period.period_kind, of_period.from_day, of_period.to_day, of_source, of_users;
end
$$;
comment on function ops.fill_user_period(mart.dim_period, text, bigint[]) is
    'Writes the rows of mart.agg_user_period of a period, of one source, and of these people, if given; they must not '
    'be there.';

create or replace function ops.rewrite_user_periods(of_day date, of_source text, of_users bigint[]) returns void
language plpgsql
as $$
declare
    -- Once: the view reads the ledger.
    periods constant mart.dim_period[] := array(select p from mart.dim_period p);
    period mart.dim_period;
    present mart.agg_user_period;
    is_same boolean;
begin
    -- From name to name along the primary key: all rows of a period have the same days.
    select * into present from mart.agg_user_period order by period_name limit 1;
    while present.period_name is not null loop
        if not exists (
            select from unnest(periods) p
            where p.period_name = present.period_name and p.from_day = present.from_day and p.to_day = present.to_day)
        then
            delete from mart.agg_user_period a where a.period_name = present.period_name;
        end if;
        select * into present from mart.agg_user_period a
        where a.period_name > present.period_name order by a.period_name limit 1;
    end loop;
    for period in select * from unnest(periods) order by period_kind <> 'month', sort_number loop
        is_same := exists (select from mart.agg_user_period a where a.period_name = period.period_name);
        if not is_same then
            perform ops.fill_user_period(period, null, null);
        elsif of_day >= period.from_day and of_day < period.to_day then
            delete from mart.agg_user_period a
            where a.period_name = period.period_name and (of_source is null or a.source = of_source)
              and (of_users is null or a.user_id = any(of_users));
            perform ops.fill_user_period(period, of_source, of_users);
        end if;
    end loop;
end
$$;
comment on function ops.rewrite_user_periods(date, text, bigint[]) is
    'Rewrites mart.agg_user_period where a period has other days than before or holds the day; of the latter only the '
    'rows of the source and of the people, if given.';

create or replace function ops.rewrite_user_aggregates(of_source text, of_day date) returns void
language plpgsql
as $$
declare
    -- What containers show decides whose core time counts, of whatever source.
    changed_source constant text := case when of_source <> 'prometheus' then of_source end;
    users_before bigint[];
    users_after bigint[];
begin
    perform ops.lock_aggregates();
    perform ops.forget_month(of_source, of_day);
    with gone as (
        delete from mart.agg_user_day
        where day = of_day and (changed_source is null or source = changed_source)
        returning user_id
    )
    select coalesce(array_agg(distinct user_id), '{}') into users_before from gone;
    with come as (
        insert into mart.agg_user_day
        select * from ops.user_day_of_facts(of_day, of_day + 1)
        where changed_source is null or source = changed_source
        returning user_id
    )
    select coalesce(array_agg(distinct user_id), '{}') into users_after from come;
    perform ops.rewrite_user_periods(of_day, changed_source, users_before || users_after);
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
