-- The report of how jobs end.
select
    queue_name,
    sum(ended_count)::bigint as ended_count,
    coalesce(sum(ended_count) filter (where job_state = 'succeeded'), 0)::bigint as succeeded_count
from report.job_outcomes(?::date, ?::date)
group by 1
