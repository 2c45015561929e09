-- Which versions of R and Python, and which images, are running, and which of them are used?
set local role wh_owner;

create or replace function report.container_runtime(from_day date, to_day date)
returns table (
    language_name text,
    version_name text,
    version_minor text,
    version_sort bigint,
    repository_name text,
    tag_name text,
    image_status text,
    environment_name text,
    department_name text,
    is_platform_team boolean,
    container_id text,
    user_id bigint,
    is_running_at_period_end boolean,
    is_active boolean)
language sql stable
as $$
    with loaded as (
        select max(day) as last_day
        from report.loaded_day
        where table_name = 'fact_container_day' and day >= $1 and day < $2
    ), running as (
        select f.container_key, f.image_key, f.compute_system_key
        from loaded l
        join mart.fact_container_day f on f.day = l.last_day
        where f.is_running_at_day_end
    ), container as (
        select
            c.container_id, m.image_key, m.compute_system_key,
            (array_agg(m.user_id order by m.last_seen_on desc, m.user_id))[1] as user_id,
            bool_or(r.container_key is not null) as is_running_at_period_end,
            coalesce(bool_or(round(m.day_active_seconds_max * 1000) >= g.active_minutes * 60000), false) as is_active
        from report.container_month($1, $2, null, $1, $2) m
        join mart.dim_container c using (container_key)
        left join running r
            on r.container_key = m.container_key and r.image_key = m.image_key
            and r.compute_system_key = m.compute_system_key
        cross join report.setting g
        where c.container_kind = 'interactive'
        group by c.container_id, m.image_key, m.compute_system_key
    ), person as (
        select u.user_id, u.is_platform_team, coalesce(u.department_name, 'Unknown') as department_name
        from mart.dim_user u
        where u.user_id in (select user_id from container) and u.valid_from < $2
          and least($2, '9999-12-31') <= u.valid_to
    ), small_department as (
        select label from report.small_group(array(select department_name from person where user_id > 0))
    )
    select
        v.language_name,
        v.version_name,
        v.version_minor,
        v.version_sort,
        i.repository_name,
        i.tag_name,
        i.image_status,
        coalesce(s.environment_name, s.compute_system_name),
        case when p.department_name in (table small_department) and p.user_id > 0
            then 'Other' else p.department_name end,
        p.is_platform_team,
        c.container_id,
        c.user_id,
        c.is_running_at_period_end,
        c.is_active
    from container c
    join mart.dim_image i using (image_key)
    join mart.dim_compute_system s using (compute_system_key)
    join person p using (user_id)
    cross join lateral (
        select 'R', i.r_version, i.r_version_minor, i.r_version_sort where i.r_version is not null
        union all
        select 'Python', i.python_version, i.python_version_minor, i.python_version_sort
        where i.python_version is not null
        union all
        select 'unknown', null, null, null where i.r_version is null and i.python_version is null
    ) v(language_name, version_name, version_minor, version_sort)
$$;
comment on function report.container_runtime(date, date) is
    'Interactive containers that ran between the first day and the day before the second, one row per container x '
    'image x language of the image. A container that changed its image has a row for each; it is active in the image '
    'it was active in. What runtime_version_split counts: count distinct container_id and user_id over any rows.';

create or replace function report.runtime_version_split(
    from_day date, to_day date, environment text default null, department text default null,
    platform_team boolean default null)
