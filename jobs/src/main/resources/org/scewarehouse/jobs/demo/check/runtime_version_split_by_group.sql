-- The report of versions by environment, department and platform team, over all data.
select
    environment_name as environment,
    department_name as department,
    is_platform_team::text as is_platform_team,
    language_name as language,
    coalesce(version_name, '') as version,
    repository_name as repository,
    coalesce(tag_name, '') as tag,
    running_container_count,
    active_container_count,
    running_and_active_container_count,
    running_owner_count,
    active_owner_count,
    running_and_active_owner_count
from report.runtime_version_split_by_group
where period_kind = 'all'
