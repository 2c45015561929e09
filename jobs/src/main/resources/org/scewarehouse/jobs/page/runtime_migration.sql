-- runtime: Language and version
-- newest_version: Greatest version of R or of Python that somebody was active in, whichever of the two appeared
--  later
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
    concat_ws(' ', language_name, version_minor) as newest_version,
    share_ratio,
    active_minutes,
    history_from_day,
    as_of_day
from (
    -- An old version that somebody takes up late is not new.
    select *, row_number() over (partition by language_name order by version_sort desc nulls last) as place
    from report.runtime_migration
) version
where place = 1
order by first_seen_on desc, language_name desc
limit 1
