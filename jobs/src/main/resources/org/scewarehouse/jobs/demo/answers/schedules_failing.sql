-- Which scheduled reports fail, and since when? (the first ten, by how often in a row)
select
    content_name as report,
    case when last_success_at is null then 'at least since ' else 'since ' end || report.local_day(failing_since_at)
        as failing_since,
    failures_in_row_count as failures_in_row,
    round(cost_year_usd, 2) as cost_year_usd,
    core_hour_rate as rate
from report.schedules_failing
order by failures_in_row_count desc, content_name
limit 10
