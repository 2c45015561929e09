-- The report of idleness.
select
    case lower(r.environment_name) when 'ocean' then 'Ocean' when 'apollo' then 'Apollo' else r.environment_name end
        as environment,
    coalesce(b.identifier, '') as owner,
    r.container_count,
    r.running_seconds,
    r.observed_seconds,
    r.idle_seconds,
    coalesce(r.cpu_core_hours, 0) * 3600 as cpu_core_seconds,
    r.cpu_allocated_core_hours * 3600 as cpu_allocated_core_seconds,
    r.band_0_seconds,
    r.band_1_seconds,
    r.band_2_seconds,
    r.band_3_seconds,
    r.band_4_seconds,
    r.band_5_seconds,
    r.band_6_seconds
from report.container_idleness(?::date, ?::date) r
left join hr.bridge_identity b on b.user_id = r.user_id and b.system_name = 'login'