returns table (
    language_name text,
    version_name text,
    version_minor text,
    version_sort bigint,
    repository_name text,
    tag_name text,
    image_status text,
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
        c.language_name, c.version_name, c.version_minor, c.version_sort,
        c.repository_name, c.tag_name, c.image_status,
        count(distinct c.container_id) filter (where c.is_running_at_period_end),
        count(distinct c.container_id) filter (where c.is_active),
        count(distinct c.container_id) filter (where c.is_running_at_period_end and c.is_active),
        count(distinct c.user_id) filter (where c.is_running_at_period_end and c.user_id > 0),
        count(distinct c.user_id) filter (where c.is_active and c.user_id > 0),
        count(distinct c.user_id) filter (where c.is_running_at_period_end and c.is_active and c.user_id > 0),
        g.active_minutes,
        g.idle_threshold_cores,
        l.loaded_day_count,
        l.as_of_day
    from report.container_runtime($1, $2) c
    cross join report.setting g
    cross join (
        select count(distinct day) as loaded_day_count, max(day) as as_of_day
        from report.loaded_day
        where table_name = 'fact_container_day' and day >= $1 and day < $2
    ) l
    where (c.is_running_at_period_end or c.is_active)
      and ($3 is null or c.environment_name = $3)
      and ($4 is null or c.department_name = $4)
      and ($5 is null or c.is_platform_team = $5)
    group by 1, 2, 3, 4, 5, 6, 7, g.active_minutes, g.idle_threshold_cores, l.loaded_day_count, l.as_of_day
    order by 1, 4 nulls last, 2, 5, 6
$$;
comment on function report.runtime_version_split(date, date, text, text, boolean) is
    'The report runtime_version_split for any range of days (the first one, and the day after the last one) and, if '
    'given, for one environment, one department, or only (true) or without (false) the platform team.';

create or replace view report.runtime_version_split as
select period.period_name, period.period_kind, period.from_day, period.to_day, period.is_complete, report.*
from mart.dim_period period
cross join lateral report.runtime_version_split(period.from_day, period.to_day) report;

create or replace view report.runtime_version_split_by_group as
select
    period.period_name, period.period_kind, period.from_day, period.to_day, period.is_complete,
    c.environment_name, c.department_name, c.is_platform_team,
    c.language_name, c.version_name, c.version_minor, c.version_sort, c.repository_name, c.tag_name, c.image_status,
    count(distinct c.container_id) filter (where c.is_running_at_period_end) as running_container_count,
    count(distinct c.container_id) filter (where c.is_active) as active_container_count,
    count(distinct c.container_id) filter (where c.is_running_at_period_end and c.is_active)
        as running_and_active_container_count,
    count(distinct c.user_id) filter (where c.is_running_at_period_end and c.user_id > 0) as running_owner_count,
    count(distinct c.user_id) filter (where c.is_active and c.user_id > 0) as active_owner_count,
    count(distinct c.user_id) filter (where c.is_running_at_period_end and c.is_active and c.user_id > 0)
        as running_and_active_owner_count,
    g.active_minutes,
    g.idle_threshold_cores,
    l.loaded_day_count,
    l.as_of_day
from mart.dim_period period
cross join lateral report.container_runtime(period.from_day, period.to_day) c
cross join report.setting g
cross join lateral (
    select count(distinct day) as loaded_day_count, max(day) as as_of_day
    from report.loaded_day
    where table_name = 'fact_container_day' and day >= period.from_day and day < period.to_day
) l
where c.is_running_at_period_end or c.is_active
group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
    g.active_minutes, g.idle_threshold_cores, l.loaded_day_count, l.as_of_day;

comment on view report.runtime_version_split is
    'Grain: one period x language x version x image (repository and tag). Interactive containers. A container counts '
    'in every language of its image and in every image it ran, so rows do not add up over languages or images.';
comment on view report.runtime_version_split_by_group is
    'Grain: as report.runtime_version_split, x environment x department (at the period''s end) x platform team or not. '
    'Containers add up over these three; an owner with containers in two environments counts in both.';

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
            ('to_day', 'First day after the period: its last is to_day - 1; --to of sce run is the last day itself'),
            ('is_complete', 'Whether the loaded days reach over the whole period'),
            ('environment_name', 'Environment the containers ran in; the cluster''s name where it has none'),
            ('department_name', 'Department of the owner at the period''s end; Other = those of too few people'),
            ('is_platform_team', 'Whether the owner belongs to the platform team'),
            ('language_name', 'R, Python, or unknown where the image says neither'),
            ('version_name', 'Version of the language; null = unknown'),
            ('version_minor', 'First two parts of the version; null = unknown'),
            ('version_sort', 'Number that sorts versions as versions; null = unknown'),
            ('repository_name', 'Repository of the image'),
            ('tag_name', 'Tag of the image; null = none'),
            ('image_status', 'validated, current, deprecated or withdrawn; null = not listed'),
            ('running_container_count', 'Containers running at the end of the period''s last loaded day'),
            ('active_container_count', 'Containers with a day of at least the active minutes in the period'),
            ('running_and_active_container_count', 'Containers that are both'),
            ('running_owner_count', 'People who own a container running at the period''s end'),
            ('active_owner_count', 'People who own a container active in the period'),
            ('running_and_active_owner_count', 'People who own a container that is both'),
            ('active_minutes', 'Setting used: minutes of active time that make a day active'),
            ('idle_threshold_cores', 'Setting used: cores below which a container idles'),
            ('loaded_day_count', 'Days of the period that are loaded'),
            ('as_of_day', 'Last loaded day of the period')
        ) comments(column_name, text)
    loop
        foreach view_name in array array['report.runtime_version_split', 'report.runtime_version_split_by_group'] loop
            if view_name like '%_by_group'
                or described.column_name not in ('environment_name', 'department_name', 'is_platform_team') then
                execute format(
                    'comment on column %s.%I is %L', view_name, described.column_name, described.text);
            end if;
        end loop;
    end loop;
end
$$;
