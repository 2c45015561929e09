-- How often people of each department work in containers.
select
    department_name as department,
    count(*) filter (where frequency = 'daily') as daily,
    count(*) filter (where frequency = 'weekly') as weekly,
    count(*) filter (where frequency = 'monthly') as monthly,
    count(*) filter (where frequency = 'less') as less,
    count(*) filter (where frequency = 'too_new') as too_new
from report.person_frequency(?::date, ?::date)
where component_name = 'containers'
group by department_name
