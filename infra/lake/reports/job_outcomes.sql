-- How do batch jobs end? One row per queue, state and reason, from FROM_DAY to the day before TO_DAY.
-- The warehouse's report.job_outcomes has the same numbers by department, and their cost.
select
    coalesce(s.cluster_name, 'unknown') as cluster_name,
    coalesce(q.queue_name, 'unknown') as queue_name,
    f.job_state,
    f.reason_text,
    count(*) as ended_count,
    sum(case when not f.is_started then 1 else 0 end) as never_started_count,
    sum(case when f.is_started and f.cpu_allocated_core_seconds is null then 1 else 0 end) as unknown_time_count,
    sum(f.cpu_allocated_core_seconds) / 3600 as cpu_allocated_core_hours
from fact_batch_job f
left join dim_queue q on q.queue_key = f.queue_key
left join dim_compute_system s on s.compute_system_key = f.compute_system_key
where f.day >= date 'FROM_DAY' and f.day < date 'TO_DAY'
group by 1, 2, 3, 4
order by 1, 2, 3, 4
