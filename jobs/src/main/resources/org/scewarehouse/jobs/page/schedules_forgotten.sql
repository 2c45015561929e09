-- item_title: Title of the item, its name where it has none; with a number where several schedules are of items
--  called so
-- schedule_count: Schedules that work, mail nothing, and whose item nobody has viewed in a year
-- proven_schedule_count: Those for which a whole year of visits is loaded
select
    coalesce(content_title, content_name, content_guid)
        || case when count(*) over same > 1 then ' (' || row_number() over (same order by schedule_key) || ')'
            else '' end as item_title,
    pseudonym,
    owner_employment_status,
    last_viewed_on,
    runs_per_day,
    seconds_per_run,
    cost_year_usd,
    cost_year_if_weekly_usd
from report.schedules_forgotten
window same as (partition by coalesce(content_title, content_name, content_guid))
order by cost_year_usd desc nulls last, item_title

-- answer
select
    count(*) as schedule_count,
    count(*) filter (where is_history_sufficient) as proven_schedule_count,
    sum(cost_year_usd) as cost_year_usd,
    max(core_hour_rate) as core_hour_rate,
    max(as_of_day) as as_of_day
from report.schedules_forgotten
