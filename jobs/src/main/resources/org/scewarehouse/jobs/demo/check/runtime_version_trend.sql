-- The report of versions month by month.
select
    period_name as month,
    department_name as department,
    language_name as language,
    coalesce(version_name, '') as version,
    running_container_count,
    active_container_count,
    running_and_active_container_count,
    running_owner_count,
    active_owner_count,
    running_and_active_owner_count
from report.runtime_version_trend
