-- The report of what jobs cost, by queue and person.
select
    r.queue_name,
    coalesce(i.identifier, '') as owner,
    coalesce(sum(r.cpu_allocated_core_hours), 0) as cpu_allocated_core_hours,
    -- Each row is rounded to a millionth of a dollar.
    abs(coalesce(sum(r.core_cost_usd), 0)::double precision - coalesce(sum(r.cpu_allocated_core_hours), 0) * 0.02)
        < 0.001 as is_at_illustrative_price
from report.job_cost(?::date, ?::date) r
left join hr.bridge_identity i on i.user_id = r.user_id and i.system_name = 'login' and r.user_id > 0
group by 1, 2
