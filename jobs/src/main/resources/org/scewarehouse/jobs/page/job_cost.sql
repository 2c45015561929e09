-- cost_per_run_usd: Cost divided by the jobs that ran in the period
-- people_count: Different people whose jobs of this name ran; nobody known is none
select
    coalesce(job_name, 'no name') as job_name,
    count(distinct user_id) filter (where user_id > 0 and running_job_count > 0) as people_count,
    sum(running_job_count) as running_job_count,
    sum(cpu_allocated_core_hours) as cpu_allocated_core_hours,
    sum(gpu_hours) as gpu_hours,
    sum(cost_usd) as cost_usd,
    sum(cost_usd) / nullif(sum(running_job_count), 0) as cost_per_run_usd
from report.job_cost
where period_name = :period
group by 1
order by cost_usd desc nulls last, 1

-- answer
select
    sum(cost_usd) as cost_usd,
    sum(running_job_count) as running_job_count,
    sum(unknown_time_count) as unknown_time_count,
    string_agg(distinct core_hour_rates, ', ') as core_hour_rates,
    max(loaded_day_count) as loaded_day_count,
    max(as_of_day) as as_of_day
from report.job_cost
where period_name = :period
