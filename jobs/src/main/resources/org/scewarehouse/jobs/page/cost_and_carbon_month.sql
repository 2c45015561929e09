-- month: Month of the costs, the last thirteen
select
    period_name as month,
    component_name,
    sum(cost_usd) as cost_usd,
    sum(idle_cost_usd) as idle_cost_usd,
    sum(cpu_unknown_allocated_core_hours) as cpu_unknown_allocated_core_hours,
    sum(storage_cost_usd) as storage_cost_usd,
    sum(energy_kwh) as energy_kwh,
    sum(co2e_kg) as co2e_kg
from report.cost_and_carbon_month
where from_day >= (select max(from_day) - interval '12 months' from mart.dim_period where period_kind = 'month')
group by from_day, period_name, component_name
order by from_day, cost_usd desc nulls last, component_name

-- answer
with month as (
    -- Not the last of all: of that, something else alone may be loaded, such as HR.
    select period_name, from_day
    from mart.dim_period
    where period_kind = 'month'
      and from_day = (
        select date_trunc('month', max(day))::date
        from report.loaded_day
        where table_name in ('fact_container_day', 'fact_batch_job_day', 'fact_volume_day', 'fact_capacity_day'))
)
select
    sum(cost_usd) as cost_usd,
    sum(idle_cost_usd) as idle_cost_usd,
    sum(cpu_unknown_allocated_core_hours) as cpu_unknown_allocated_core_hours,
    sum(co2e_kg) as co2e_kg,
    (select period_name from month) as period_name,
    string_agg(distinct core_hour_rates, ', ') as core_hour_rates,
    string_agg(distinct carbon_factor_sets, ', ') as carbon_factor_sets,
    bool_and(is_region_known) as is_region_known,
    max(loaded_day_count) as loaded_day_count,
    max(as_of_day) as as_of_day
from report.cost_and_carbon_month
where from_day = (select from_day from month)
