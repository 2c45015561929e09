-- The report of items that nobody has viewed in a year.
select
    r.content_guid,
    coalesce(i.identifier, '') as owner,
    r.last_viewed_on,
    to_char(r.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as created,
    r.has_schedule
from report.content_not_viewed r
left join hr.bridge_identity i on i.user_id = r.user_id and i.system_name = 'login' and r.user_id > 0
