-- Do interactive containers mostly sit idle? One row per environment and person, from FROM_DAY to the day before TO_DAY.
-- The warehouse's report.container_idleness has the same numbers, and the person's department and cost beside them.
select
    coalesce(s.environment_name, s.compute_system_name, 'unknown') as environment_name,
    f.user_id,
    count(distinct c.container_id) as container_count,
    sum(f.running_seconds) as running_seconds,
    sum(f.observed_seconds) as observed_seconds,
    sum(f.idle_seconds) as idle_seconds,
    sum(f.active_seconds) as active_seconds,
    sum(f.band_0_seconds) as band_0_seconds,
    sum(f.band_1_seconds) as band_1_seconds,
    sum(f.band_2_seconds) as band_2_seconds,
    sum(f.band_3_seconds) as band_3_seconds,
    sum(f.band_4_seconds) as band_4_seconds,
    sum(f.band_5_seconds) as band_5_seconds,
    sum(f.band_6_seconds) as band_6_seconds,
    sum(f.cpu_core_seconds) / 3600 as cpu_core_hours,
    sum(f.cpu_allocated_core_seconds) / 3600 as cpu_allocated_core_hours,
    sum(f.cpu_idle_allocated_core_seconds) / 3600 as cpu_idle_allocated_core_hours
from fact_container_day f
join dim_container c on c.container_key = f.container_key
left join dim_compute_system s on s.compute_system_key = f.compute_system_key
where f.day >= date 'FROM_DAY' and f.day < date 'TO_DAY' and c.container_kind = 'interactive'
group by 1, 2
order by 1, 2
