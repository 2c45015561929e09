-- What do batch jobs cost, per run and per name?
set local role wh_owner;

create or replace function report.job_cost(from_day date, to_day date)
returns table (
    cluster_name text,
    queue_name text,
    project_name text,
    department_name text,
    is_platform_team boolean,
    user_id bigint,
    pseudonym text,
    job_name text,
    running_job_count bigint,
    unknown_time_count bigint,
    cpu_allocated_core_hours double precision,
    cpu_core_hours double precision,
    gpu_hours double precision,
    core_cost_usd numeric,
    gpu_cost_usd numeric,
    cost_usd numeric,
    cost_per_run_usd numeric,
    core_hour_rates text,
    loaded_day_count bigint,
    as_of_day date)
language sql stable
as $$
    with job as (
        select f.*
        from mart.fact_batch_job_day f
        where f.day >= $1 and f.day < $2
    ), rate as (
        select
            system_day.day, system_day.compute_system_key, r.amount_usd, r.rate_kind,
            (
                select g.amount_usd
                from report.resource_rate('gpu_hour', system_day.day, system_day.compute_system_key) g
            ) as gpu_amount_usd
        from (select distinct day, compute_system_key from job) system_day
        cross join lateral report.core_hour_rate(system_day.day, system_day.compute_system_key) r
    ), named as (
        select
            s.cluster_name,
            q.queue_name,
            o.project_name,
            p.department_name,
            p.is_platform_team,
            p.user_id,
            p.pseudonym,
            j.job_name,
            count(distinct j.batch_job_key) filter (where j.is_running) as running_job_count,
            count(*) filter (where j.cpu_allocated_core_seconds is null) as unknown_time_count,
            sum(j.cpu_allocated_core_seconds) / 3600 as cpu_allocated_core_hours,
            sum(j.cpu_core_seconds) / 3600 as cpu_core_hours,
            sum(j.gpu_seconds) / 3600 as gpu_hours,
            round(sum((j.cpu_allocated_core_seconds / 3600)::numeric * r.amount_usd), 6) as core_cost_usd,
            round(sum((j.gpu_seconds / 3600)::numeric * r.gpu_amount_usd), 6) as gpu_cost_usd,
            string_agg(distinct r.rate_kind || ' ' || trim_scale(r.amount_usd), ', ') as core_hour_rates
        from job j
        join rate r using (day, compute_system_key)
        join mart.dim_queue q on q.queue_key = j.queue_key
        join mart.dim_compute_system s on s.compute_system_key = j.compute_system_key
        join mart.dim_project o on o.project_key = j.project_key
        join report.folded_person(array(select distinct user_id from job), $2) p on p.user_id = j.user_id
        group by 1, 2, 3, 4, 5, 6, 7, 8
    )
    select
        n.cluster_name,
        n.queue_name,
        n.project_name,
        n.department_name,
        n.is_platform_team,
        n.user_id,
        n.pseudonym,
        n.job_name,
        n.running_job_count,
        n.unknown_time_count,
        n.cpu_allocated_core_hours,
        n.cpu_core_hours,
        n.gpu_hours,
        n.core_cost_usd,
        n.gpu_cost_usd,
        n.core_cost_usd + coalesce(n.gpu_cost_usd, 0),
        round((n.core_cost_usd + coalesce(n.gpu_cost_usd, 0)) / nullif(n.running_job_count, 0), 6),
        n.core_hour_rates,
        l.loaded_day_count,
        l.as_of_day
    from named n
    cross join report.loaded_days('fact_batch_job_day', $1, $2) l
$$;
comment on function report.job_cost(date, date) is
    'The report job_cost for any range of days: the first one, and the day after the last one.';

create or replace view report.job_cost as
select
    period.period_name, period.period_kind, period.from_day, period.to_day, period.is_complete, report.*
from mart.dim_period period
cross join lateral report.job_cost(period.from_day, period.to_day) report;

create or replace view hr.job_cost as
select
    report.*,
    (
        select string_agg(distinct i.identifier, ', ' order by i.identifier)
        from hr.bridge_identity i
        where i.user_id = report.user_id
    ) as identifiers
from report.job_cost report;

comment on view report.job_cost is
    'Grain: one period x queue x project x person x job name. Each day''s share at that day''s price. Hours, cost and'
    ' runs of one period add up over rows. Capacity that nobody took is not in it.';
comment on view hr.job_cost is
    'Grain: as report.job_cost, with the person''s identifiers. Every read of schema hr needs a purpose.';

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
            ('project_name', 'Project it is booked on'),
            ('department_name', 'Department at the period''s end; Other = those of too few people'),
            ('is_platform_team', 'Whether the person belongs to the platform team'),
            ('user_id', 'Durable key of the person; 0 = nobody known'),
            ('pseudonym', 'Stands for the person'),
            ('job_name', 'Name of the jobs, logins masked'),
            ('running_job_count', 'Attempts that ran in the period: what averages divide by'),
            ('unknown_time_count', 'Days of attempts whose core time is unknown'),
            ('cpu_allocated_core_hours', 'Core hours kept from others; null = unknown'),
            ('cpu_core_hours', 'Core hours used; null = unknown'),
            ('gpu_hours', 'GPU hours; null = unknown'),
            ('core_cost_usd', 'Core hours x price of each day, in USD; null = unknown'),
            ('gpu_cost_usd', 'GPU hours x price of each day, in USD; null = no price is known'),
            ('cost_usd', 'Both together, in USD; GPU hours without a price cost nothing here'),
            ('cost_per_run_usd', 'cost_usd / running_job_count; null = none ran'),
            ('core_hour_rates', 'Kinds and prices in USD per core hour that the cost is made with'),
            ('loaded_day_count', 'Days of the period that are loaded'),
            ('as_of_day', 'Last loaded day of the period'),
            ('identifiers', 'Logins, e-mails and accounts of the person; null = none known')
        ) comments(column_name, text)
    loop
        foreach view_name in array array['report.job_cost', 'hr.job_cost'] loop
            if described.column_name <> 'identifiers' or view_name like 'hr.%' then
                execute format('comment on column %s.%I is %L', view_name, described.column_name, described.text);
            end if;
        end loop;
    end loop;
end
$$;
