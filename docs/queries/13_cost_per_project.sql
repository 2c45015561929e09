-- What do batch jobs cost per project, in each month? Kind and price stand beside the amount.
select period_name, project_name, sum(cost_usd) as cost_usd, string_agg(distinct core_hour_rates, ', ') as rates
from report.job_cost
where period_kind = 'month'
group by period_name, project_name
order by period_name, cost_usd desc nulls last;
