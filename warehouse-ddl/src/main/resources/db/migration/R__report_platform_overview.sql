-- How large is the platform, and how many people use it?
set local role wh_owner;

create or replace function report.platform_overview(
    from_day date, to_day date, environment text default null, department text default null,
    platform_team boolean default null)
returns table (
    running_container_count bigint,
    ever_container_count bigint,
    container_user_count bigint,
    home_drive_count bigint,
    home_drive_gb numeric,
    unmeasured_home_drive_count bigint,
    connect_user_count bigint,
    connect_developer_count bigint,
    listed_item_count bigint,
    filtered_item_count bigint,
    loaded_day_count bigint,
    as_of_day date,
    home_drive_as_of_day date,
    content_as_of_day date)
language sql stable
as $$
    with filter as (
        select
            $4 is null and $5 is null as is_any_owner, -- things have their own environment
            $3 is null and $4 is null and $5 is null as is_everybody
    ), chosen as materialized (
        select user_id from report.chosen_person($1, $2, $3, $4, $5)
    ), owner as materialized (
        select user_id from report.chosen_person($1, $2, null, $4, $5) where $3 is not null
        union all
        select user_id from chosen where $3 is null
    ), listing as (
        select d.day
        from report.loaded_day d
        where d.table_name = 'fact_content_day' and d.day >= $1 and d.day < $2
          and exists (select from mart.fact_content_day f where f.day = d.day and f.is_listed)
        order by d.day desc
        limit 1
    ), running as (
        select count(distinct c.container_id) as container_count
        from report.loaded_days('fact_container_day', $1, $2) l
        join mart.fact_container_day f on f.day = l.as_of_day and f.is_running_at_day_end
        join mart.dim_container c on c.container_key = f.container_key and c.container_kind = 'interactive'
        join mart.dim_compute_system s on s.compute_system_key = f.compute_system_key
            and ($3 is null or coalesce(s.environment_name, s.compute_system_name) = $3)
        cross join filter
        where is_any_owner or f.user_id in (table owner)
    ), ever as (
        select count(container_id) as container_count
        from (
            select distinct c.container_id
            from mart.dim_container c
            join mart.dim_compute_system s using (compute_system_key)
            cross join report.setting g
            cross join filter
            where c.container_kind = 'interactive'
              and ($3 is null or coalesce(s.environment_name, s.compute_system_name) = $3)
              and (c.first_seen_on < $2 or c.created_at < $2::timestamp at time zone g.reporting_zone)
              and (is_any_owner or c.user_id in (table owner))
        ) known
    ), container_user as (
        select count(*) as people
        from report.person_in_range($1, $2) p
        where p.component_name = 'containers' and p.has_container and p.user_id in (table chosen)
    ), home as (
        select
            count(*) as home_drive_count,
            sum(v.used_bytes) / 1e9 as gb,
            count(*) filter (where v.used_bytes is null) as unmeasured_count
        from report.loaded_volume_days($1, $2) l
        join lateral report.volume_in(l.as_of_day, $1, $2, $3) v on v.volume_kind = 'home'
        cross join filter
        where is_any_owner or v.user_id in (table owner)
    ), connect_user as (
        select user_id from mart.agg_user_total where component_name = 'connect_viewer' and first_seen_on < $2
        union
        select user_id from mart.fact_audit_day where day < $2
    ), connect_developer as (
        select user_id from mart.agg_user_total where component_name = 'connect_publisher' and first_seen_on < $2
        union
        select c.user_id
        from mart.dim_content c
        cross join report.setting g
        where c.last_uploaded_at < $2::timestamp at time zone g.reporting_zone
    ), item as (
        select count(*) as item_count, count(*) filter (where is_everybody or f.user_id in (table chosen)) as filtered
        from listing l
        join mart.fact_content_day f on f.day = l.day and f.is_listed
        cross join filter
    )
    select
        case when l.as_of_day is not null then r.container_count end,
        (select container_count from ever), -- as a query of its own, which is left out where nobody asks
        case when l.as_of_day is not null then u.people end,
        case when h.as_of_day is not null then v.home_drive_count end,
        round(v.gb, 6),
        case when h.as_of_day is not null then v.unmeasured_count end,
        case when exists (
            select from report.component_day('-infinity', $2) d where d.component_name = 'connect_viewer')
            then (select count(*) from connect_user where user_id in (table chosen)) end,
        case when exists (
            select from report.loaded_day where table_name = 'fact_content_day' and day < $2)
            -- Chronicle lists items and not what was uploaded.
            and exists (select from mart.dim_content where bundle_bytes is not null)
            then (select count(*) from connect_developer where user_id in (table chosen)) end,
        case when g.day is not null then i.item_count end,
        case when g.day is not null then i.filtered end,
        l.loaded_day_count,
        l.as_of_day,
        h.as_of_day,
        g.day
    from running r
    cross join container_user u
    cross join home v
    cross join item i
    cross join report.loaded_days('fact_container_day', $1, $2) l
    cross join report.loaded_volume_days($1, $2) h
    left join listing g on true
