-- runtime: Language and version
-- newest_version: Greatest version of R or Python in use that most recently appeared
-- people_share: people_count / population_count: of those who could have moved
select
    concat_ws(' ', language_name, version_minor) as runtime,
    first_seen_on,
    population_count,
    people_count,
    share_ratio,
    days_to_25_percent,
    days_to_50_percent,
    days_to_75_percent
from report.runtime_migration
order by language_name desc, version_sort desc nulls last

-- answer
select
    (array_agg(concat_ws(' ', language_name, version_minor) order by first_seen_on desc, version_sort desc))[1]
        as newest_version,
    (array_agg(share_ratio order by first_seen_on desc, version_sort desc))[1] as share_ratio,
    max(active_minutes) as active_minutes,
    max(history_from_day) as history_from_day,
    max(as_of_day) as as_of_day
from report.runtime_migration
