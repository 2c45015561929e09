-- How do interactive containers come and go, and who makes many?
set local role wh_owner;

create or replace function report.container_life()
returns table (
    container_id text,
    life_number bigint,
    user_id bigint,
    compute_system_key bigint,
    began_on date,
    ended_on date,
    ended_by text,
    days_alive double precision,
    last_active_on date)
language sql stable
as $$
    with loaded as (
        select max(day) as as_of_day from report.loaded_day where table_name = 'fact_container_day'
    ), incarnation as (
        select
            c.container_id, c.user_id, c.compute_system_key, c.ended_by, c.last_active_on, l.as_of_day,
            coalesce(c.created_at, c.started_at, c.first_seen_on::timestamp at time zone g.reporting_zone) as began_at,
            coalesce(c.ended_at, case when c.last_seen_on < l.as_of_day
                then (c.last_seen_on + 1)::timestamp at time zone g.reporting_zone end) as ended_at
        from mart.dim_container c
        cross join loaded l
        cross join report.setting g
        where c.container_kind = 'interactive'
    ), reached as (
        select
            *,
            max(coalesce(ended_at, 'infinity')) over (
                partition by container_id order by began_at, ended_at rows between unbounded preceding and 1 preceding)
                as reached_at
        from incarnation
    ), numbered as (
        select
            *,
            1 + count(*) filter (where began_at > reached_at + interval '24 hours') over (
                partition by container_id order by began_at, ended_at) as life_number
        from reached
    ), life as (
        select
            container_id, life_number, as_of_day,
            (array_agg(user_id order by began_at desc, user_id))[1] as user_id,
            (array_agg(compute_system_key order by began_at desc, compute_system_key))[1] as compute_system_key,
            (array_agg(ended_by order by ended_at desc nulls first, ended_by))[1] as ended_by,
            min(began_at) as began_at,
            case when bool_and(ended_at is not null) then max(ended_at) end as ended_at,
            max(last_active_on) as last_active_on
        from numbered
        group by container_id, life_number, as_of_day
    ), decided as (
        -- It may come back within a day of its end; until then it has not ended.
        select *,
            case when ended_at + interval '24 hours' <= (as_of_day + 1)::timestamp at time zone reporting_zone
                then ended_at end as final_end_at
        from life
        cross join report.setting
    )
    select
        container_id, life_number, user_id, compute_system_key, (began_at at time zone reporting_zone)::date,
        (final_end_at at time zone reporting_zone)::date, case when final_end_at is not null then coalesce(ended_by, 'unknown') end,
        extract(epoch from final_end_at - began_at)::double precision / 86400, last_active_on
    from decided
$$;
comment on function report.container_life() is
    'Lives of interactive containers, one row per container_id x life: one pod after the other belongs to the same '
    'life if no more than 24 hours lie between. The first life begins with the creation of the container, later ones '
    'are reopenings; ended_on is null while it runs, and for 24 hours after.';

create or replace function report.container_lifecycle(
    from_day date, to_day date, environment text default null, department text default null,
    platform_team boolean default null)
returns table (
    environment_name text,
    department_name text,
    is_platform_team boolean,
    created_count bigint,
    reopened_count bigint,
    ended_count bigint,
    ended_by_user_count bigint,
    ended_by_platform_rule_count bigint,
    ended_by_platform_rule_inferred_count bigint,
    ended_by_unknown_count bigint,
    mean_days_alive double precision,
    median_days_alive double precision,
    ran_count bigint,
    active_count bigint,
    active_container_day_count bigint,
    never_used_again_count bigint,
    kept_alive_count bigint,
    active_minutes integer,
    idle_threshold_cores double precision,
    loaded_day_count bigint,
    as_of_day date)
