-- Which versions of R and Python are used, not merely running? A container counts once, however many images with the
-- version it ran: counts by image, as report.runtime_version_split has them, do not add up.
select r.language_name, r.version_name, count(distinct r.container_id) as active_container_count
from mart.dim_period p
cross join lateral report.container_runtime(p.from_day, p.to_day) r
where p.period_name = 'last 30 days' and r.is_active
group by r.language_name, r.version_name, r.version_sort
order by r.language_name, r.version_sort desc nulls last;
