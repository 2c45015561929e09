-- People active in containers.
select component_name as component, active_1_day_count, active_7_days_count, active_30_days_count
from report.active_users(?::date, ?::date)
where component_name = 'containers'
