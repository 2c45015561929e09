-- At which hour of the day (UTC) do interactive containers compute most?
select extract(hour from f.hour_at at time zone 'UTC') as hour_of_day, sum(f.cpu_core_seconds) / 3600 as core_hours
from mart.fact_container_hour f
join mart.dim_container c using (container_key)
where f.day >= date '2024-08-01' and f.day < date '2024-09-01' and c.container_kind = 'interactive'
group by 1
order by 1;
