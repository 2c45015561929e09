-- How do batch jobs end, and what do they cost? (attempts that ended, core hours and USD of their whole time)
select
    queue_name as queue,
    sum(ended_count) as ended,
    coalesce(sum(ended_count) filter (where job_state = 'succeeded'), 0) as succeeded,
    coalesce(sum(ended_count) filter (where job_state = 'out_of_memory'), 0) as "out of memory",
    coalesce(sum(ended_count) filter (where job_state = 'node_fail'), 0) as "lost their node",
    coalesce(sum(ended_count) filter (where job_state = 'cancelled'), 0) as cancelled,
    coalesce(sum(ended_count) filter (where job_state not in (
        'succeeded', 'out_of_memory', 'node_fail', 'cancelled')), 0) as "failed otherwise",
    round(sum(cpu_allocated_core_hours)::numeric, 1) as "core hours",
    round(sum(cost_usd), 2) as cost_usd,
    round(coalesce(sum(cost_usd) filter (where job_state <> 'succeeded'), 0), 2) as "of it in vain"
from report.job_outcomes(?::date, ?::date)
group by 1
order by 1
