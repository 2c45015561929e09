-- How fast do people move to new versions, how long do versions stay, and who is hit when one goes?
set local role wh_owner;

create or replace view report.runtime_version_trend as
select
    period.period_name, period.from_day, period.to_day, period.is_complete,
    c.department_name, c.language_name, c.version_name, c.version_minor, c.version_sort,
    count(distinct c.container_id) filter (where c.is_running_at_period_end) as running_container_count,
    count(distinct c.container_id) filter (where c.is_active) as active_container_count,
    count(distinct c.container_id) filter (where c.is_running_at_period_end and c.is_active)
        as running_and_active_container_count,
    count(distinct c.user_id) filter (where c.is_running_at_period_end and c.user_id > 0) as running_owner_count,
    count(distinct c.user_id) filter (where c.is_active and c.user_id > 0) as active_owner_count,
    count(distinct c.user_id) filter (where c.is_running_at_period_end and c.is_active and c.user_id > 0)
        as running_and_active_owner_count,
    g.active_minutes, g.idle_threshold_cores, l.loaded_day_count, l.as_of_day
from mart.dim_period period
cross join lateral report.container_runtime(period.from_day, period.to_day) r
cross join lateral (
    values (r.department_name), ('all')
) shown(shown_department)
cross join lateral (
    select shown.shown_department as department_name, r.language_name, r.version_name, r.version_minor,
        r.version_sort, r.container_id, r.user_id, r.is_running_at_period_end, r.is_active
) c
cross join report.setting g
cross join lateral report.loaded_days('fact_container_day', period.from_day, period.to_day) l
where period.period_kind = 'month' and (c.is_running_at_period_end or c.is_active)
group by
    period.period_name, period.from_day, period.to_day, period.is_complete, c.department_name, c.language_name,
    c.version_name, c.version_minor, c.version_sort, g.active_minutes, g.idle_threshold_cores, l.loaded_day_count,
    l.as_of_day;
comment on view report.runtime_version_trend is
    'Grain: one month x department of the owner (all = everybody) x language x version. Which versions of R and Python '
    'run and are used, over time? Interactive containers; one with both languages counts in each.';

create or replace function report.runtime_version_trend(
    from_day date, to_day date, environment text default null, department text default null,
    platform_team boolean default null)
returns table (
    month_name text,
    language_name text,
    version_name text,
    version_minor text,
    version_sort bigint,
    running_container_count bigint,
    active_container_count bigint,
    running_and_active_container_count bigint,
    running_owner_count bigint,
    active_owner_count bigint,
    running_and_active_owner_count bigint,
    active_minutes integer,
    idle_threshold_cores double precision,
    loaded_day_count bigint,
    as_of_day date)
language sql stable
as $$
    select
        m.period_name, c.language_name, c.version_name, c.version_minor, c.version_sort,
        count(distinct c.container_id) filter (where c.is_running_at_period_end),
        count(distinct c.container_id) filter (where c.is_active),
        count(distinct c.container_id) filter (where c.is_running_at_period_end and c.is_active),
        count(distinct c.user_id) filter (where c.is_running_at_period_end and c.user_id > 0),
        count(distinct c.user_id) filter (where c.is_active and c.user_id > 0),
        count(distinct c.user_id) filter (where c.is_running_at_period_end and c.is_active and c.user_id > 0),
        g.active_minutes, g.idle_threshold_cores, l.loaded_day_count, l.as_of_day
    from mart.dim_period m
    cross join lateral report.container_runtime(m.from_day, m.to_day) c
    cross join report.setting g
    cross join lateral report.loaded_days('fact_container_day', m.from_day, m.to_day) l
    where m.period_kind = 'month' and m.from_day < $2 and m.to_day > $1 and $1 < $2
      and (c.is_running_at_period_end or c.is_active)
      and ($3 is null or c.environment_name = $3)
      and ($4 is null or c.department_name = $4)
      and ($5 is null or c.is_platform_team = $5)
    group by 1, 2, 3, 4, 5, g.active_minutes, g.idle_threshold_cores, l.loaded_day_count, l.as_of_day
    order by 1, 2, 5 nulls last, 3
$$;
comment on function report.runtime_version_trend(date, date, text, text, boolean) is
    'The report runtime_version_trend for the whole months that a range of days reaches into and, if given, for one '
    'environment, one department, or only (true) or without (false) the platform team.';

