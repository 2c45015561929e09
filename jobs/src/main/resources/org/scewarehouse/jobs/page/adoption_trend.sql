-- component: What they were active in; any = at least one of the others
select
    period_name,
    replace(component_name, '_', ' ') as component,
    active_count,
    new_count,
    kept_count,
    returned_count,
    lost_count
from report.adoption_trend
where period_kind = 'month'
  and from_day >= (select max(from_day) - interval '12 months' from mart.dim_period where period_kind = 'month')
order by from_day, component_name <> 'any', component_name

-- answer
select
    active_count, new_count, lost_count, previous_from_day, history_from_day, active_minutes, loaded_day_count,
    as_of_day
from report.adoption_trend
where period_name = :period and component_name = 'any'