language sql stable
as $$
    with loaded as (
        select
            l.*,
            (select min(d.day) from report.loaded_day d where d.table_name = 'fact_container_day') as history_from_day
        from report.loaded_days('fact_container_day', $1, $2) l
    ), container_day as (
        select c.container_id, f.day, sum(f.active_seconds) as active_seconds, bool_or(f.is_running_at_day_end) as runs
        from mart.fact_container_day f
        join mart.dim_container c using (container_key)
        where f.day >= $1 and f.day < $2 and c.container_kind = 'interactive'
        group by c.container_id, f.day
    ), ran as (
        select
            d.container_id,
            count(*) filter (where round(d.active_seconds * 1000) >= g.active_minutes * 60000) as active_days,
            bool_or(d.runs and d.day = l.as_of_day) as is_running
        from container_day d
        cross join report.setting g
        cross join loaded l
        group by d.container_id
    ), told as (
        -- One row per life; what ran is told of once, with the last life that began before the end.
        select
            f.*, r.active_days, r.is_running,
            row_number() over (partition by f.container_id order by f.life_number desc) = 1 as is_last
        from (
            -- One that came back and was used then was used again.
            select l.*, max(l.last_active_on) over (partition by l.container_id) as last_active_in_any_on
            from report.container_life() l
        ) f
        left join ran r using (container_id)
        where f.began_on < $2 and (f.ended_on is null or f.ended_on >= $1 or r.container_id is not null)
    ), person as (
        select p.*
        from report.folded_person(array(select distinct user_id from told), $2) p
        where ($4 is null or p.department_name = $4) and ($5 is null or p.is_platform_team = $5)
    )
    select
        coalesce(s.environment_name, s.compute_system_name), p.department_name, p.is_platform_team,
        count(*) filter (where t.began_on >= $1 and t.life_number = 1),
        count(*) filter (where t.began_on >= $1 and t.life_number > 1),
        count(*) filter (where t.ended_on >= $1 and t.ended_on < $2),
        count(*) filter (where t.ended_on >= $1 and t.ended_on < $2 and t.ended_by = 'user'),
        count(*) filter (where t.ended_on >= $1 and t.ended_on < $2 and t.ended_by = 'platform_rule'),
        count(*) filter (where t.ended_on >= $1 and t.ended_on < $2 and t.ended_by = 'platform_rule_inferred'),
        count(*) filter (where t.ended_on >= $1 and t.ended_on < $2 and t.ended_by = 'unknown'),
        avg(t.days_alive) filter (where t.ended_on >= $1 and t.ended_on < $2),
        percentile_cont(0.5) within group (order by t.days_alive) filter (where t.ended_on >= $1 and t.ended_on < $2),
        case when l.as_of_day is not null then count(*) filter (where t.is_last and t.active_days is not null) end,
        case when l.as_of_day is not null then count(*) filter (where t.is_last and t.active_days > 0) end,
        case when l.as_of_day is not null
            then coalesce(sum(t.active_days) filter (where t.is_last), 0)::bigint end,
        -- Who used what began before containers were loaded nobody has seen.
        case when l.history_from_day < $2 then count(*) filter (
            where t.began_on >= greatest($1, l.history_from_day) and t.life_number = 1
            and (t.ended_on is not null or t.began_on < l.as_of_day - 7)
            and (t.last_active_in_any_on is null or t.last_active_in_any_on <= t.began_on)) end,
        case when l.as_of_day is not null then count(*) filter (
            where t.is_last and t.is_running and t.began_on <= l.as_of_day - 30
            and (t.last_active_on is null or t.last_active_on <= l.as_of_day - 30)) end,
        g.active_minutes, g.idle_threshold_cores, l.loaded_day_count, l.as_of_day
    from told t
    join person p using (user_id)
    join mart.dim_compute_system s using (compute_system_key)
    cross join report.setting g
    cross join loaded l
    where $3 is null or coalesce(s.environment_name, s.compute_system_name) = $3
    group by 1, 2, 3, g.active_minutes, g.idle_threshold_cores, l.loaded_day_count, l.as_of_day, l.history_from_day
$$;
comment on function report.container_lifecycle(date, date, text, text, boolean) is
    'The report container_lifecycle for any range of days (the first one, and the day after the last one) and, if '
    'given, for one environment, one department, or only (true) or without (false) the platform team.';

create or replace view report.container_lifecycle as
select period.period_name, period.period_kind, period.from_day, period.to_day, period.is_complete, report.*
from mart.dim_period period
cross join lateral report.container_lifecycle(period.from_day, period.to_day) report;
comment on view report.container_lifecycle is
    'Grain: one period x environment x department of the owner x platform team or not. How do interactive containers '
    'come and go? Counts of one period add up over rows. What was active since is as the last loaded day knows it.';

create or replace function report.container_churn(
    from_day date, to_day date, environment text default null, department text default null,
    platform_team boolean default null)
returns table (
    department_name text,
    is_platform_team boolean,
    user_id bigint,
    pseudonym text,
    repository_name text,
    created_count bigint,
    ran_count bigint,
    active_count bigint,
    most_active_at_once_count bigint,
    most_active_at_once_of_all_images_count bigint,
    active_minutes integer,
    idle_threshold_cores double precision,
    loaded_day_count bigint,
    as_of_day date)