-- A person uses a version on the days on which a container of theirs is active in an image with it.
drop view if exists report.runtime_migration, report.runtime_lifetime;
drop function if exists report.runtime_migration(date, text, boolean);
drop function if exists report.runtime_lifetime(date, text, boolean);
drop function if exists report.runtime_use(date);
create or replace function report.runtime_use(to_day date, environment text default null)
returns table (
    language_name text,
    version_minor text,
    version_sort bigint,
    user_id bigint,
    first_active_on date,
    last_active_on date)
language sql stable
as $$
    select
        v.language_name, v.version_minor, min(v.version_sort), m.user_id, min(m.first_used_on), max(m.last_used_on)
    from report.container_month('-infinity', $1) m
    join mart.dim_container c using (container_key)
    join mart.dim_image i using (image_key)
    cross join lateral (
        values ('R', i.r_version_minor, i.r_version_sort), ('Python', i.python_version_minor, i.python_version_sort)
    ) v(language_name, version_minor, version_sort)
    where v.version_minor is not null and m.first_used_on is not null and c.container_kind = 'interactive'
      and ($2 is null or m.compute_system_key in (
        select s.compute_system_key
        from mart.dim_compute_system s
        where coalesce(s.environment_name, s.compute_system_name) = $2))
    group by v.language_name, v.version_minor, m.user_id
$$;
comment on function report.runtime_use(date, text) is
    'Who has used which minor version of R and Python, before a day and, if given, in one environment, one row per '
    'version x person: on days on which the person was active in containers, and active in one with the version.';

create or replace function report.runtime_migration(
    to_day date, department text default null, platform_team boolean default null, environment text default null)
returns table (
    language_name text,
    version_minor text,
    version_sort bigint,
    first_seen_on date,
    population_count bigint,
    people_count bigint,
    people_after_7_days_count bigint,
    people_after_30_days_count bigint,
    people_after_90_days_count bigint,
    people_after_180_days_count bigint,
    share_ratio double precision,
    days_to_25_percent integer,
    days_to_50_percent integer,
    days_to_75_percent integer,
    active_minutes integer,
    idle_threshold_cores double precision,
    history_from_day date,
    as_of_day date)
language sql stable
as $$
    with used as materialized (
        select u.*
        from report.runtime_use($1, $4) u
        where u.user_id in (select c.user_id from report.chosen_person('-infinity', $1, null, $2, $3) c)
    ), loaded as materialized (
        select min(day) as history_from_day, max(day) as as_of_day
        from report.loaded_day
        where table_name = 'fact_container_day' and day < $1
    ), version as (
        select language_name, version_minor, min(version_sort) as version_sort, min(first_active_on) as first_seen_on,
            count(*) as people
        from used
        group by language_name, version_minor
    ), population as (
        -- Whoever was last active in the language before a version appeared could never move to it.
        select v.language_name, v.version_minor, count(distinct u.user_id) as people
        from version v
        join used u on u.language_name = v.language_name and u.last_active_on >= v.first_seen_on
        group by v.language_name, v.version_minor
    ), ranked as (
        select
            u.language_name, u.version_minor, u.first_active_on - v.first_seen_on as days,
            row_number() over (partition by u.language_name, u.version_minor order by u.first_active_on) as place
        from used u
        join version v using (language_name, version_minor)
    )
    select
        v.language_name, v.version_minor, v.version_sort, v.first_seen_on, p.people, v.people,
        case when v.first_seen_on + 7 <= l.as_of_day then count(*) filter (where r.days <= 7) end,
        case when v.first_seen_on + 30 <= l.as_of_day then count(*) filter (where r.days <= 30) end,
        case when v.first_seen_on + 90 <= l.as_of_day then count(*) filter (where r.days <= 90) end,
        case when v.first_seen_on + 180 <= l.as_of_day then count(*) filter (where r.days <= 180) end,
        v.people::double precision / p.people,
        min(r.days) filter (where r.place >= 0.25 * p.people),
        min(r.days) filter (where r.place >= 0.50 * p.people),
        min(r.days) filter (where r.place >= 0.75 * p.people),
        g.active_minutes, g.idle_threshold_cores, l.history_from_day, l.as_of_day
    from version v
    join population p using (language_name, version_minor)
    join ranked r using (language_name, version_minor)
    cross join loaded l
    cross join report.setting g
    group by v.language_name, v.version_minor, v.version_sort, v.first_seen_on, v.people, p.people,
        g.active_minutes, g.idle_threshold_cores, l.history_from_day, l.as_of_day
$$;
comment on function report.runtime_migration(date, text, boolean, text) is
    'The report runtime_migration as it was before a day and, if given, for people of one department, only (true) or '
    'without (false) the platform team, or for what was used in one environment.';

