-- Containers that the withdrawal of R 4.0 would hit.
select coalesce(i.identifier, '') as owner, r.version_name, count(*) as container_count
from report.runtime_impact('4.0') r
left join hr.bridge_identity i on i.user_id = r.user_id and i.system_name = 'login' and r.user_id > 0
where r.asset_kind = 'container'
group by 1, 2
