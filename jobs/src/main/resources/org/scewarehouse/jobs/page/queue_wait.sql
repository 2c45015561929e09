-- queue: Queue, or partition of a cluster, with its cluster where several have one of the name
-- mean_wait_seconds: Wait of all attempts together, divided by the attempts whose wait is known
-- waited_over_30_min_count: Attempts that waited 30 minutes or more
-- median_wait_seconds: Half of the attempts waited no longer
-- p95_wait_seconds: 95 of 100 attempts waited no longer
-- longest_wait_seconds: The longest wait of one attempt
select
    queue_name
        || case when min(cluster_name) over same < max(cluster_name) over same then ' on ' || cluster_name else '' end
        as queue,
    started_count,
    wait_seconds / nullif(started_count - unknown_wait_count, 0) as mean_wait_seconds,
    wait_seconds_median as median_wait_seconds,
    wait_seconds_p95 as p95_wait_seconds,
    wait_seconds_max as longest_wait_seconds,
    wait_band_3_count + wait_band_4_count + wait_band_5_count + wait_band_6_count + wait_band_7_count
        as waited_over_30_min_count
from report.queue_wait
where period_name = :period and started_count > 0 -- what ended may have started before
window same as (partition by queue_name)
order by wait_seconds desc nulls last, queue_name, cluster_name

-- answer
select
    sum(wait_seconds) / nullif(sum(started_count - unknown_wait_count), 0) as mean_wait_seconds,
    sum(started_count) as started_count,
    max(wait_seconds_max) as longest_wait_seconds,
    sum(unknown_wait_count) as unknown_wait_count,
    max(loaded_day_count) as loaded_day_count,
    max(as_of_day) as as_of_day
from report.queue_wait
where period_name = :period
