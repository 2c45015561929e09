-- How often people of each department as it is shown use each component, by their part in it.
select
    component_name as component,
    role_group as role,
    department_name as department,
    daily_count as daily,
    weekly_count as weekly,
    monthly_count as monthly,
    less_count as less,
    too_new_count as too_new
from report.department_frequency(?::date, ?::date)
