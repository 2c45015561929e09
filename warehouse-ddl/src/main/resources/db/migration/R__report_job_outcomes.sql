-- How do batch jobs end, and what do failures cost?
set local role wh_owner;

create or replace function report.job_outcomes(from_day date, to_day date)
returns table (
    cluster_name text,
    queue_name text,
    department_name text,
    is_platform_team boolean,
    job_state text,
    reason_text text,
    ended_count bigint,
    never_started_count bigint,
    unknown_time_count bigint,
    cpu_allocated_core_hours double precision,
    cost_usd numeric,
    core_hour_rates text,
    loaded_day_count bigint,
    as_of_day date)
language sql stable
as $$
    with job as (
        select f.*
        from mart.fact_batch_job f
        where f.day >= $1 and f.day < $2
    ), rate as (
        select system_day.day, system_day.compute_system_key, r.amount_usd, r.rate_kind
        from (select distinct day, compute_system_key from job) system_day
        cross join lateral report.core_hour_rate(system_day.day, system_day.compute_system_key) r
    )
    select
        s.cluster_name,
        q.queue_name,
        p.department_name,
        p.is_platform_team,
        j.job_state,
        j.reason_text,
        count(*),
        count(*) filter (where not j.is_started),
        count(*) filter (where j.is_started and j.cpu_allocated_core_seconds is null),
        sum(j.cpu_allocated_core_seconds) / 3600,
        round(sum((j.cpu_allocated_core_seconds / 3600)::numeric * r.amount_usd), 6),
        string_agg(distinct r.rate_kind || ' ' || trim_scale(r.amount_usd), ', '),
        l.loaded_day_count,
        l.as_of_day
    from job j
    join rate r using (day, compute_system_key)
    join mart.dim_queue q on q.queue_key = j.queue_key
    join mart.dim_compute_system s on s.compute_system_key = j.compute_system_key
    join report.folded_person(array(select distinct user_id from job), $2) p on p.user_id = j.user_id
    cross join report.loaded_days('fact_batch_job', $1, $2) l
    group by 1, 2, 3, 4, 5, 6, l.loaded_day_count, l.as_of_day
$$;
comment on function report.job_outcomes(date, date) is
    'The report job_outcomes for any range of days: the first one, and the day after the last one.';

create or replace view report.job_outcomes as
select
    period.period_name, period.period_kind, period.from_day, period.to_day, period.is_complete, report.*
from mart.dim_period period
cross join lateral report.job_outcomes(period.from_day, period.to_day) report;

comment on view report.job_outcomes is
    'Grain: one period x queue x department x platform team or not x state x reason. Attempts that ended in the period,'
    ' children of arrays included. Counts, hours and cost of one period add up over rows.';

do $$
declare
    described record;
    view_name text;
begin
    for described in
        select * from (values
            ('period_name', 'Period, as in mart.dim_period'),
            ('period_kind', 'all, last_30_days, last_6_months, last_12_months, month, quarter or year'),
            ('from_day', 'First day of the period'),
            ('to_day', 'Day after the last day of the period'),
            ('is_complete', 'Whether the loaded days reach over the whole period'),
            ('cluster_name', 'Cluster or account'),
            ('queue_name', 'Queue or partition'),
            ('department_name', 'Department at the period''s end; Other = those of too few people'),
            ('is_platform_team', 'Whether the people belong to the platform team'),
            ('job_state', 'succeeded, failed, cancelled, timeout, out_of_memory, node_fail or preempted'),
            ('reason_text', 'Reason that the scheduler gives, logins masked; null = none'),
            ('ended_count', 'Attempts that ended so'),
            ('never_started_count', 'Those of them that never got a node'),
            ('unknown_time_count', 'Those of them that started and whose core time is unknown'),
            ('cpu_allocated_core_hours', 'Core hours of their whole time, whatever day it was; null = unknown'),
            ('cost_usd', 'Core hours x price of the day they ended, in USD; null = unknown'),
            ('core_hour_rates', 'Kinds and prices in USD per core hour that the cost is made with'),
            ('loaded_day_count', 'Days of the period that are loaded'),
            ('as_of_day', 'Last loaded day of the period')
        ) comments(column_name, text)
    loop
        foreach view_name in array array['report.job_outcomes'] loop
            if described.column_name <> 'identifiers' or view_name like 'hr.%' then
                execute format('comment on column %s.%I is %L', view_name, described.column_name, described.text);
            end if;
        end loop;
    end loop;
end
$$;
