-- Totals by project.
select
    p.project_name as project,
    count(distinct c.container_id) as container_count,
    sum(f.running_seconds) as running_seconds,
    sum(f.observed_seconds) as observed_seconds,
    sum(f.idle_seconds) as idle_seconds,
    coalesce(sum(f.cpu_core_seconds), 0) as cpu_core_seconds,
    sum(f.cpu_allocated_core_seconds) as cpu_allocated_core_seconds
from mart.fact_container_day f
join mart.dim_container c using (container_key)
join mart.dim_project p using (project_key)
where f.source = 'prometheus' and f.day >= ?::date and f.day < ?::date
group by p.project_name
