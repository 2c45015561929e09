-- The report of package versions in use.
select ecosystem_name as ecosystem, package_name as package, package_version as version, repository_count
from report.package_adoption(?::date, ?::date)
