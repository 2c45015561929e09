-- all_people_count: People with an interactive container in the period, those too new apart
-- all_daily_ratio: Those of them active on more than half of their counted days
select
    department_name,
    people_count,
    daily_ratio,
    weekly_ratio,
    monthly_ratio,
    less_ratio,
    too_new_count
from (
    select *, sum(people_count) over () as all_people_count
    from report.department_frequency
    where period_name = :period and component_name = 'containers' and role_group = 'all'
) frequency
where all_people_count > 0
order by people_count desc, department_name

-- answer
select
    sum(daily_count) / nullif(sum(people_count), 0) as all_daily_ratio,
    sum(people_count) as all_people_count,
    sum(too_new_count) as too_new_count,
    max(frequency_days) as frequency_days,
    max(active_minutes) as active_minutes,
    max(loaded_day_count) as loaded_day_count,
    max(as_of_day) as as_of_day
from report.department_frequency
where period_name = :period and component_name = 'containers' and role_group = 'all'
