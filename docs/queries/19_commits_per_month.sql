-- Who writes code: commits and authors per month? Authors do not add up over months.
select
    d.month_start_date,
    sum(f.commit_count) as commit_count,
    count(distinct f.user_id) filter (where f.commit_count > 0 and f.user_id > 0) as author_count
from mart.fact_commit_day f
join mart.dim_date d using (day)
where f.day >= date '2024-01-01' and f.day < date '2025-01-01'
group by d.month_start_date
order by d.month_start_date;
