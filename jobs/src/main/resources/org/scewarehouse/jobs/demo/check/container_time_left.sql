-- The report of when the platform ends containers.
select
    c.pod_uid,
    r.environment_name as environment,
    coalesce(i.identifier, '') as owner,
    r.last_active_on,
    r.days_until_auto_deletion
from report.container_time_left r
join mart.dim_container c using (container_key)
left join hr.bridge_identity i on i.user_id = r.user_id and i.system_name = 'login' and r.user_id > 0
