-- The report of how long versions stay in use.
select
    language_name as language, version_minor as version, first_seen_on, last_seen_on, lifetime_days::bigint,
    people_count
from report.runtime_lifetime
