-- Which departments use it? (as they were: people count where they worked that day; as they are: where they work now)
with used as (
    select f.user_id, u.department_name as as_it_was, n.department_name as as_it_is,
        f.cpu_core_seconds, f.idle_seconds, f.observed_seconds
    from mart.fact_container_day f
    join mart.dim_user u on u.user_key = f.user_key
    join mart.dim_user_now n on n.user_id = f.user_id
    where f.day >= ?::date and f.day < ?::date and f.user_id > 0
)
select
    coalesce(d.department, 'unknown') as department,
    count(distinct user_id) filter (where d.is_then) as people,
    round((sum(cpu_core_seconds) filter (where d.is_then) / 3600)::numeric) as core_hours_as_it_was,
    round((sum(cpu_core_seconds) filter (where not d.is_then) / 3600)::numeric) as core_hours_as_it_is,
    round((100 * sum(idle_seconds) filter (where d.is_then)
        / nullif(sum(observed_seconds) filter (where d.is_then), 0))::numeric, 1) as idle_percent
from used
cross join lateral (values (as_it_was, true), (as_it_is, false)) d(department, is_then)
group by 1
order by core_hours_as_it_was desc nulls last, 1
