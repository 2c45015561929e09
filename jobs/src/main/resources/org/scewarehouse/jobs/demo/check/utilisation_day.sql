-- The report of how much of the capacity is allocated and used.
select
    day,
    case when cluster_name like '1111%' then 'aws' else cluster_name end as cluster,
    cpu_allocated_core_hours,
    coalesce(cpu_core_hours, 0) as cpu_core_hours
from report.utilisation_day(?::date, ?::date)
where cpu_allocated_core_hours is not null
