-- Whether items work and are viewed, and whose they are.
select c.content_guid, i.identifier as owner, c.deployment_state, c.is_not_viewed
from report.content_item c
join hr.bridge_identity i on i.user_id = c.user_id and i.system_name = 'login'
