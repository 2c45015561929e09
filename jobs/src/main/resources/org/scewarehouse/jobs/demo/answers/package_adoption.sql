-- Which package versions do studies really use, and by how many are they written? (the first ten)
-- repositories = those with a commit in the last 365 days whose lock file names the version
select
    package_name as package,
    package_version as version,
    origin_name as origin,
    repository_count as repositories,
    package_repository_count as of_repositories_with_the_package,
    author_count as authors,
    first_used_on
from report.package_adoption
where period_name = 'all data' and ecosystem_name in ('r', 'python')
order by repository_count desc, package_name, package_version_sort
limit 10
