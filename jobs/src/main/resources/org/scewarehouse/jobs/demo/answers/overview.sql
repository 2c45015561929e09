-- What is there, and how much of it is used?
-- running_at_end: containers that ran at the last instant of the last day.
-- people: owners of these containers, each counted once per line.
-- core_hours_allocated: what was kept from others, hour by hour the larger of requested and used.
-- idle_percent: share of the observed time in which less than 0.05 cores were used.
select
    coalesce(s.environment_name, s.compute_system_name) as environment,
    c.container_kind as kind,
    count(distinct c.container_id) as containers,
    count(distinct c.container_id) filter (where f.is_running_at_day_end and f.day = p.to_day - 1) as running_at_end,
    count(distinct f.user_id) filter (where f.user_id > 0) as people,
    round((sum(f.cpu_core_seconds) / 3600)::numeric) as core_hours_used,
    round((sum(f.cpu_allocated_core_seconds) / 3600)::numeric) as core_hours_allocated,
    round((100 * sum(f.idle_seconds) / nullif(sum(f.observed_seconds), 0))::numeric, 1) as idle_percent
from (select ?::date as from_day, ?::date as to_day) p
join mart.fact_container_day f on f.day >= p.from_day and f.day < p.to_day
join mart.dim_container c using (container_key)
join mart.dim_compute_system s on s.compute_system_key = f.compute_system_key
group by 1, 2
order by c.container_kind = 'interactive' desc, containers desc, 1
