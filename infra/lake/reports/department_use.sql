-- What did departments use, with everybody where they were that day? One row per day and department, from FROM_DAY to
-- the day before TO_DAY. In the warehouse the same join is: join mart.dim_user using (user_key).
select
    f.day,
    coalesce(u.department_name, 'Unknown') as department_name,
    count(distinct case when f.user_id > 0 then f.user_id end) as people_count, -- nobody known is none
    sum(f.running_seconds) as running_seconds,
    sum(f.cpu_core_seconds) as cpu_core_seconds
from fact_container_day f
left join dim_user u on u.user_id = f.user_id and u.valid_from <= f.day and f.day < u.valid_to
where f.day >= date 'FROM_DAY' and f.day < date 'TO_DAY'
group by 1, 2
order by 1, 2
