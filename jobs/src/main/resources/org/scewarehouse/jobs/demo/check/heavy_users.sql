-- The ten heaviest users.
select rank_number, cpu_allocated_core_hours
from report.heavy_users(?::date, ?::date)
where rank_number <= 10 and user_id > 0
