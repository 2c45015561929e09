-- item_title: Title of the item, its name where it has none; with the begin of its id where several are called so
-- item_count: Items that are deployed, older than a year, and viewed by nobody in a year
-- proven_item_count: Those for which a whole year of visits is loaded
select
    coalesce(content_title, content_name, content_guid)
        || case when count(*) over same > 1 then ' (' || left(content_guid, 8) || ')' else '' end as item_title,
    content_type,
    pseudonym,
    owner_employment_status,
    last_viewed_on,
    last_uploaded_at,
    has_schedule,
    sends_mail,
    bundle_bytes
from report.content_not_viewed
window same as (partition by coalesce(content_title, content_name, content_guid))
order by bundle_bytes desc nulls last, item_title

-- answer
select
    count(*) as item_count,
    count(*) filter (where is_history_sufficient) as proven_item_count,
    sum(bundle_bytes) as bundle_bytes,
    max(loaded_day_count) as loaded_day_count,
    max(as_of_day) as as_of_day
from report.content_not_viewed
