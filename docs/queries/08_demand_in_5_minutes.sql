-- What is the most that was needed at once, per environment? Only the group all may be summed; an environment that
-- several clusters have is summed over them, five minutes by five minutes.
select environment_name, max(container_count) as containers_at_once, max(core_seconds) / 300 as cores_at_once
from (
    select
        coalesce(s.environment_name, s.compute_system_name) as environment_name,
        f.interval_start_at,
        sum(f.running_container_count) as container_count,
        sum(f.cpu_core_seconds) as core_seconds
    from mart.fact_demand_5min f
    join mart.dim_compute_system s using (compute_system_key)
    where f.day >= date '2024-08-01' and f.day < date '2024-09-01' and f.user_group = 'all'
    group by 1, 2
) demand
group by environment_name
order by environment_name;
