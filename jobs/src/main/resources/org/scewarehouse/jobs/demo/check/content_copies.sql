-- The report of items that are there twice.
select
    r.content_guid,
    coalesce(i.identifier, '') as owner,
    r.copy_name,
    r.copy_count,
    r.dead_copy_count,
    r.is_dead_copy
from report.content_copies r
left join hr.bridge_identity i on i.user_id = r.user_id and i.system_name = 'login' and r.user_id > 0
