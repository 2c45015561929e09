-- People active in each component, and in any.
select
    component_name as component, active_1_day_count, active_7_days_count, active_30_days_count,
    active_365_days_count, active_in_period_count, loaded_day_count, loaded_in_365_days_count
from report.active_users(?::date, ?::date)