$$;
comment on function report.platform_overview(date, date, text, text, boolean) is
    'The report platform_overview for any range of days (the first one, and the day after the last one) and, if given, '
    'for one environment, one department, or only (true) or without (false) the platform team. Connect and scanned '
    'homes belong to no environment: there an environment chooses the people who have containers in it.';

create or replace view report.platform_overview as
select period.period_name, period.period_kind, period.from_day, period.to_day, period.is_complete, report.*
from mart.dim_period period
cross join lateral report.platform_overview(period.from_day, period.to_day) report;
comment on view report.platform_overview is
    'Grain: one period. How large is the platform, and how many people use it? What stands at the end of a period is '
    'of its last loaded day.';

create or replace function report.platform_overview_by_region(
    from_day date, to_day date, environment text default null, department text default null,
    platform_team boolean default null)
returns table (
    region_name text,
    home_drive_count bigint,
    home_drive_gb numeric,
    unmeasured_home_drive_count bigint,
    loaded_day_count bigint,
    as_of_day date)
language sql stable
as $$
    with owner as materialized (
        select user_id from report.chosen_person($1, $2, null, $4, $5)
    )
    select
        coalesce(v.region_name, 'unknown'), count(*), round(sum(v.used_bytes) / 1e9, 6),
        count(*) filter (where v.used_bytes is null), l.loaded_day_count, l.as_of_day
    from report.loaded_volume_days($1, $2) l
    join lateral report.volume_in(l.as_of_day, $1, $2, $3) v on v.volume_kind = 'home'
    where ($4 is null and $5 is null) or v.user_id in (table owner)
    group by 1, 5, 6
$$;
comment on function report.platform_overview_by_region(date, date, text, text, boolean) is
    'The report platform_overview_by_region for any range of days, filtered as report.platform_overview.';

create or replace view report.platform_overview_by_region as
select period.period_name, period.period_kind, period.from_day, period.to_day, period.is_complete, report.*
from mart.dim_period period
cross join lateral report.platform_overview_by_region(period.from_day, period.to_day) report;
comment on view report.platform_overview_by_region is
    'Grain: one period x region. How much lies in home drives at its end? A home that several sources tell of counts '
    'once.';

select ops.describe_view(view_name, jsonb_build_object(
    'running_container_count', 'Interactive containers running at the end of the last loaded day; null = no such day',
    'ever_container_count', 'Interactive containers ever up to the period''s end, past-container file included',
    'container_user_count', 'People with an interactive container running at any time in the period, as sources show '
        'it; null = no such day is loaded',
    'region_name', 'Region of the volume, else of the cluster that mounts it; unknown where neither says',
    'home_drive_count', 'Home drives at the period''s end; null = no day with volumes is loaded',
    'home_drive_gb', 'GB (10^9 bytes) used in them; null = none measured',
    'unmeasured_home_drive_count', 'Of these, drives whose use was never measured: in no GB',
    'connect_user_count', 'People with a visit (monitors apart) or an entry in the audit log, which signing in needs, '
        'ever up to the period''s end; null = no visits are loaded',
    'connect_developer_count', 'People who own an item to which was uploaded, ever up to the period''s end; '
        'null = no listing is loaded, or none that tells of uploads',
    'listed_item_count', 'Items in the last complete listing of the period; null = none',
    'filtered_item_count', 'Of these, items of the people that the filters choose; without filters the same number',
    'loaded_day_count', 'Days of the period with containers loaded',
    'as_of_day', 'Last of these',
    'home_drive_as_of_day', 'Last day of the period with the volumes of all sources loaded',
    'content_as_of_day', 'Day of the listing'
) || case when view_name like '%region' then jsonb_build_object(
    'loaded_day_count', 'Days of the period with volumes loaded',
    'as_of_day', 'Last of these with those of all sources') else '{}' end)
from unnest(array['report.platform_overview', 'report.platform_overview_by_region']) view_name;
