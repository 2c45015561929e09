-- Use by the department in which people worked on the day.
select
    f.day,
    u.department_name as department,
    count(distinct f.user_id) as people_count,
    sum(f.running_seconds) as running_seconds,
    sum(f.observed_seconds) as observed_seconds,
    sum(f.idle_seconds) as idle_seconds,
    coalesce(sum(f.cpu_core_seconds), 0) as cpu_core_seconds,
    sum(f.cpu_allocated_core_seconds) as cpu_allocated_core_seconds
from mart.fact_container_day f
join mart.dim_container c using (container_key)
join mart.dim_user u on u.user_key = f.user_key
where f.source = 'prometheus' and c.container_kind = 'interactive' and f.user_id > 0
  and f.day >= ?::date and f.day < ?::date
group by f.day, u.department_name
