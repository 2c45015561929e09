-- The numbers by which the users of the organisation know it.
with period(from_day, to_day) as (
    values (?::date, ?::date)
), everybody as (
    select o.* from period p, report.platform_overview(p.from_day, p.to_day) o
), others as (
    select o.* from period p, report.platform_overview(p.from_day, p.to_day, platform_team => false) o
), home as (
    select upper(h.region_name) || ' home drives (GB)' as metric, h.home_drive_gb, coalesce(o.home_drive_gb, 0) as other_gb
    from period p
    cross join report.platform_overview_by_region(p.from_day, p.to_day) h
    left join report.platform_overview_by_region(p.from_day, p.to_day, platform_team => false) o using (region_name)
), item as (
    select metric, count(*) as items, count(*) filter (where not u.is_platform_team) as of_others
    from (
        select 'Connect items never successfully deployed' as metric, user_id from report.content_never_deployed
        union all
        select 'Connect items not viewed in a year', user_id from report.content_not_viewed
    ) c
    join mart.dim_user_now u using (user_id)
    group by metric
)
select metric, amount::double precision as "all", of_others::double precision as without_platform_team
from (
    select v.metric, v.amount, v.of_others
    from everybody e
    cross join others o
    cross join lateral (values
        ('running interactive containers', e.running_container_count, o.running_container_count),
        ('total containers', e.ever_container_count, o.ever_container_count),
        ('container users', e.container_user_count, o.container_user_count),
        ('ever Connect users', e.connect_user_count, o.connect_user_count),
        ('Connect developers', e.connect_developer_count, o.connect_developer_count),
        ('Connect items', e.filtered_item_count, o.filtered_item_count)
    ) v(metric, amount, of_others)
    union all
    select metric, home_drive_gb, other_gb from home
    union all
    select metric, items, of_others from item
) numbers
