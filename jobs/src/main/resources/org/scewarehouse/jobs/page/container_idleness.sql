-- nearly_nothing_share: Time below 0.05 cores, whatever the idle threshold is, as a share of the observed time
-- up_to_1_core_share: Time at 0.05 to below 1 core
-- up_to_2_cores_share: Time at 1 to below 2 cores
-- up_to_4_cores_share: Time at 2 to below 4 cores
-- up_to_8_cores_share: Time at 4 to below 8 cores
-- up_to_16_cores_share: Time at 8 to below 16 cores
-- over_16_cores_share: Time at 16 cores and more
select
    environment_name,
    sum(container_count) as container_count,
    sum(band_0_seconds) / nullif(sum(observed_seconds), 0) as nearly_nothing_share,
    sum(band_1_seconds) / nullif(sum(observed_seconds), 0) as up_to_1_core_share,
    sum(band_2_seconds) / nullif(sum(observed_seconds), 0) as up_to_2_cores_share,
    sum(band_3_seconds) / nullif(sum(observed_seconds), 0) as up_to_4_cores_share,
    sum(band_4_seconds) / nullif(sum(observed_seconds), 0) as up_to_8_cores_share,
    sum(band_5_seconds) / nullif(sum(observed_seconds), 0) as up_to_16_cores_share,
    sum(band_6_seconds) / nullif(sum(observed_seconds), 0) as over_16_cores_share,
    sum(idle_cost_usd) as idle_cost_usd
from report.container_idleness
where period_name = :period
group by environment_name
order by sum(observed_seconds) desc nulls last, environment_name

-- answer
select
    sum(idle_seconds) / nullif(sum(observed_seconds), 0) as idle_ratio,
    sum(idle_cost_usd) as idle_cost_usd,
    sum(observed_seconds) / nullif(sum(running_seconds), 0) as coverage_ratio,
    string_agg(distinct core_hour_rates, ', ') as core_hour_rates,
    max(idle_threshold_cores) as idle_threshold_cores,
    sum(cpu_unknown_hours_count) as cpu_unknown_hours_count,
    max(loaded_day_count) as loaded_day_count,
    max(as_of_day) as as_of_day
from report.container_idleness
where period_name = :period
