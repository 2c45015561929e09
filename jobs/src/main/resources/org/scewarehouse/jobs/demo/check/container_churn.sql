-- The report of who makes many containers of the same image: what ran and was active.
select i.identifier as owner, r.repository_name as repository, r.ran_count, r.active_count
from report.container_churn(?::date, ?::date) r
join hr.bridge_identity i on i.user_id = r.user_id and i.system_name = 'login'
