-- person_count: People with allocated core time in the period
-- top_person_count: The ten heaviest, or all where there are fewer
-- top_ten_share: Their core hours, as a share of all core hours allocated to people
select
    pseudonym,
    department_name,
    cpu_allocated_core_hours,
    cpu_core_hours,
    idle_ratio,
    cumulative_share_ratio,
    cost_usd
from report.heavy_users
where period_name = :period
order by rank_number

-- answer
select
    least(count(*), 10) as top_person_count,
    count(*) as person_count,
    max(cumulative_share_ratio) filter (where rank_number <= 10) as top_ten_share,
    string_agg(distinct core_hour_rates, ', ') as core_hour_rates,
    max(loaded_day_count) as loaded_day_count,
    max(as_of_day) as as_of_day
from report.heavy_users
where period_name = :period
