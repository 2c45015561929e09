-- How many people use what, who is new, who is lost, and what do they use together?
set local role wh_owner;

create or replace function report.person_in_range(from_day date, to_day date)
returns table (component_name text, user_id bigint, is_active boolean, has_container boolean)
language sql stable
as $$
    with whole as (
        select
            date_trunc('month', $1 + interval '1 month - 1 day')::date as from_day,
            date_trunc('month', $2::timestamp)::date as to_day
    ), part as (
        select from_day, to_day, from_day < to_day as has_months from whole
    ), seen as (
        select a.component_name, a.user_id, a.active_day_count > 0 as is_active, a.running_seconds > 0 as has_container
        from part p
        -- Months that there are: a range may be open.
        join mart.dim_period m on m.period_kind = 'month' and m.from_day >= p.from_day and m.to_day <= p.to_day
        -- Kept apart, so that each month is looked up by itself.
        cross join lateral (select * from mart.agg_user_month a where a.month = m.from_day offset 0) a
        where p.has_months
        union all
        select a.component_name, a.user_id, a.is_active, a.running_seconds > 0
        from part p
        cross join lateral (
            values
                ($1, case when p.has_months then p.from_day else $2 end),
                (case when p.has_months then p.to_day else $2 end, $2)
        ) edge(from_day, to_day)
        join mart.agg_user_day a on a.day >= edge.from_day and a.day < edge.to_day
    )
    select component_name, user_id, bool_or(is_active), coalesce(bool_or(has_container), false)
    from seen
    group by component_name, user_id
$$;
comment on function report.person_in_range(date, date) is
    'Who is seen in which component in a range of days, whether active in it, and whether an interactive container of '
    'theirs ran: whole months as the load keeps them, the rest by the day.';

create or replace function report.active_users(
    from_day date, to_day date, environment text default null, department text default null,
    platform_team boolean default null)
returns table (
    component_name text,
    active_1_day_count bigint,
    active_7_days_count bigint,
    active_30_days_count bigint,
    active_365_days_count bigint,
    active_in_period_count bigint,
    active_minutes integer,
    idle_threshold_cores double precision,
    loaded_day_count bigint,
    loaded_in_365_days_count bigint,
    as_of_day date)
language sql stable
as $$
    with chosen as materialized (
        select user_id from report.chosen_person($1, $2, $3, $4, $5)
    ), component_day as materialized (
        select c.component_name, d.day
        from report.component_day('-infinity', $2) d
        cross join lateral (values (d.component_name), ('any')) c(component_name)
        group by 1, 2
    ), component as (
        select
            component_name, count(*) as loaded_day_count, max(day) as as_of_day
        from component_day
        where day >= $1
        group by component_name
    ), is_over as (
        -- Whether nothing is loaded after the range: then the last day of each person is kept by the load.
        select coalesce(max(a.day) < $2, true) as is_latest from mart.agg_user_day a
    ), last_active_in as (
        select a.component_name, a.user_id, max(a.last_active_on) as day
        from mart.agg_user_total a
        where (select is_latest from is_over)
        group by a.component_name, a.user_id
        union all
        select a.component_name, a.user_id, max(a.day)
        from mart.agg_user_day a
        where a.is_active and a.day >= least($1, (select min(as_of_day) from component) - 364) and a.day < $2
          and not (select is_latest from is_over)
        group by a.component_name, a.user_id
    ), last_active as (
        select c.component_name, a.user_id, max(a.day) as day
        from last_active_in a
        cross join lateral (values (a.component_name), ('any')) c(component_name)
        where a.user_id in (table chosen)
        group by c.component_name, a.user_id
    )
    select
        c.component_name,
        count(*) filter (where l.day = c.as_of_day),
        count(*) filter (where l.day > c.as_of_day - 7),
        count(*) filter (where l.day > c.as_of_day - 30),
        count(*) filter (where l.day > c.as_of_day - 365),
        count(*) filter (where l.day >= $1),
        g.active_minutes, g.idle_threshold_cores, c.loaded_day_count,
        (select count(*) from component_day d
            where d.component_name = c.component_name and d.day > c.as_of_day - 365 and d.day <= c.as_of_day),
        c.as_of_day
    from component c
    cross join report.setting g
    left join last_active l using (component_name)
    group by c.component_name, c.loaded_day_count, c.as_of_day, g.active_minutes, g.idle_threshold_cores
$$;
comment on function report.active_users(date, date, text, text, boolean) is
    'The report active_users for any range of days (the first one, and the day after the last one) and, if given, for '
    'people with a container in one environment in that range, of one department, or only (true) or without (false) the '
    'platform team.';

