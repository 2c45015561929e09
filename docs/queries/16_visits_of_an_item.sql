-- Visits of the most visited item, day by day, monitors apart.
select f.day, count(*) as visit_count, count(distinct f.user_id) filter (where not f.is_anonymous) as visitor_count
from mart.fact_content_visit f
where f.day >= date '2024-08-01' and f.day < date '2024-09-01'
  and not f.is_monitor
  and f.content_key = (
    select content_key from report.content_popular where period_name = 'last 30 days' order by visit_count desc limit 1)
group by f.day
order by f.day;
