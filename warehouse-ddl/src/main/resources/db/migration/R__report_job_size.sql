-- How big are batch jobs?
set local role wh_owner;

drop view if exists report.job_size;
drop function if exists report.job_size(date, date);

create or replace function report.job_size(
    from_day date, to_day date, department text default null, platform_team boolean default null)
returns table (
    cluster_name text,
    queue_name text,
    core_band integer,
    core_band_name text,
    wall_band integer,
    wall_band_name text,
    running_job_count bigint,
    wall_seconds double precision,
    node_seconds double precision,
    cpu_allocated_core_hours double precision,
    weighted_core_hours double precision,
    loaded_day_count bigint,
    as_of_day date)
language sql stable
as $$
    with chosen as materialized (
        select p.user_id
        from report.folded_person(
            array(select distinct user_id from mart.fact_batch_job_day where day >= $1 and day < $2), $2) p
        where ($3 is null or p.department_name = $3) and ($4 is null or p.is_platform_team = $4)
    ), job as (
        select
            f.queue_key, f.compute_system_key, f.batch_job_key,
            max(f.core_count) as core_count,
            sum(f.wall_seconds) as wall_seconds,
            sum(f.node_seconds) as node_seconds,
            sum(f.cpu_allocated_core_seconds) as core_seconds
        from mart.fact_batch_job_day f
        where f.day >= $1 and f.day < $2 and f.is_running
          and (($3 is null and $4 is null) or f.user_id in (table chosen))
        group by f.queue_key, f.compute_system_key, f.batch_job_key
    ), sized as (
        select
            j.*,
            width_bucket(ceil(core_count), array[2, 3, 5, 9, 17, 33, 65]::double precision[]) as core_band,
            width_bucket(wall_seconds, array[1, 30, 1800, 3600, 18000, 36000, 64800]::double precision[]) as wall_band
        from job j
    )
    select
        s.cluster_name,
        q.queue_name,
        coalesce(z.core_band, 8),
        (array['1', '2', '3-4', '5-8', '9-16', '17-32', '33-64', '65 and more', 'unknown'])[
            coalesce(z.core_band, 8) + 1],
        coalesce(z.wall_band, 8),
        (array[
            '0-1 s', '1-30 s', '30 s-30 min', '30-60 min', '1-5 h', '5-10 h', '10-18 h', '18 h and more', 'unknown'])[
            coalesce(z.wall_band, 8) + 1],
        count(*),
        sum(z.wall_seconds),
        sum(z.node_seconds),
        sum(z.core_seconds) / 3600,
        sum(z.core_count * z.core_seconds) / 3600,
        l.loaded_day_count,
        l.as_of_day
    from sized z
    join mart.dim_queue q on q.queue_key = z.queue_key
    join mart.dim_compute_system s on s.compute_system_key = z.compute_system_key
    cross join report.loaded_days('fact_batch_job_day', $1, $2) l
    group by s.cluster_name, q.queue_name, z.core_band, z.wall_band, l.loaded_day_count, l.as_of_day
$$;
comment on function report.job_size(date, date, text, boolean) is
    'The report job_size for any range of days (the first one, and the day after the last one) and, if given, for jobs '
    'of one department, or only (true) or without (false) the platform team.';

create or replace view report.job_size as
select
    period.period_name, period.period_kind, period.from_day, period.to_day, period.is_complete, report.*
from mart.dim_period period
cross join lateral report.job_size(period.from_day, period.to_day) report;

comment on view report.job_size is
    'Grain: one period x queue x band of cores x band of running time. Hours, seconds and counts of one period add up'
    ' over rows.';

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
            ('core_band', 'Order of core_band_name'),
            ('core_band_name', 'Cores of the attempt: to 1, 2, 3-4, 5-8, 9-16, 17-32, 33-64, 65 and more; unknown'),
            ('wall_band', 'Order of wall_band_name'),
            ('wall_band_name', 'Running time within the period: 0-1 s, 1-30 s, 30 s-30 min ... 18 h and more; unknown'),
            ('running_job_count', 'Attempts that ran in the period'),
            ('wall_seconds', 'Their running time in the period'),
            ('node_seconds', 'Their node seconds in the period; null = unknown'),
            ('cpu_allocated_core_hours', 'Their core hours in the period; null = unknown'),
            ('weighted_core_hours', 'Cores x core hours; this / cpu_allocated_core_hours = size weighted by core time'),
            ('loaded_day_count', 'Days of the period that are loaded'),
            ('as_of_day', 'Last loaded day of the period')
        ) comments(column_name, text)
    loop
        foreach view_name in array array['report.job_size'] loop
            if described.column_name <> 'identifiers' or view_name like 'hr.%' then
                execute format('comment on column %s.%I is %L', view_name, described.column_name, described.text);
            end if;
        end loop;
    end loop;
end
$$;
