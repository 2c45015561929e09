-- Container incarnations by day; names are masked in mart, so pods are told apart by their uid.
select
    f.day,
    c.pod_uid,
    c.container_name,
    c.container_kind,
    -- Without environments.csv a namespace stands for its environment.
    case lower(s.environment_name) when 'ocean' then 'Ocean' when 'apollo' then 'Apollo' else s.environment_name end
        as environment,
    coalesce(b.identifier, '') as owner,
    coalesce(i.repository_name, '') as repository,
    coalesce(i.tag_name, '') as tag,
    coalesce(i.r_version, '') as r_version,
    coalesce(i.python_version, '') as python_version,
    f.running_seconds,
    f.observed_seconds,
    f.cpu_core_seconds,
    f.cpu_request_core_seconds,
    f.cpu_allocated_core_seconds,
    f.memory_byte_seconds,
    f.memory_request_byte_seconds,
    f.gpu_request_seconds,
    f.idle_seconds,
    f.band_0_seconds,
    f.band_1_seconds,
    f.band_2_seconds,
    f.band_3_seconds,
    f.band_4_seconds,
    f.band_5_seconds,
    f.band_6_seconds,
    f.is_running_at_day_end
from mart.fact_container_day f
join mart.dim_container c using (container_key)
join mart.dim_image i using (image_key)
join mart.dim_compute_system s on s.compute_system_key = f.compute_system_key
left join hr.bridge_identity b on b.user_id = f.user_id and b.system_name = 'login'
where f.source = 'prometheus' and f.day >= ?::date and f.day < ?::date
