-- How much was used, and how much was kept from others, in each month and environment?
-- The range of days is on the fact's own column, so only its months are read.
select
    d.month_start_date,
    coalesce(s.environment_name, s.compute_system_name) as environment_name,
    round((sum(f.cpu_core_seconds) / 3600)::numeric) as core_hours_used,
    round((sum(f.cpu_allocated_core_seconds) / 3600)::numeric) as core_hours_allocated
from mart.fact_container_day f
join mart.dim_date d using (day)
join mart.dim_compute_system s using (compute_system_key)
where f.day >= date '2024-01-01' and f.day < date '2025-01-01'
group by 1, 2
order by 1, 2;
