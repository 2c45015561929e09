-- package: Package, with the ecosystem where several have one called so
-- package_count: The site's own packages that a lock file has ever named
-- unused_package_count: Those of them that no repository in use names any more
-- behind_repository_count: Repositories with a version that is not the latest
select
    package_name || case when count(*) over same > 1 then ' (' || ecosystem_name || ')' else '' end as package,
    ecosystem_name,
    latest_version,
    latest_repository_count,
    repository_count - latest_repository_count as behind_repository_count,
    author_count,
    content_count,
    first_used_on
from report.internal_package_use
where period_name = :period
window same as (partition by package_name)
order by repository_count desc, package_name

-- answer
select
    count(*) as package_count,
    count(*) filter (where repository_count = 0) as unused_package_count,
    max(loaded_day_count) as loaded_day_count,
    max(as_of_day) as as_of_day
from report.internal_package_use
where period_name = :period
