-- item_title: Title of the item, its name where it has none; with a number where several schedules are of items
--  called so
-- failing_since: First of its failures in a row; "at least since" where no success before is known
-- schedule_count: Schedules whose last finished run failed
select
    coalesce(content_title, content_name, content_guid)
        || case when count(*) over same > 1 then ' (' || row_number() over (same order by schedule_key) || ')'
            else '' end as item_title,
    pseudonym,
    owner_manager_pseudonym,
    case when last_success_at is null then 'at least since ' else 'since ' end || report.local_day(failing_since_at)
        as failing_since,
    failures_in_row_count,
    last_success_at,
    runs_per_day,
    cost_year_usd,
    cost_year_if_weekly_usd
from report.schedules_failing
window same as (partition by coalesce(content_title, content_name, content_guid))
order by cost_year_usd desc nulls last, failing_since_at, item_title

-- answer
select
    count(*) as schedule_count,
    sum(cost_year_usd) as cost_year_usd,
    max(core_hour_rate) as core_hour_rate,
    max(as_of_day) as as_of_day
from report.schedules_failing
