-- When is most asked for at the same time? (interactive containers, the busiest five minutes of each day)
select distinct on (d.day)
    d.day,
    to_char(d.interval_start_at at time zone 'UTC', 'HH24:MI') as "from (UTC)",
    sum(d.running_container_count) as containers,
    round((sum(d.cpu_core_seconds) / 300)::numeric, 1) as cores_used,
    round((sum(d.memory_byte_seconds) / 300 / 1e9)::numeric) as memory_gb
from mart.fact_demand_5min d
where d.user_group = 'all' and d.day >= ?::date and d.day < ?::date
group by d.day, d.interval_start_at
order by d.day, sum(d.cpu_core_seconds) desc, d.interval_start_at
