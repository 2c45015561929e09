-- The report of growing storage: homes that are scanned.
select r.region_name as region, i.identifier as owner, r.used_gb, r.growth_gb
from report.storage_growth(?::date, ?::date) r
join hr.bridge_identity i on i.user_id = r.user_id and i.system_name = 'login'
where r.volume_kind = 'home'
