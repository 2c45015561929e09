-- Which schedules cost most, and what would they cost if they ran once a week?
select content_title, schedule_state, runs_per_day, cost_year_usd, cost_year_if_weekly_usd
from report.schedule_state
order by cost_year_usd desc nulls last
limit 20;
