-- region: Region the drives lie in; Unknown where no source says
-- home_drive_size_gb: GB (10^9 bytes) used in the home drives
select
    coalesce(region_name, 'Unknown') as region,
    home_drive_count,
    home_drive_gb as home_drive_size_gb,
    unmeasured_home_drive_count
from report.platform_overview_by_region
where period_name = :period
order by home_drive_gb desc nulls last, 1

-- answer
select
    sum(home_drive_gb) as home_drive_size_gb,
    sum(home_drive_count) as home_drive_count,
    sum(unmeasured_home_drive_count) as unmeasured_home_drive_count,
    max(as_of_day) as as_of_day
from report.platform_overview_by_region
where period_name = :period
