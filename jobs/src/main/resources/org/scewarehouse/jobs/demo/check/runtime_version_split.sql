-- The report of versions.
select
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
from report.runtime_version_split(?::date, ?::date)
