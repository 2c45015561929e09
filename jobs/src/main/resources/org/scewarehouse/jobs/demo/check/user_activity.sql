-- The report of what each person uses: who used anything that computes.
select
    i.identifier as owner,
    r.cpu_allocated_core_hours,
    coalesce(r.submitted_job_count, 0) as submitted_job_count,
    r.container_count,
    r.container_active_day_count
from report.user_activity(?::date, ?::date) r
join hr.bridge_identity i on i.user_id = r.user_id and i.system_name = 'login'
where r.cpu_allocated_core_hours is not null or r.submitted_job_count > 0
