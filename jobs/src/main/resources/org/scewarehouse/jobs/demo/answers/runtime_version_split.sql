-- Which versions of R and Python run, which of them are used, and by how many people? (containers, owners)
-- running: interactive containers that ran at the last instant of the period.
-- active: those that used 0.05 cores or more for at least ten minutes of some day of the period.
-- owners: the people whose containers these are, each counted once per line.
select
    language_name as language,
    version_name as version,
    repository_name as repository,
    tag_name as tag,
    running_container_count as running,
    running_owner_count as owners,
    active_container_count as active,
    active_owner_count as owners_of_active,
    running_and_active_container_count as both_running_and_active
from report.runtime_version_split(?::date, ?::date)
order by language_name = 'unknown', language_name desc, version_sort desc nulls last, running_container_count desc, 3, 4
