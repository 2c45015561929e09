-- The settings of reports.
select
    reporting_zone, idle_threshold_cores, active_minutes, smallest_group_people, illustrative_core_hour_usd,
    frequency_days, retention_days, assumed_utilisation_ratio
from report.setting
