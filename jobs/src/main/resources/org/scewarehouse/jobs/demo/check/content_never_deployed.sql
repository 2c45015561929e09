-- The report of items that never worked.
select
    r.content_guid,
    coalesce(i.identifier, '') as owner,
    r.deployment_state,
    to_char(r.since_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since,
    r.is_older_than_30_days
from report.content_never_deployed r
left join hr.bridge_identity i on i.user_id = r.user_id and i.system_name = 'login' and r.user_id > 0
