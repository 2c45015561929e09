-- item_title: Title of the item, its name where it has none; with the begin of its id where several are called so
-- item_count: Items that were visited in the period
select
    coalesce(content_title, content_name, content_guid)
        || case when count(*) over same > 1 then ' (' || left(content_guid, 8) || ')' else '' end as item_title,
    content_type,
    visit_count,
    visitor_count,
    anonymous_visit_count,
    last_visit_at,
    modified_at
from report.content_popular
where period_name = :period
window same as (partition by coalesce(content_title, content_name, content_guid))
order by visit_count desc, item_title

-- answer
select
    sum(visit_count) as visit_count,
    count(*) as item_count,
    max(loaded_day_count) as loaded_day_count,
    max(as_of_day) as as_of_day
from report.content_popular
where period_name = :period
