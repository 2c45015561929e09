-- How idle are the interactive containers of each department? Ratios are divided sums, never averages of ratios.
select
    department_name,
    sum(container_count) as container_count,
    round((100 * sum(idle_seconds) / nullif(sum(observed_seconds), 0))::numeric, 1) as idle_percent,
    round(sum(idle_cost_usd), 2) as idle_cost_usd
from report.container_idleness
where period_name = 'last 30 days'
group by department_name
order by idle_cost_usd desc nulls last;
