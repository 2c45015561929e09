select
    environment_name,
    sum(created_count) as created_count,
    sum(reopened_count) as reopened_count,
    sum(ended_count) as ended_count,
    sum(ran_count) as ran_count,
    sum(active_count) as active_count,
    sum(never_used_again_count) as never_used_again_count,
    sum(kept_alive_count) as kept_alive_count
from report.container_lifecycle
where period_name = :period
group by environment_name
order by ran_count desc, environment_name

-- answer
select
    sum(created_count) as created_count,
    sum(ended_count) as ended_count,
    sum(never_used_again_count) as never_used_again_count,
    sum(ran_count) as ran_count,
    max(active_minutes) as active_minutes,
    max(loaded_day_count) as loaded_day_count,
    max(as_of_day) as as_of_day
from report.container_lifecycle
where period_name = :period
