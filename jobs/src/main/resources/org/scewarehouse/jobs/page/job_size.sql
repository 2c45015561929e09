-- mean_core_count: Cores x core time of all jobs, divided by their core time: large jobs weigh more
-- job_size: Cores of the job
-- mean_wall_seconds: Running time of a job on average, within the period
select
    core_band_name || case core_band_name when '1' then ' core' when 'unknown' then '' else ' cores' end as job_size,
    sum(running_job_count) as running_job_count,
    sum(cpu_allocated_core_hours) as cpu_allocated_core_hours,
    sum(wall_seconds) / nullif(sum(running_job_count), 0) as mean_wall_seconds
from report.job_size
where period_name = :period
group by core_band, core_band_name
order by core_band

-- answer
select
    sum(weighted_core_hours) / nullif(sum(cpu_allocated_core_hours), 0) as mean_core_count,
    sum(running_job_count) as running_job_count,
    sum(cpu_allocated_core_hours) as cpu_allocated_core_hours,
    max(loaded_day_count) as loaded_day_count,
    max(as_of_day) as as_of_day
from report.job_size
where period_name = :period
