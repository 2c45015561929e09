-- component: What they were active in; any = at least one of the others
select
    replace(component_name, '_', ' ') as component,
    active_1_day_count,
    active_7_days_count,
    active_30_days_count,
    active_365_days_count
from report.active_users
where period_name = :period
order by component_name <> 'any', active_30_days_count desc nulls last, component_name

-- answer
select
    active_30_days_count, active_7_days_count, active_1_day_count, active_minutes, idle_threshold_cores,
    loaded_in_365_days_count, as_of_day
from report.active_users
where period_name = :period and component_name = 'any'
