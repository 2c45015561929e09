-- item_count: Items of the type that are due, or will be in 90 days
-- first_due_on: First day on which one of them is, or will be, due
-- due_count: Those of them that are due already
-- scheduled_count: Those of them that a schedule still renders
select
    content_type,
    count(*) as item_count,
    count(*) filter (where is_due) as due_count,
    count(*) filter (where has_schedule) as scheduled_count,
    min(due_on) as first_due_on,
    sum(bundle_bytes) as bundle_bytes
from report.content_retention_due
group by content_type
order by item_count desc, content_type

-- answer
select
    count(*) filter (where is_due) as due_count,
    count(*) as item_count,
    case when bool_or(is_due) then sum(bundle_bytes) filter (where is_due) else 0 end as bundle_bytes,
    max(retention_days) as retention_days,
    max(as_of_day) as as_of_day
from report.content_retention_due
