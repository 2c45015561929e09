-- runtime: Language and version
-- used_container_count: Interactive containers with a day of at least the active minutes in the month
-- running_container_count: Interactive containers running at the end of the month's last loaded day
-- language_version_count: Versions of R and Python that were used in the last month of which containers are loaded
select
    period_name,
    concat_ws(' ', language_name, version_minor) as runtime,
    count(distinct container_id) filter (where is_active) as used_container_count,
    count(distinct container_id) filter (where is_running_at_period_end) as running_container_count
from mart.dim_period
cross join lateral report.container_runtime(from_day, to_day)
where period_kind = 'month' and language_name <> 'unknown' and (is_active or is_running_at_period_end)
  and from_day >= (select max(from_day) - interval '12 months' from mart.dim_period where period_kind = 'month')
group by from_day, period_name, language_name, version_minor
order by from_day, language_name desc, max(version_sort) desc nulls last

-- answer
with month as (
    -- Not the last of all: of that, something else alone may be loaded, such as HR.
    select period_name, from_day
    from mart.dim_period
    where period_kind = 'month'
      and from_day = (
        select date_trunc('month', max(day))::date from report.loaded_day where table_name = 'fact_container_day')
)
select
    (select period_name from month) as period_name,
    count(distinct (language_name, version_minor)) filter (where active_container_count > 0) as language_version_count,
    max(active_minutes) as active_minutes,
    max(loaded_day_count) as loaded_day_count,
    max(as_of_day) as as_of_day
from report.runtime_version_trend
where department_name = 'all' and language_name <> 'unknown'
  and from_day = (select from_day from month)
