-- The numbers by which the users of the organisation know it.
with period(from_day, to_day) as (
    values (?::date, ?::date)
), container as (
    select c.container_id, f.user_id, f.day, f.is_running_at_day_end
    from mart.fact_container_day f
    join mart.dim_container c using (container_key)
    join period p on f.day >= p.from_day and f.day < p.to_day
    where c.container_kind = 'interactive'
), measured(metric, user_id, amount) as (
    select 'running interactive containers', user_id, count(distinct container_id)::numeric
    from container join period on day = to_day - 1
    where is_running_at_day_end
    group by user_id
    union all
    select 'total containers', user_id, count(distinct container_id)
    from mart.dim_container
    where container_kind = 'interactive' and container_key > 0
    group by user_id
    union all
    select distinct 'container users', user_id, 1 from container
    union all
    select upper(region_name) || ' home drives (GB)', user_id, sum(used_bytes) / 1e9
    from mart.volume_day_counted join period on day = to_day - 1
    where volume_kind = 'home'
    group by region_name, user_id
    union all
    select distinct 'ever Connect users', user_id, 1
    from mart.fact_content_visit join period on day < to_day
    where user_id > 0 and not is_monitor
    union all
    select distinct 'Connect developers', user_id, 1 from mart.dim_content where last_uploaded_at is not null
    union all
    select 'Connect items', user_id, count(*) from report.content_item group by user_id
    union all
    select 'Connect items never successfully deployed', user_id, count(*)
    from report.content_never_deployed group by user_id
    union all
    select 'Connect items not viewed in a year', user_id, count(*) from report.content_not_viewed group by user_id
)
select
    metric,
    sum(amount)::double precision as "all",
    coalesce(sum(amount) filter (where not u.is_platform_team), 0)::double precision as without_platform_team
from measured
join mart.dim_user_now u using (user_id)
group by metric
