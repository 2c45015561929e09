-- Scanned home drives that count, by day and region.
select
    day,
    region_name as region,
    count(*) as drive_count,
    sum(used_bytes) as used_bytes,
    sum(file_count) as file_count,
    count(*) filter (where is_carried_forward) as carried_count
from mart.volume_day_counted
where volume_kind = 'home' and source = 'home_drive' and day >= ?::date and day < ?::date
group by day, region_name
