-- Which containers would be hit if R 4.1 were withdrawn, by department?
select
    r.department_name,
    count(distinct r.container_id) as container_count,
    count(distinct r.user_id) filter (where r.user_id > 0) as people_count -- 0 = nobody known
from mart.dim_period p
cross join lateral report.container_runtime(p.from_day, p.to_day) r
where p.period_name = 'last 30 days' and r.language_name = 'R' and r.version_minor = '4.1'
group by r.department_name
order by container_count desc;
