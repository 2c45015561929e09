-- The report of schedules whose last run failed.
select
    r.content_guid,
    coalesce(i.identifier, '') as owner,
    r.failures_in_row_count,
    (r.failing_since_at at time zone 'UTC')::date as failing_since_on
from report.schedules_failing r
left join hr.bridge_identity i on i.user_id = r.user_id and i.system_name = 'login' and r.user_id > 0
