-- outcome: How an attempt ended, and why, as the scheduler says
-- wasted_cost_usd: Price of the core hours of attempts that did not succeed, in USD
-- unknown_time_count: Those of them that started and whose core time is unknown: they are in no cost
-- unsuccessful_ratio: Attempts that ended otherwise than succeeded, as a share of all that ended
select
    concat_ws(': ', replace(job_state, '_', ' '), reason_text) as outcome,
    sum(ended_count) as ended_count,
    sum(never_started_count) as never_started_count,
    sum(cpu_allocated_core_hours) as cpu_allocated_core_hours,
    sum(cost_usd) as cost_usd
from report.job_outcomes
where period_name = :period
group by job_state, reason_text
order by job_state = 'succeeded', sum(ended_count) desc, 1

-- answer
select
    coalesce(sum(ended_count) filter (where job_state <> 'succeeded'), 0) / nullif(sum(ended_count), 0) as unsuccessful_ratio,
    sum(ended_count) as ended_count,
    coalesce(
        sum(cost_usd) filter (where job_state <> 'succeeded'),
        case when coalesce(sum(unknown_time_count) filter (where job_state <> 'succeeded'), 0) = 0 then 0 end
    ) as wasted_cost_usd,
    coalesce(sum(unknown_time_count) filter (where job_state <> 'succeeded'), 0) as unknown_time_count,
    string_agg(distinct core_hour_rates, ', ') as core_hour_rates,
    max(loaded_day_count) as loaded_day_count,
    max(as_of_day) as as_of_day
from report.job_outcomes
where period_name = :period
