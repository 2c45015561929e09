-- Keeps mart.agg_user_day, agg_user_month and agg_user_total the sums of their facts. Sums of double precision are taken in one
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

create or replace function ops.user_month_of_days(from_day date, to_day date, of_sources text[], of_users bigint[])
returns setof mart.agg_user_month
language sql stable
as $$
    select
        date_trunc('month', d.day::timestamp)::date, d.user_id, d.component_name, d.source,
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
    group by 1, d.user_id, d.component_name, d.source
$$;
comment on function ops.user_month_of_days(date, date, text[], bigint[]) is
    'What mart.agg_user_month holds, summed anew from mart.agg_user_day, from the first day to the day before the '
    'second; of these sources and people, if given.';

create or replace function ops.user_total_of_months(of_sources text[], of_users bigint[])
returns setof mart.agg_user_total
language sql stable
as $$
    select
        m.user_id, m.component_name, m.source,
        min(m.first_seen_on), max(m.last_seen_on), sum(m.active_day_count)::bigint,
        min(m.first_active_on), max(m.last_active_on),
        sum(m.running_seconds order by m.month), sum(m.observed_seconds order by m.month),
        sum(m.active_seconds order by m.month), sum(m.idle_seconds order by m.month),
        sum(m.cpu_core_seconds order by m.month), sum(m.cpu_allocated_core_seconds order by m.month),
        sum(m.submitted_job_count)::bigint, sum(m.visit_count)::bigint, sum(m.upload_count)::bigint,
        sum(m.commit_count)::bigint
    from mart.agg_user_month m
    where ($1 is null or m.source = any($1)) and ($2 is null or m.user_id = any($2))
    group by m.user_id, m.component_name, m.source
$$;
comment on function ops.user_total_of_months(text[], bigint[]) is
    'What mart.agg_user_total holds, summed anew from mart.agg_user_month; of these sources and people, if given.';

-- Planned for the people that it is about, be they two or all.
create or replace function ops.rewrite_user_months(of_day date, of_sources text[], of_users bigint[]) returns void
language plpgsql
set plan_cache_mode = force_custom_plan
as $$
declare
    this_month constant date := date_trunc('month', of_day::timestamp)::date;
    next_month constant date := this_month + interval '1 month';
begin
    delete from mart.agg_user_month m
    where m.month = this_month and m.source = any(of_sources) and m.user_id = any(of_users);
    insert into mart.agg_user_month
    select * from ops.user_month_of_days(this_month, next_month, of_sources, of_users);
    delete from mart.agg_user_total t where t.source = any(of_sources) and t.user_id = any(of_users);
    insert into mart.agg_user_total select * from ops.user_total_of_months(of_sources, of_users);
end
$$;
comment on function ops.rewrite_user_months(date, text[], bigint[]) is
    'Rewrites what mart.agg_user_month and agg_user_total hold of these sources and people, of which the day changed.';

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
    if changed_users <> '{}' then
        perform ops.rewrite_user_months(of_day, changed_sources, changed_users);
    end if;
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
    delete from mart.agg_user_month;
    delete from mart.agg_user_total;
    insert into mart.agg_user_day select * from ops.user_day_of_facts('-infinity', 'infinity');
    insert into mart.agg_user_month select * from ops.user_month_of_days('-infinity', 'infinity', null, null);
    insert into mart.agg_user_total select * from ops.user_total_of_months(null, null);
    perform ops.rewrite_months(); -- which say when a person was active
end
$$;
comment on function ops.rewrite_user_aggregates() is
    'Makes all aggregates anew, of all days: after a change of their definition or of the active minutes.';

select ops.rewrite_user_aggregates();