create or replace view report.active_users as
select period.period_name, period.period_kind, period.from_day, period.to_day, period.is_complete, report.*
from mart.dim_period period
cross join lateral report.active_users(period.from_day, period.to_day) report;
comment on view report.active_users is
    'Grain: one period x component, and any for all together. How many people were active in the 1, 7, 30 and 365 days '
    'that end with the period''s last loaded day? People do not add up over components or periods.';

create or replace function report.previous_from_day(from_day date, to_day date) returns date
language sql immutable
as $$
    select case
        -- Before an open range, and one longer than the calendar reaches back, there is none.
        when not isfinite($1) or not isfinite($2) then '-infinity'
        when $2 - $1 > 365000 then '-infinity'
        when extract(day from $1) = 1 and extract(day from $2) = 1 then
            ($1 - make_interval(months => (
                (extract(year from $2) - extract(year from $1)) * 12 + extract(month from $2)
                    - extract(month from $1))::integer))::date
        else $1 - ($2 - $1)
    end
$$;
comment on function report.previous_from_day(date, date) is
    'First day of the range before a range: as many months before where both ends are firsts of months, else as many '
    'days before.';

create or replace function report.adoption_trend(
    from_day date, to_day date, environment text default null, department text default null,
    platform_team boolean default null)
returns table (
    component_name text,
    active_count bigint,
    new_count bigint,
    kept_count bigint,
    returned_count bigint,
    lost_count bigint,
    previous_active_count bigint,
    previous_from_day date,
    history_from_day date,
    active_minutes integer,
    idle_threshold_cores double precision,
    loaded_day_count bigint,
    as_of_day date)
language sql stable
as $$
    with chosen as materialized (
        select user_id from report.chosen_person($1, $2, $3, $4, $5)
    ), chosen_before as materialized (
        -- Who had a container in the environment before may have none there any more: that is who is lost.
        select user_id
        from report.chosen_person($1, $2, null, $4, $5) chosen
        join report.chosen_person(report.previous_from_day($1, $2), $1, $3, null, null) was_there using (user_id)
        where $3 is not null
        union all
        select user_id from chosen where $3 is null
    ), component as (
        select
            c.component_name, min(d.day) as history_from_day,
            count(distinct d.day) filter (where d.day >= $1 and d.day < $2) as loaded_day_count,
            max(d.day) filter (where d.day >= $1 and d.day < $2) as as_of_day
        from report.component_day('-infinity', 'infinity') d
        cross join lateral (values (d.component_name), ('any')) c(component_name)
        group by c.component_name
    ), known as (
        -- Who was active in anything before is known where that is in the history of all that the range tells of.
        select
            c.component_name,
            bool_and(o.history_from_day <= report.previous_from_day($1, $2)) as has_previous
        from component c
        join component o on o.as_of_day is not null and c.component_name in (o.component_name, 'any')
        group by c.component_name
    ), first_active as (
        select c.component_name, a.user_id, min(a.first_active_on) as day
        from mart.agg_user_total a
        cross join lateral (values (a.component_name), ('any')) c(component_name)
        group by 1, 2
    ), active_in as (
        select component_name, user_id, bool_or(is_now) as is_now, bool_or(not is_now) as is_before
        from (
            select a.component_name, a.user_id, true as is_now
            from report.person_in_range($1, $2) a
            where a.is_active and a.user_id in (table chosen)
            union all
            select a.component_name, a.user_id, false
            from report.person_in_range(report.previous_from_day($1, $2), $1) a
            where a.is_active and a.user_id in (table chosen_before)
        ) ranges
        group by component_name, user_id
    ), active as (
        select a.*, f.day as first_day
        from (
            select c.component_name, a.user_id, bool_or(a.is_now) as is_now, bool_or(a.is_before) as is_before
            from active_in a
            cross join lateral (values (a.component_name), ('any')) c(component_name)
            group by c.component_name, a.user_id
        ) a
        left join first_active f on f.component_name = a.component_name and f.user_id = a.user_id
    ), counted as (
        select
            c.component_name, c.has_previous,
            count(*) filter (where a.is_now) as active,
            count(*) filter (where a.is_now and a.first_day >= $1) as new,
            count(*) filter (where a.is_now and a.is_before) as kept,
            count(*) filter (where a.is_now and not a.is_before and a.first_day < $1) as returned,
            count(*) filter (where not a.is_now) as lost,
            count(*) filter (where a.is_before) as previous
        from known c
        left join active a using (component_name)
        group by c.component_name, c.has_previous
    )
    select
        c.component_name, n.active, n.new,
        case when n.has_previous then n.kept end,
        case when n.has_previous then n.returned end,
        case when n.has_previous then n.lost end,
        case when n.has_previous then n.previous end,
        report.previous_from_day($1, $2), c.history_from_day,
        g.active_minutes, g.idle_threshold_cores, c.loaded_day_count, c.as_of_day
    from component c
    join counted n using (component_name)
    cross join report.setting g
    where c.as_of_day is not null
