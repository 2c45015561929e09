-- The report of the site's own packages.
select
    package_name as package, latest_version, version_count, repository_count, latest_repository_count, author_count,
    content_count
from report.internal_package_use(?::date, ?::date)
