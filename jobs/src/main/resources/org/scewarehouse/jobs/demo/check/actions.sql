-- The report of what could be done about items, schedules and homes.
select r.action_name, coalesce(i.identifier, '') as owner, count(*) as action_count
from report.actions() r
left join hr.bridge_identity i on i.user_id = r.user_id and i.system_name = 'login' and r.user_id > 0
where r.target_kind in ('item', 'schedule', 'volume')
group by 1, 2
