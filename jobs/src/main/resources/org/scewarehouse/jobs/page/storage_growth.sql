-- department: Department of the owner; Other = those of too few people
-- left_gb: GB that belong to people who left
select
    department_name as department,
    sum(volume_count) as volume_count,
    sum(used_gb) as used_gb,
    sum(growth_gb) as growth_gb,
    sum(near_limit_volume_count) as near_limit_volume_count,
    sum(used_gb) filter (where employment_status = 'left') as left_gb
from report.storage_growth
where period_name = :period and volume_kind = 'home'
group by department_name
order by used_gb desc nulls last, department_name

-- answer
select
    sum(growth_gb) as growth_gb,
    sum(near_limit_volume_count) as near_limit_volume_count,
    coalesce(
        sum(used_gb) filter (where employment_status = 'left'),
        case when count(*) filter (where employment_status = 'left') = 0 then 0 end
    ) as left_gb,
    max(before_day) as before_day,
    max(loaded_day_count) as loaded_day_count,
    max(as_of_day) as as_of_day
from report.storage_growth
where period_name = :period and volume_kind = 'home'
