-- package: Package and version, with the ecosystem where several have one called so
-- package_count: Different packages in lock files of repositories in use
-- version_count: Different versions of them
-- package_repository_count: Repositories in use whose lock file has the package, in whatever version
select
    concat_ws(' ', package_name, package_version)
        || case when count(*) over same > 1 then ' (' || ecosystem_name || ')' else '' end as package,
    origin_name,
    repository_count,
    package_repository_count,
    author_count,
    first_used_on
from report.package_adoption
where period_name = :period and ecosystem_name <> 'runtime'
window same as (partition by package_name, package_version)
order by repository_count desc, package_name, package_version_sort desc nulls last

-- answer
select
    count(distinct (ecosystem_name, package_name)) as package_count,
    count(*) as version_count,
    max(loaded_day_count) as loaded_day_count,
    max(as_of_day) as as_of_day
from report.package_adoption
where period_name = :period and ecosystem_name <> 'runtime'
