-- Who fills home drives? The last day of which all sources tell (a scan comes later than a claim), each drive once:
-- amounts of storage are never summed over days. Departments of too few people become Other, as in every report.
with drive as (
    select v.user_id, coalesce(u.department_name, 'Unknown') as department_name, v.used_bytes
    from mart.volume_day_counted v
    join mart.dim_user_now u using (user_id)
    where v.day = (select as_of_day from report.loaded_volume_days('-infinity', 'infinity'))
      and v.volume_kind = 'home' and v.user_id > 0
), small_department as (
    select label from report.small_group(array(select max(department_name) from drive group by user_id))
)
select
    case when department_name in (table small_department) then 'Other' else department_name end as department_name,
    count(*) as drive_count,
    sum(used_bytes) / 1e9 as used_gb
from drive
group by 1
order by used_gb desc nulls last;
