-- The report of how fast people move to a version.
select language_name as language, version_minor as version, first_seen_on, population_count, people_count
from report.runtime_migration
