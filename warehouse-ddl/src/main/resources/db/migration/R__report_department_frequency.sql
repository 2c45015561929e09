-- How often do people use the platform: daily, weekly, monthly or less?
set local role wh_owner;

create or replace function report.person_frequency(
    from_day date, to_day date, environment text default null, platform_team boolean default null)
returns table (
    component_name text,
    user_id bigint,
    pseudonym text,
    department_name text,
    role_group text,
    counted_from_day date,
    counted_to_day date,
    counted_day_count bigint,
    active_day_count bigint,
    frequency text,
    loaded_day_count bigint,
    as_of_day date)
language sql stable
as $$
    with component as (
        select
            d.component_name, min(d.day) as first_day,
            count(distinct d.day) filter (where d.day >= $1 and d.day < $2) as loaded_day_count,
            max(d.day) filter (where d.day >= $1 and d.day < $2) as as_of_day
        from report.component_day('-infinity', 'infinity') d
        group by d.component_name
    ), person as materialized (
        select
            u.user_id, u.pseudonym, coalesce(u.department_name, 'Unknown') as department_name,
            case when u.is_manager then 'manager' when not u.is_manager then 'contributor' else 'unknown' end
                as role_group,
            coalesce(u.country_name, '') as country_name, coalesce(u.site_name, '') as site_name,
            n.left_on
        from mart.dim_user u
        join mart.dim_user_now n using (user_id)
        where u.valid_from < $2 and least($2, '9999-12-31') <= u.valid_to and u.user_id > 0
          and ($4 is null or u.is_platform_team = $4)
          and u.user_id in (
            select a.user_id
            from mart.agg_user_day a
            where a.day >= $1 and a.day < $2 and a.component_name = 'containers' and a.running_seconds > 0)
          and ($3 is null or u.user_id in (select c.user_id from report.chosen_person($1, $2, $3, null, null) c))
    ), past as (
        select c.user_id, min(report.local_day(c.created_at)) as first_day
        from mart.dim_container c
        where c.container_kind = 'interactive' and c.pod_uid is null and c.pod_name is null and c.user_id > 0
        group by c.user_id
    ), first_use as (
        select
            a.user_id, a.component_name,
            least(
                min(case when a.component_name = 'containers' then a.first_seen_on else a.first_active_on end),
                case when a.component_name = 'containers' then min(p.first_day) end) as first_day
        from mart.agg_user_total a
        left join past p using (user_id)
        group by a.user_id, a.component_name
    ), counted as (
        select
            -- An expression: the planner takes the column, by which it is grouped above, for unique here, too.
            c.component_name || '' as component_name, c.loaded_day_count, c.as_of_day, p.*,
            greatest($1, c.first_day, case when f.first_day < $2 then f.first_day end) as counted_from_day,
            least($2, c.as_of_day + 1, p.left_on + 1) as counted_to_day
        from component c
        cross join person p
        left join first_use f on f.user_id = p.user_id and f.component_name = c.component_name
        where c.as_of_day is not null
    ), place_day as materialized (
        select
            l.country_name, l.site_name, d.day,
            g.frequency_days = 'calendar' or report.is_working_day(d.day, l.country_name, l.site_name) as is_counted
        from (select distinct country_name, site_name from person) l
        join mart.dim_date d on d.day >= $1 and d.day < $2
        cross join report.setting g
    ), place_count as (
        select
            country_name, site_name, day,
            count(*) filter (where is_counted) over (partition by country_name, site_name order by day) as day_number
        from place_day
    ), active as (
        select a.component_name, a.user_id, a.day
        from mart.agg_user_day a
        where a.day >= $1 and a.day < $2 and a.is_active
        group by a.component_name, a.user_id, a.day
    ), active_count as (
        select c.component_name, c.user_id, count(*) as active_day_count
        from counted c
        join active a using (component_name, user_id)
        join place_day d on d.country_name = c.country_name and d.site_name = c.site_name and d.day = a.day
        where a.day >= c.counted_from_day and a.day < c.counted_to_day and d.is_counted
        group by c.component_name, c.user_id
    ), measured as (
        select
            c.*,
            case when c.counted_from_day < c.counted_to_day
                then coalesce(last_day.day_number, 0) - coalesce(day_before.day_number, 0) else 0 end
                as counted_day_count,
            coalesce(a.active_day_count, 0) as active_day_count
        from counted c
        left join active_count a using (component_name, user_id)
        left join place_count last_day on last_day.country_name = c.country_name
            and last_day.site_name = c.site_name and last_day.day = c.counted_to_day - 1
        left join place_count day_before on day_before.country_name = c.country_name
            and day_before.site_name = c.site_name and day_before.day = c.counted_from_day - 1
    )
    select
        component_name, user_id, pseudonym, department_name, role_group, counted_from_day, counted_to_day,
        counted_day_count, active_day_count,
        case
            when counted_to_day - counted_from_day < 28 then 'too_new'
            when active_day_count > 0.5 * counted_day_count then 'daily'
            when active_day_count > 0.23 * counted_day_count then 'weekly'
            when active_day_count > 0.04 * counted_day_count then 'monthly'
            else 'less'
        end,
        loaded_day_count, as_of_day
    from measured
