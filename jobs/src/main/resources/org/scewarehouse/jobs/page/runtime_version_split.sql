-- runtime: Language and version as the container's image carries it; a container counts in each language of its image
-- used_running_container_count: Containers running at the end of the period's last loaded day that had, in the period,
--  a day of at least the active minutes (see the settings) above the idle threshold
-- unused_running_container_count: Containers running at the period's end that had no such day
-- ended_container_count: Containers that had such a day and no longer run
-- owner_count: People who own one of these containers
-- running_container_count: Containers running at the end of the period's last loaded day
-- loaded_day_count: Days of the period with containers loaded
-- as_of_day: Last of these
select
    concat_ws(' ', language_name, version_minor) as runtime,
    count(distinct container_id) filter (where is_running_at_period_end and is_active) as used_running_container_count,
    count(distinct container_id) filter (where is_running_at_period_end and not is_active)
        as unused_running_container_count,
    count(distinct container_id) filter (where is_active and not is_running_at_period_end) as ended_container_count,
    count(distinct user_id) filter (where user_id > 0) as owner_count
from mart.dim_period
cross join lateral report.container_runtime(from_day, to_day)
where period_name = :period and (is_running_at_period_end or is_active)
group by language_name, version_minor
order by language_name = 'unknown', language_name desc, max(version_sort) desc nulls last

-- answer
with container as (
    select container_id, bool_or(is_running_at_period_end) as is_running, bool_or(is_active) as is_active
    from mart.dim_period
    cross join lateral report.container_runtime(from_day, to_day)
    where period_name = :period
    group by container_id
)
select
    count(*) filter (where is_running) as running_container_count,
    count(*) filter (where is_running and not is_active) as unused_running_container_count,
    (select max(active_minutes) from report.setting) as active_minutes,
    l.loaded_day_count,
    l.as_of_day
from mart.dim_period
cross join lateral report.loaded_days('fact_container_day', from_day, to_day) l
left join container on true
where period_name = :period
group by l.loaded_day_count, l.as_of_day
