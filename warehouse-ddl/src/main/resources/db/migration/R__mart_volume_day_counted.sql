-- Which volumes count, where several sources tell of one drive: to be summed over, within a day.
set local role wh_owner;

create or replace view mart.volume_day_counted as
with measured as (
    select
        f.*,
        v.volume_name, v.volume_kind, v.storage_class_name,
        coalesce(v.region_name, s.region_name) as region_name,
        -- A scan says what lies on the disk, a quota what is charged, a claim what a mount shows; nothing measured says
        -- least of all.
        case f.source when 'home_drive' then 1 when 'quota' then 2 else 3 end
            + case when f.used_bytes is null then 10 else 0 end as source_rank
    from mart.fact_volume_day f
    join mart.dim_volume v using (volume_key)
    left join mart.dim_compute_system s on s.compute_system_key = f.compute_system_key
    where v.volume_kind <> 'filesystem'
), ranked as (
    select
        m.*,
        min(source_rank) over (partition by day, user_id, volume_kind) as best_rank,
        min(source_rank) over (partition by day, user_id, volume_kind, region_name) as best_rank_in_region,
        min(source_rank) filter (where region_name is null)
            over (partition by day, user_id, volume_kind) as best_rank_without_region
    from measured m
)
select
    day, volume_key, volume_name, volume_kind, storage_class_name, region_name, user_key, user_id, project_key,
    compute_system_key, source, used_bytes, file_count, soft_limit_bytes, hard_limit_bytes, requested_bytes,
    measured_at, is_carried_forward
from ranked
where volume_kind <> 'home'
   or user_id = 0
   or source_rank = case
        when region_name is null then best_rank
        else least(best_rank_in_region, best_rank_without_region)
      end;

comment on view mart.volume_day_counted is
    'Grain: one volume x day that counts, as at day end; sum over volumes, never over days. A person''s home that '
    'several sources tell of is counted from the first of scan (home_drive), quota and claim: of the homes of one '
    'person on one day in one region only those of the best source are here. A home whose region is unknown is taken '
    'for one in any region; homes that nobody is known to own cannot be matched and are all here. Whole file systems '
    '(kind filesystem) are not: the drives lie in them.';
comment on column mart.volume_day_counted.day is 'Day of the reporting zone';
comment on column mart.volume_day_counted.volume_key is 'Key of mart.dim_volume';
comment on column mart.volume_day_counted.volume_name is 'Claim or path, logins masked';
comment on column mart.volume_day_counted.volume_kind is 'home, project, scratch or other';
comment on column mart.volume_day_counted.storage_class_name is 'Storage class; null = unknown';
comment on column mart.volume_day_counted.region_name is
    'Region of the volume, else of the cluster that mounts it; null = unknown';
comment on column mart.volume_day_counted.user_key is 'Person who owns it as they were on that day; 0 = nobody known';
comment on column mart.volume_day_counted.user_id is 'Person who owns it, durable; 0 = nobody known';
comment on column mart.volume_day_counted.project_key is 'Project it is booked on; 0 = unknown';
comment on column mart.volume_day_counted.compute_system_key is 'Cluster it is mounted on; 0 = unknown';
comment on column mart.volume_day_counted.source is 'Source that is counted';
comment on column mart.volume_day_counted.used_bytes is 'Bytes used; null = never measured';
comment on column mart.volume_day_counted.file_count is 'Inodes used; null = not measured';
comment on column mart.volume_day_counted.soft_limit_bytes is 'Soft limit in bytes; null = none';
comment on column mart.volume_day_counted.hard_limit_bytes is 'Capacity in bytes; null = unknown';
comment on column mart.volume_day_counted.requested_bytes is 'Bytes the claim requests; null = unknown';
comment on column mart.volume_day_counted.measured_at is 'When used_bytes was measured; null = never';
comment on column mart.volume_day_counted.is_carried_forward is 'Whether used_bytes is older than the day';