$$;
comment on function report.person_frequency(date, date, text, boolean) is
    'How often each person with an interactive container in the range used each component, one row per person x '
    'component: what department_frequency counts. Days are counted from the latest of the first day, the first day '
    'loaded of the component and the person''s first use, to the earliest of the end, the last day loaded and the day '
    'they left; frequency is too_new under 28 calendar days of these, else daily (active on more than 0.5 of the '
    'counted days), weekly (0.23), monthly (0.04) or less. Departments are not folded here.';

create or replace function report.department_frequency(
    from_day date, to_day date, environment text default null, platform_team boolean default null)
returns table (
    component_name text,
    role_group text,
    department_name text,
    daily_count bigint,
    weekly_count bigint,
    monthly_count bigint,
    less_count bigint,
    people_count bigint,
    too_new_count bigint,
    daily_ratio double precision,
    weekly_ratio double precision,
    monthly_ratio double precision,
    less_ratio double precision,
    frequency_days text,
    active_minutes integer,
    idle_threshold_cores double precision,
    loaded_day_count bigint,
    as_of_day date)
language sql stable
as $$
    with person as materialized (
        select f.*, g.role_group as shown_group
        from report.person_frequency($1, $2, $3, $4) f
        cross join lateral (values ('all'), (f.role_group)) g(role_group)
    ), small_department as (
        select g.shown_group, s.label
        from (select distinct shown_group from person) g
        cross join lateral report.small_group(array(
            select min(p.department_name) from person p where p.shown_group = g.shown_group group by p.user_id)) s
    ), shown as (
        select
            p.component_name, p.shown_group,
            case when s.label is null then p.department_name else 'Other' end as department_name,
            count(*) filter (where p.frequency = 'daily') as daily,
            count(*) filter (where p.frequency = 'weekly') as weekly,
            count(*) filter (where p.frequency = 'monthly') as monthly,
            count(*) filter (where p.frequency = 'less') as less,
            count(*) filter (where p.frequency <> 'too_new') as people,
            count(*) filter (where p.frequency = 'too_new') as too_new,
            max(p.loaded_day_count) as loaded_day_count,
            max(p.as_of_day) as as_of_day
        from person p
        left join small_department s on s.shown_group = p.shown_group and s.label = p.department_name
        group by 1, 2, 3
    )
    select
        component_name, shown_group, department_name, daily, weekly, monthly, less, people, too_new,
        daily::double precision / nullif(people, 0), weekly::double precision / nullif(people, 0),
        monthly::double precision / nullif(people, 0), less::double precision / nullif(people, 0),
        g.frequency_days, g.active_minutes, g.idle_threshold_cores, loaded_day_count, as_of_day
    from shown
    cross join report.setting g
$$;
comment on function report.department_frequency(date, date, text, boolean) is
    'The report department_frequency for any range of days (the first one, and the day after the last one) and, if '
    'given, for people with a container in one environment, or only (true) or without (false) the platform team.';

create or replace view report.department_frequency as
select period.period_name, period.period_kind, period.from_day, period.to_day, period.is_complete, report.*
from mart.dim_period period
cross join lateral report.department_frequency(period.from_day, period.to_day) report;
comment on view report.department_frequency is
    'Grain: one period x component x role group x department. How often do people use the platform? Choose one '
    'component (containers is the headline) and one role group: within these, people add up over departments. '
    'Everybody with an interactive container in the period is in it. CPU load cannot tell a person from a program.';

select ops.describe_view('report.department_frequency', jsonb_build_object(
    'component_name', 'containers, batch, connect_viewer, connect_publisher or gitlab',
    'role_group', 'all; or of these contributor, manager, or unknown, where HR does not say',
    'daily_count', 'People active on more than half of their counted days',
    'weekly_count', 'People active on more than 0.23 of them, and not daily',
    'monthly_count', 'People active on more than 0.04 of them, and not weekly',
    'less_count', 'People active on fewer',
    'people_count', 'daily + weekly + monthly + less: what the shares divide by',
    'too_new_count', 'People with fewer than 28 calendar days to count: in no share',
    'daily_ratio', 'daily_count / people_count; null = no people',
    'weekly_ratio', 'weekly_count / people_count; null = no people',
    'monthly_ratio', 'monthly_count / people_count; null = no people',
    'less_ratio', 'less_count / people_count; null = no people',
    'frequency_days', 'Setting used: calendar or working days',
    'loaded_day_count', 'Days of the period with the component loaded',
    'as_of_day', 'Last of these: days are counted up to it'));