create or replace view report.runtime_migration as
select m.*
from (select max(to_day) as to_day from mart.dim_period where period_kind = 'all') a
cross join lateral report.runtime_migration(a.to_day) m;
comment on view report.runtime_migration is
    'Grain: one minor version of R or Python that somebody was active in. How fast do people move to it? Of everybody '
    'active in the language since it first appeared. Versions older than the history began with it: see '
    'history_from_day.';

create or replace function report.runtime_lifetime(
    to_day date, department text default null, platform_team boolean default null, environment text default null)
returns table (
    language_name text,
    version_minor text,
    version_sort bigint,
    first_seen_on date,
    last_seen_on date,
    lifetime_days integer,
    is_still_used boolean,
    people_count bigint,
    people_in_30_days_count bigint,
    median_days_per_person double precision,
    active_minutes integer,
    idle_threshold_cores double precision,
    history_from_day date,
    as_of_day date)
language sql stable
as $$
    with loaded as materialized (
        select min(day) as history_from_day, max(day) as as_of_day
        from report.loaded_day
        where table_name = 'fact_container_day' and day < $1
    )
    select
        u.language_name, u.version_minor, min(u.version_sort), min(u.first_active_on), max(u.last_active_on),
        max(u.last_active_on) - min(u.first_active_on) + 1,
        max(u.last_active_on) > l.as_of_day - 30,
        count(*), count(*) filter (where u.last_active_on > l.as_of_day - 30),
        percentile_cont(0.5) within group (order by u.last_active_on - u.first_active_on + 1),
        g.active_minutes, g.idle_threshold_cores, l.history_from_day, l.as_of_day
    from report.runtime_use($1, $4) u
    cross join loaded l
    cross join report.setting g
    where u.user_id in (select c.user_id from report.chosen_person('-infinity', $1, null, $2, $3) c)
    group by u.language_name, u.version_minor, l.as_of_day, l.history_from_day, g.active_minutes,
        g.idle_threshold_cores
$$;
comment on function report.runtime_lifetime(date, text, boolean, text) is
    'The report runtime_lifetime as it was before a day, filtered as report.runtime_migration.';

create or replace view report.runtime_lifetime as
select m.*
from (select max(to_day) as to_day from mart.dim_period where period_kind = 'all') a
cross join lateral report.runtime_lifetime(a.to_day) m;
comment on view report.runtime_lifetime is
    'Grain: one minor version of R or Python that somebody was active in. How long does it stay in use? As far as the '
    'history reaches.';

select ops.describe_view(view_name, jsonb_build_object(
    'department_name', 'Department of the owner at the month''s end; all = everybody, Other = those of too few people',
    'language_name', 'R, Python, or unknown where the image says neither',
    'version_name', 'Version of the language; null = unknown',
    'version_minor', 'First two parts of the version; null = unknown',
    'version_sort', 'Number that sorts versions as versions; null = unknown',
    'running_container_count', 'Containers running at the end of the month''s last loaded day',
    'active_container_count', 'Containers with a day of at least the active minutes in the month',
    'running_and_active_container_count', 'Containers that are both',
    'running_owner_count', 'People who own a container running at the month''s end',
    'active_owner_count', 'People who own a container active in the month',
    'running_and_active_owner_count', 'People who own a container that is both',
    'first_seen_on', 'First day on which somebody was active in it',
    'last_seen_on', 'Last day on which somebody was active in it',
    'lifetime_days', 'Days from the first to the last',
    'is_still_used', 'Whether somebody was active in it in the last 30 days',
    'population_count', 'People active in the language since the version first appeared',
    'people_count', 'People who were ever active in it',
    'people_after_7_days_count', 'Of these, people who were within 7 days after the first; null = these are not over',
    'people_after_30_days_count', 'The same within 30 days',
    'people_after_90_days_count', 'The same within 90 days',
    'people_after_180_days_count', 'The same within 180 days',
    'share_ratio', 'people_count / population_count',
    'days_to_25_percent', 'Days from the first until a quarter of the population had been active in it; null = not yet',
    'days_to_50_percent', 'The same for half; null = not yet',
    'days_to_75_percent', 'The same for three quarters; null = not yet',
    'people_in_30_days_count', 'People active in it in the last 30 days',
    'median_days_per_person', 'Median over people of the days from their first to their last in it',
    'history_from_day', 'First loaded day: versions seen then are older',
    'as_of_day', 'Last loaded day'))
from unnest(array['report.runtime_version_trend', 'report.runtime_migration', 'report.runtime_lifetime']) view_name;
