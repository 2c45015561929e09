-- Visits by item and day.
select
    f.day,
    c.content_guid,
    f.visit_count,
    f.owner_visit_count,
    f.anonymous_visit_count,
    f.monitor_visit_count,
    f.visitor_count
from mart.fact_content_day f
join mart.dim_content c using (content_key)
where f.source = 'connect' and f.day >= ?::date and f.day < ?::date
  and f.visit_count + f.monitor_visit_count > 0
