-- taken_share: Core hours allocated, as a share of the capacity, over the days whose capacity is known
-- used_share: Core hours used, as a share of the capacity, over those of these days whose use is known
-- known_day_count: Days x clusters whose capacity is known
-- unknown_day_count: Days x clusters without a known capacity, such as of schedulers in the cloud
select
    day,
    cluster_name,
    allocated_ratio,
    used_ratio,
    capacity_core_hours,
    cpu_allocated_core_hours,
    cpu_core_hours
from report.utilisation_day
where is_capacity_known and day >= (select from_day from mart.dim_period where period_name = :period)
  and day < (select to_day from mart.dim_period where period_name = :period)
order by day, cluster_name

-- answer
select
    sum(cpu_allocated_core_hours) filter (where is_capacity_known)
        / nullif(sum(capacity_core_hours) filter (where is_capacity_known), 0) as taken_share,
    sum(cpu_core_hours) filter (where is_capacity_known)
        / nullif(sum(capacity_core_hours) filter (
            -- Where nothing is allocated either, nothing ran.
            where is_capacity_known and (cpu_core_hours is not null or cpu_allocated_core_hours is null)), 0)
        as used_share,
    count(*) filter (where is_capacity_known) as known_day_count,
    count(*) filter (where not is_capacity_known) as unknown_day_count,
    max(day) as day
from report.utilisation_day
where day >= (select from_day from mart.dim_period where period_name = :period)
  and day < (select to_day from mart.dim_period where period_name = :period)
