-- The report of items that are due for removal, or will be in 90 days.
select r.content_guid, coalesce(i.identifier, '') as owner, r.due_on, r.is_due
from report.content_retention_due r
left join hr.bridge_identity i on i.user_id = r.user_id and i.system_name = 'login' and r.user_id > 0