language sql stable
as $$
    with container as materialized (
        -- A number for each container, which is cheaper to count than its name, and the day it was first known.
        select
            c.container_key, min(c.container_key) over container as container_number,
            min(least(c.first_seen_on, (c.created_at at time zone g.reporting_zone)::date)) over container as known_from
        from mart.dim_container c
        cross join report.setting g
        where c.container_kind = 'interactive'
        window container as (partition by c.container_id)
    ), system as materialized (
        select compute_system_key
        from mart.dim_compute_system
        where $3 is null or coalesce(environment_name, compute_system_name) = $3
    ), ran as (
        select f.user_id, i.repository_name, c.container_number, min(c.known_from) as known_from
        from mart.fact_container_day f
        join container c using (container_key)
        join mart.dim_image i using (image_key)
        where f.day >= $1 and f.day < $2 and f.user_id > 0 and f.compute_system_key in (table system)
        group by f.user_id, i.repository_name, c.container_number
    ), active_day as materialized (
        select f.day, f.user_id, i.repository_name, c.container_number
        from mart.fact_container_day f
        join container c using (container_key)
        join mart.dim_image i using (image_key)
        where f.day >= $1 and f.day < $2 and f.user_id > 0 and f.active_seconds > 0
          and f.compute_system_key in (table system)
        group by f.day, f.user_id, i.repository_name, c.container_number
        having round(sum(f.active_seconds) * 1000) >= (select active_minutes from report.setting) * 60000
    ), at_once as (
        select user_id, repository_name, max(active) as most_active
        from (
            select day, user_id, repository_name, count(*) as active
            from active_day
            group by day, user_id, repository_name
        ) of_day
        group by user_id, repository_name
    ), at_once_of_all as (
        select user_id, max(active) as most_active
        from (
            select day, user_id, count(distinct container_number) as active
            from active_day
            group by day, user_id
        ) of_day
        group by user_id
    ), ever_active as (
        select user_id, repository_name, count(distinct container_number) as active
        from active_day
        group by user_id, repository_name
    ), made as (
        select user_id, repository_name, count(*) as ran, count(*) filter (where known_from >= $1) as created
        from ran
        group by user_id, repository_name
    )
    select
        p.department_name, p.is_platform_team, p.user_id, p.pseudonym, m.repository_name, m.created, m.ran,
        coalesce(e.active, 0), coalesce(o.most_active, 0), coalesce(a.most_active, 0), g.active_minutes,
        g.idle_threshold_cores, l.loaded_day_count, l.as_of_day
    from made m
    left join ever_active e using (user_id, repository_name)
    left join at_once o using (user_id, repository_name)
    left join at_once_of_all a using (user_id)
    join report.folded_person(array(select distinct user_id from made), $2) p using (user_id)
    cross join report.setting g
    cross join report.loaded_days('fact_container_day', $1, $2) l
    where ($4 is null or p.department_name = $4) and ($5 is null or p.is_platform_team = $5)
$$;
comment on function report.container_churn(date, date, text, text, boolean) is
    'The report container_churn for any range of days, filtered as report.container_lifecycle.';

create or replace view report.container_churn as
select period.period_name, period.period_kind, period.from_day, period.to_day, period.is_complete, report.*
from mart.dim_period period
cross join lateral report.container_churn(period.from_day, period.to_day) report;
comment on view report.container_churn is
    'Grain: one period x person x image repository. Who makes many containers of the same image, and how many are '
    'active at once? Interactive containers; at once = on one day.';

select ops.describe_view(view_name, jsonb_build_object(
    'department_name', 'Department of the owner at the period''s end; Other = those of too few people',
    'is_platform_team', 'Whether the owner belongs to the platform team',
    'created_count', 'Containers created in the period; one re-created under its container_id is the same',
    'reopened_count', 'Containers that came back in the period after more than 24 hours without a pod',
    'ended_count', 'Containers that ended in the period: 24 hours have passed without a pod',
    'ended_by_user_count', 'Of these, ended by their user',
    'ended_by_platform_rule_count', 'Of these, ended by a rule of the platform, as an event or the past-container '
        'file says',
    'ended_by_platform_rule_inferred_count', 'Of these, ended within a day after the site''s idle limit',
    'ended_by_unknown_count', 'Of these, ended by nobody knows whom',
    'mean_days_alive', 'Mean of the days from begin to end of those that ended; null = none',
    'median_days_alive', 'Median of the same; null = none',
    'ran_count', 'Containers that ran in the period; null = no day of it is loaded',
    'active_count', 'Of these, containers with a day of at least the active minutes; null = no day is loaded',
    'active_container_day_count', 'Such days over all of them: divided by ran_count, days active per container; null = '
        'no day is loaded',
    'never_used_again_count', 'Containers created in the period, on the first day that is loaded of all or later, and '
        'not active on any later day than that of their creation; still running ones only if older than 7 days; null = '
        'no day up to the period''s end is loaded',
    'kept_alive_count', 'Containers that run at the period''s end, are older than 30 days and were not active in the '
        'last 30; null = no day of the period is loaded',
    'repository_name', 'Repository of the image',
    'most_active_at_once_count', 'Most containers of the image that were active on one day',
    'most_active_at_once_of_all_images_count', 'Most containers of the person that were active on one day'))
from unnest(array['report.container_lifecycle', 'report.container_churn']) view_name;
select ops.name_people('container_churn');
