-- Batch jobs by day, person and queue.
select
    f.day,
    coalesce(i.identifier, '') as owner,
    q.queue_name,
    count(*) filter (where f.is_submitted) as submitted_count,
    count(*) filter (where f.is_started) as started_count,
    count(*) filter (where f.is_ended) as ended_count,
    count(*) filter (where f.is_running) as running_count,
    sum(f.cpu_allocated_core_seconds) / 3600 as allocated_core_hours,
    coalesce(sum(f.wait_seconds), 0) as wait_seconds
from mart.fact_batch_job_day f
join mart.dim_queue q using (queue_key)
left join hr.bridge_identity i on i.user_id = f.user_id and i.system_name = 'login' and f.user_id > 0
where f.source = 'aws_batch' and f.day >= ?::date and f.day < ?::date
group by 1, 2, 3
