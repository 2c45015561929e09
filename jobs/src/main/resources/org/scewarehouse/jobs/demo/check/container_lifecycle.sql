-- The report of how containers come and go: what ran and was active.
select
    environment_name as environment,
    sum(ran_count)::bigint as ran_count,
    sum(active_count)::bigint as active_count,
    sum(active_container_day_count)::bigint as active_container_day_count
from report.container_lifecycle(?::date, ?::date)
group by 1
having sum(ran_count) > 0
