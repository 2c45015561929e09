-- Which versions of one package are in use?
select package_version, repository_count, author_count, first_used_on
from report.package_adoption
where period_name = 'last 30 days' and package_name = 'dplyr'
order by package_version_sort desc nulls last;