$$;
comment on function report.adoption_trend(date, date, text, text, boolean) is
    'The report adoption_trend for any range of days, filtered as report.active_users; people of the period before are '
    'those with a container in the environment then.';

create or replace view report.adoption_trend as
select period.period_name, period.period_kind, period.from_day, period.to_day, period.is_complete, report.*
from mart.dim_period period
cross join lateral report.adoption_trend(period.from_day, period.to_day) report;
comment on view report.adoption_trend is
    'Grain: one period x component, and any for all together. Who is new, and who is lost, against the equally long '
    'period before? active = new + kept + returned, and previous_active = kept + lost. In the first periods of the '
    'history everybody is new. Of any, the period before is in the history where it is in that of each component of '
    'the period.';

create or replace function report.component_mix(
    from_day date, to_day date, environment text default null, department text default null,
    platform_team boolean default null)
returns table (
    component_names text,
    component_count bigint,
    people_count bigint,
    people_ratio double precision,
    active_minutes integer,
    idle_threshold_cores double precision,
    loaded_day_count bigint,
    as_of_day date)
language sql stable
as $$
    with chosen as materialized (
        select user_id from report.chosen_person($1, $2, $3, $4, $5)
    ), person as (
        select
            a.user_id,
            string_agg(a.component_name, ' + ' order by a.component_name) as component_names,
            count(*) as component_count
        from report.person_in_range($1, $2) a
        where a.is_active and a.user_id in (table chosen)
        group by a.user_id
    ), loaded as (
        select count(distinct d.day) as loaded_day_count, max(d.day) as as_of_day
        from report.component_day($1, $2) d
    )
    select
        p.component_names, p.component_count, count(*), count(*) / sum(count(*)) over ()::double precision,
        g.active_minutes, g.idle_threshold_cores, l.loaded_day_count, l.as_of_day
    from person p
    cross join report.setting g
    cross join loaded l
    group by 1, 2, 5, 6, 7, 8
$$;
comment on function report.component_mix(date, date, text, text, boolean) is
    'The report component_mix for any range of days, filtered as report.active_users.';

create or replace view report.component_mix as
select period.period_name, period.period_kind, period.from_day, period.to_day, period.is_complete, report.*
from mart.dim_period period
cross join lateral report.component_mix(period.from_day, period.to_day) report;
comment on view report.component_mix is
    'Grain: one period x combination of components that somebody was active in. Which components do people use '
    'together? Everybody who was active is in one row, so people add up within a period.';

select ops.describe_view(view_name, jsonb_build_object(
    'component_name', 'containers, batch, connect_viewer, connect_publisher, gitlab, or any of them',
    'active_1_day_count', 'People active on the last loaded day of the component in the period',
    'active_7_days_count', 'People active in the 7 days that end with it',
    'active_30_days_count', 'People active in the 30 days that end with it',
    'active_365_days_count', 'People active in the 365 days that end with it',
    'active_in_period_count', 'People active in the period',
    'loaded_in_365_days_count', 'Days of these 365 that are loaded',
    'active_count', 'People active in the period',
    'new_count', 'Of these, people never active before it, as far back as history reaches',
    'kept_count', 'Of these, people active in the period before too; null = that is not in the history',
    'returned_count', 'Of these, people active before, but not in the period before; null = that is not in the history',
    'lost_count', 'People active in the period before and not in this one; null = that is not in the history',
    'previous_active_count', 'People active in the period before; null = that is not in the history',
    'previous_from_day', 'First day of the period before, which ends where this one begins',
    'history_from_day', 'First loaded day of the component',
    'component_names', 'Components the people were active in, in alphabetical order',
    'component_count', 'How many these are',
    'people_count', 'People active in exactly these',
    'people_ratio', 'people_count / all people active in the period',
    'loaded_day_count', 'Days of the period with the component loaded',
    'as_of_day', 'Last of these'))
from unnest(array['report.active_users', 'report.adoption_trend', 'report.component_mix']) view_name;
