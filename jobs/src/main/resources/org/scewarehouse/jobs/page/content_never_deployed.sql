-- item_count: Items of the last complete listing that were never successfully deployed
-- nothing_uploaded_count: Those to which no code or document was ever uploaded
-- never_worked_count: Those with an upload of which none ever worked, or of which only is known that none works
-- older_item_count: Those whose last upload (creation, if none) is more than 30 days ago
-- owner_count: Different people who own them; nobody known is none
select
    content_type,
    count(*) filter (where deployment_state = 'created_only') as nothing_uploaded_count,
    count(*) filter (where deployment_state <> 'created_only') as never_worked_count,
    count(*) filter (where is_older_than_30_days) as older_item_count,
    count(distinct user_id) filter (where user_id > 0) as owner_count,
    sum(bundle_bytes) as bundle_bytes
from report.content_never_deployed
group by content_type
order by count(*) desc, content_type

-- answer
select
    count(*) as item_count,
    count(*) filter (where is_older_than_30_days) as older_item_count,
    sum(bundle_bytes) as bundle_bytes,
    max(as_of_day) as as_of_day
from report.content_never_deployed
