-- The report of items that nobody but their owners has viewed in a year.
select r.content_guid, coalesce(i.identifier, '') as owner, r.last_viewed_on, r.last_viewed_by_others_on
from report.content_not_viewed_by_others r
left join hr.bridge_identity i on i.user_id = r.user_id and i.system_name = 'login' and r.user_id > 0
