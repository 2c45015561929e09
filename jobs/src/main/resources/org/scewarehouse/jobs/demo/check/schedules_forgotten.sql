-- The report of schedules that work for nobody.
select r.content_guid, coalesce(i.identifier, '') as owner, r.last_viewed_on
from report.schedules_forgotten r
left join hr.bridge_identity i on i.user_id = r.user_id and i.system_name = 'login' and r.user_id > 0
