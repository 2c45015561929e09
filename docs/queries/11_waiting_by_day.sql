-- How long did jobs wait, day by day? Waiting is booked on the day a job started.
select
    f.day,
    count(*) as started_count,
    percentile_cont(0.5) within group (order by f.wait_seconds) as wait_seconds_median,
    max(f.wait_seconds) as wait_seconds_max
from mart.fact_batch_job_day f
where f.day >= date '2024-08-01' and f.day < date '2024-09-01' and f.is_started
group by f.day
order by f.day;
