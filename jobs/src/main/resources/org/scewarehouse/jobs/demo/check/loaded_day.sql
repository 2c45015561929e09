-- Days that are loaded, and their rows.
select
    source, table_name as "table", min(day) as first_day, count(*) as day_count, sum(row_count) as row_count
from report.loaded_day
where (source, table_name) in (
    ('connect', 'fact_content_visit'), ('home_drive', 'fact_volume_day'), ('hr', 'person'),
    ('prometheus', 'fact_container_day'))
group by source, table_name
