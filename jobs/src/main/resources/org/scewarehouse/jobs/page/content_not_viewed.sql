-- item_title: Title of the item, its name where it has none
-- item_count: Items that are deployed, older than a year, and viewed by nobody in a year
-- proven_item_count: Those for which a whole year of visits is loaded
select
    coalesce(content_title, content_name, content_guid) as item_title,
    content_type,
    pseudonym,
    owner_employment_status,
    last_viewed_on,
    last_uploaded_at,
    has_schedule,
    sends_mail,
    bundle_bytes
from report.content_not_viewed
order by bundle_bytes desc nulls last, item_title

-- answer
select
    count(*) as item_count,
    count(*) filter (where is_history_sufficient) as proven_item_count,
    sum(bundle_bytes) as bundle_bytes,
    max(loaded_day_count) as loaded_day_count,
    max(as_of_day) as as_of_day
from report.content_not_viewed
