-- Why do jobs fail, and what do failures cost?
select job_state, reason_text, sum(ended_count) as ended_count, sum(cost_usd) as cost_usd
from report.job_outcomes
where period_name = 'last 30 days' and job_state <> 'succeeded'
group by job_state, reason_text
order by ended_count desc;
