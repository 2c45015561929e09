-- When an item was last viewed is asked of all days; few of the items that a day lists are viewed on it.
set local role wh_owner;

create index fact_content_day_viewed on mart.fact_content_day (day, content_key)
    include (visit_count, owner_visit_count) where visit_count > 0;
