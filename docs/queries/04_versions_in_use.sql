-- Which versions of R and Python are used, not merely running?
select language_name, version_name, sum(active_container_count) as active_container_count
from report.runtime_version_split
where period_name = 'last 30 days'
group by language_name, version_name, version_sort
order by language_name, version_sort desc nulls last;
