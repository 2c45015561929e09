-- The same report over any range of days: the first one, and the day after the last one.
select environment_name, sum(idle_seconds) / nullif(sum(observed_seconds), 0) as idle_ratio
from report.container_idleness(date '2024-08-01', date '2024-08-09')
group by environment_name
order by environment_name;
