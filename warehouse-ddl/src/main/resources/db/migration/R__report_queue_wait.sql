-- How long do batch jobs wait for a place?
set local role wh_owner;

drop view if exists report.queue_wait;
drop function if exists report.queue_wait(date, date);

create or replace function report.queue_wait(
    from_day date, to_day date, department text default null, platform_team boolean default null)
returns table (
    cluster_name text,
    queue_name text,
    started_count bigint,
    unknown_wait_count bigint,
    wait_seconds double precision,
    eligible_wait_seconds double precision,
    wait_seconds_median double precision,
    wait_seconds_p95 double precision,
    wait_seconds_max double precision,
    wait_band_0_count bigint,
    wait_band_1_count bigint,
    wait_band_2_count bigint,
    wait_band_3_count bigint,
    wait_band_4_count bigint,
    wait_band_5_count bigint,
    wait_band_6_count bigint,
    wait_band_7_count bigint,
    expansion_node_seconds double precision,
    ended_node_seconds double precision,
    loaded_day_count bigint,
    as_of_day date)
language sql stable
as $$
    with chosen as materialized (
        select p.user_id
        from report.folded_person(
            array(select distinct user_id from mart.fact_batch_job_day where day >= $1 and day < $2), $2) p
        where ($3 is null or p.department_name = $3) and ($4 is null or p.is_platform_team = $4)
    ), expansion as (
        select
            f.queue_key, s.cluster_name,
            sum((f.wall_seconds + f.wait_seconds) / f.wall_seconds * f.node_seconds) as expansion_node_seconds,
            sum(f.node_seconds) as ended_node_seconds
        from mart.fact_batch_job f
        join mart.dim_compute_system s on s.compute_system_key = f.compute_system_key
        where f.day >= $1 and f.day < $2
          and f.wall_seconds > 0 and f.wait_seconds is not null and f.node_seconds is not null
          and (($3 is null and $4 is null) or f.user_id in (table chosen))
        group by f.queue_key, s.cluster_name
    ), started as (
        select
            f.queue_key, s.cluster_name,
            count(*) as started,
            count(*) filter (where f.wait_seconds is null) as unknown_wait,
            sum(f.wait_seconds) as wait_seconds,
            sum(f.eligible_wait_seconds) as eligible_wait_seconds,
            percentile_cont(array[0.5, 0.95]) within group (order by f.wait_seconds) as percentiles,
            max(f.wait_seconds) as longest,
            count(*) filter (where f.wait_seconds >= 0 and f.wait_seconds < 1) as band_0,
            count(*) filter (where f.wait_seconds >= 1 and f.wait_seconds < 30) as band_1,
            count(*) filter (where f.wait_seconds >= 30 and f.wait_seconds < 1800) as band_2,
            count(*) filter (where f.wait_seconds >= 1800 and f.wait_seconds < 3600) as band_3,
            count(*) filter (where f.wait_seconds >= 3600 and f.wait_seconds < 18000) as band_4,
            count(*) filter (where f.wait_seconds >= 18000 and f.wait_seconds < 36000) as band_5,
            count(*) filter (where f.wait_seconds >= 36000 and f.wait_seconds < 64800) as band_6,
            count(*) filter (where f.wait_seconds >= 64800) as band_7
        from mart.fact_batch_job_day f
        join mart.dim_compute_system s on s.compute_system_key = f.compute_system_key
        where f.day >= $1 and f.day < $2 and f.is_started
          and (($3 is null and $4 is null) or f.user_id in (table chosen))
        group by f.queue_key, s.cluster_name
    )
    select
        cluster_name, q.queue_name, coalesce(b.started, 0), coalesce(b.unknown_wait, 0), b.wait_seconds,
        b.eligible_wait_seconds, b.percentiles[1], b.percentiles[2], b.longest,
        coalesce(b.band_0, 0), coalesce(b.band_1, 0), coalesce(b.band_2, 0), coalesce(b.band_3, 0),
        coalesce(b.band_4, 0), coalesce(b.band_5, 0), coalesce(b.band_6, 0), coalesce(b.band_7, 0),
        x.expansion_node_seconds, x.ended_node_seconds, l.loaded_day_count, l.as_of_day
    from started b
    -- What ends in a range may have started before it.
    full join expansion x using (queue_key, cluster_name)
    join mart.dim_queue q using (queue_key)
    cross join report.loaded_days('fact_batch_job_day', $1, $2) l
$$;
comment on function report.queue_wait(date, date, text, boolean) is
    'The report queue_wait for any range of days (the first one, and the day after the last one) and, if given, for '
    'jobs of one department, or only (true) or without (false) the platform team.';

create or replace view report.queue_wait as
select
    period.period_name, period.period_kind, period.from_day, period.to_day, period.is_complete, report.*
from mart.dim_period period
cross join lateral report.queue_wait(period.from_day, period.to_day) report;

comment on view report.queue_wait is
    'Grain: one period x queue in which an attempt started, or one ended whose expansion is known. Counts and seconds'
    ' of one period add up over rows; medians, percentiles and maxima do not.';

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
            ('started_count', 'Attempts that started'),
            ('unknown_wait_count', 'Attempts that started and whose wait is unknown; they are in no other column'),
            ('wait_seconds', 'Wait of all of them together, booked on the day they started; null = none known'),
            ('eligible_wait_seconds', 'Wait since nothing but resources held them back; null = unknown'),
            ('wait_seconds_median', 'Half of the attempts waited no longer'),
            ('wait_seconds_p95', '95 of 100 attempts waited no longer'),
            ('wait_seconds_max', 'The longest wait'),
            ('wait_band_0_count', 'Attempts that waited 0 to 1 s'),
            ('wait_band_1_count', 'Attempts that waited 1 to 30 s'),
            ('wait_band_2_count', 'Attempts that waited 30 s to 30 min'),
            ('wait_band_3_count', 'Attempts that waited 30 to 60 min'),
            ('wait_band_4_count', 'Attempts that waited 1 to 5 h'),
            ('wait_band_5_count', 'Attempts that waited 5 to 10 h'),
            ('wait_band_6_count', 'Attempts that waited 10 to 18 h'),
            ('wait_band_7_count', 'Attempts that waited 18 h and more'),
            ('expansion_node_seconds', 'Of attempts that ended: (wall + wait) / wall x node seconds'),
            ('ended_node_seconds', 'Their node seconds; expansion factor = expansion_node_seconds / this'),
            ('loaded_day_count', 'Days of the period that are loaded'),
            ('as_of_day', 'Last loaded day of the period')
        ) comments(column_name, text)
    loop
        foreach view_name in array array['report.queue_wait'] loop
            if described.column_name <> 'identifiers' or view_name like 'hr.%' then
                execute format('comment on column %s.%I is %L', view_name, described.column_name, described.text);
            end if;
        end loop;
    end loop;
end
$$;
