-- The report of how big jobs are.
select
    queue_name,
    core_band_name,
    sum(running_job_count)::bigint as running_job_count,
    sum(cpu_allocated_core_hours) as cpu_allocated_core_hours,
    sum(weighted_core_hours) as weighted_core_hours
from report.job_size(?::date, ?::date)
group by 1, 2
