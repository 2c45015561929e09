-- What is the most that was needed at once, per environment? Only the group all may be summed.
select
    coalesce(s.environment_name, s.compute_system_name) as environment_name,
    max(f.running_container_count) as containers_at_once,
    max(f.cpu_core_seconds) / 300 as cores_at_once
from mart.fact_demand_5min f
join mart.dim_compute_system s using (compute_system_key)
where f.day >= date '2024-08-01' and f.day < date '2024-09-01' and f.user_group = 'all'
group by 1
order by 1;
