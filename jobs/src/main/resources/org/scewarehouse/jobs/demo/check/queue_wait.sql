-- The report of how long jobs wait.
select q.queue_name, coalesce(r.started_count, 0) as started_count, coalesce(r.wait_seconds, 0) as wait_seconds
from (
    select distinct q.queue_name
    from mart.fact_batch_job_day f
    join mart.dim_queue q using (queue_key)
    where f.day >= ?::date and f.day < ?::date
) q
left join report.queue_wait(?::date, ?::date) r using (queue_name)
