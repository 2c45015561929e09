-- The report of items that people view.
select
    r.content_guid,
    coalesce(i.identifier, '') as owner,
    r.visit_count,
    r.visit_by_others_count,
    r.anonymous_visit_count,
    r.visitor_count
from report.content_popular(?::date, ?::date) r
left join hr.bridge_identity i on i.user_id = r.user_id and i.system_name = 'login' and r.user_id > 0
