-- How much of the truth has been seen?
-- without_cpu: containers too short-lived for two CPU samples; their use is unknown (null), never 0.
select
    f.day,
    count(*) as container_rows,
    round((100 * sum(f.observed_seconds) / sum(f.running_seconds))::numeric, 2) as observed_percent,
    count(*) filter (where f.cpu_core_seconds is null) as without_cpu,
    sum(f.missing_left_edge_count) as without_start,
    sum(f.unobserved_gap_count) as gaps
from mart.fact_container_day f
where f.day >= ?::date and f.day < ?::date
group by f.day
order by f.day
