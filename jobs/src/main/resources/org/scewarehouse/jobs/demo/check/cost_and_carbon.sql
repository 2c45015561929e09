-- The report of cost and carbon, by component and place; of AWS Batch the energy has memory that the truth leaves out.
with named as (
    select
        component_name as component,
        cluster_name like '1111%' as is_aws,
        case lower(environment_name) when 'ocean' then 'Ocean' when 'apollo' then 'Apollo' else environment_name end
            as environment,
        r.*
    from report.cost_and_carbon_month(?::date, ?::date) r
    where component_name not in ('storage', 'unallocated', 'node_overhead')
)
select
    component,
    case when is_aws then 'aws' else environment end as place,
    sum(cpu_allocated_core_hours) as cpu_allocated_core_hours,
    coalesce(sum(cpu_core_hours), 0) as cpu_core_hours,
    sum(cpu_unknown_allocated_core_hours) as cpu_unknown_allocated_core_hours,
    coalesce(sum(gpu_hours), 0) as gpu_hours,
    -- Each row is rounded to a millionth of a dollar.
    abs(sum(core_cost_usd)::double precision - sum(cpu_allocated_core_hours) * 0.02) < 0.001
        as is_at_illustrative_price,
    case when not is_aws then sum(energy_kwh) end as energy_kwh,
    case when not is_aws then sum(co2e_kg) end as co2e_kg
from named
group by component, is_aws, case when is_aws then 'aws' else environment end
