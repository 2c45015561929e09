-- Core hours by department as people were on each day (user_key), beside as they are now (user_id). Too few people in a
-- row, and what is nobody's, are left out: the rows do not sum to all that was used.
select
    coalesce(former.department_name, 'Unknown') as department_then,
    coalesce(now.department_name, 'Unknown') as department_now,
    sum(f.cpu_core_seconds) / 3600 as core_hours
from mart.fact_container_day f
join mart.dim_user former using (user_key)
join mart.dim_user_now now on now.user_id = f.user_id
where f.day >= date '2024-08-01' and f.day < date '2024-09-01' and f.user_id > 0
group by 1, 2
having count(distinct f.user_id) >= (select smallest_group_people from report.setting)
order by core_hours desc nulls last;
