-- What would a reservation of 16, 8, 4, 2 or 1 cores cost, and what would it risk?
set local role wh_owner;

drop view if exists report.container_rightsizing;
drop function if exists report.container_rightsizing(date, date, text);

create or replace function report.container_rightsizing(from_day date, to_day date, environment text default null)
returns table (
    environment_name text,
    user_group text,
    reservation_cores integer,
    node_cores double precision,
    containers_per_node double precision,
    node_day_usd numeric,
    cost_per_container_day_usd numeric,
    node_day_rate text,
    mean_field_p95_ratio double precision,
    mean_field_p99_ratio double precision,
    mean_field_above_node_ratio double precision,
    drawn_p95_ratio double precision,
    drawn_p99_ratio double precision,
    drawn_above_node_ratio double precision,
    drawn_above_memory_ratio double precision,
    interval_count bigint,
    draw_count bigint,
    loaded_day_count bigint,
    as_of_day date,
    cluster_name text)
language sql stable
as $$
    with histogram as (
        select
            h.compute_system_key, h.user_group, h.reservation_cores, h.demand_step,
            sum(h.draw_count) as draws, sum(h.memory_exceeded_draw_count) as exceeded,
            sum(h.draw_count) filter (where h.memory_exceeded_draw_count is not null) as of_known_memory
        from mart.fact_rightsizing_day h
        join mart.dim_compute_system s using (compute_system_key)
        where h.day >= $1 and h.day < $2
          and ($3 is null or coalesce(s.environment_name, s.compute_system_name) = $3)
        group by h.compute_system_key, h.user_group, h.reservation_cores, h.demand_step
    ), cumulated as (
        select
            *,
            sum(draws) over reservation as draws_up_to,
            sum(draws) over (partition by compute_system_key, user_group, reservation_cores) as draws_in_all
        from histogram
        window reservation as (
            partition by compute_system_key, user_group, reservation_cores order by demand_step)
    ), drawn as (
        select
            compute_system_key, user_group, reservation_cores,
            (min(demand_step) filter (where draws_up_to >= 0.95 * draws_in_all) + 1) * 0.02 as p95,
            (min(demand_step) filter (where draws_up_to >= 0.99 * draws_in_all) + 1) * 0.02 as p99,
            sum(draws) filter (where demand_step >= 50) / max(draws_in_all) as above,
            sum(exceeded) / sum(of_known_memory) as above_memory,
            sum(draws)::bigint as draws
        from cumulated
        group by compute_system_key, user_group, reservation_cores
    ), fit as (
        select distinct day, compute_system_key, user_group, reservation_cores, containers_per_node, node_cores
        from mart.fact_rightsizing_day
        where day >= $1 and day < $2
    ), demand as (
        -- Those of a day in one row, so that they need not be sorted with each reservation that they are held against.
        select
            day, compute_system_key, user_group,
            array_agg(cpu_core_seconds / 300 / coalesce(observed_container_count, running_container_count))
                as container_cores
        from mart.fact_demand_5min
        where day >= $1 and day < $2 and coalesce(observed_container_count, running_container_count) > 0
        group by day, compute_system_key, user_group
    ), interval as (
        select
            f.compute_system_key, f.user_group, f.reservation_cores, f.node_cores, f.containers_per_node,
            unnest(d.container_cores) * f.containers_per_node / f.node_cores as node_ratio
        from fit f
        join demand d using (day, compute_system_key, user_group)
        order by f.compute_system_key, f.user_group, f.reservation_cores
    ), mean_field as (
        select
            compute_system_key, user_group, reservation_cores,
            avg(node_cores) as node_cores,
            avg(containers_per_node) as containers_per_node,
            percentile_cont(array[0.95, 0.99]) within group (order by node_ratio) as percentiles,
            count(*) filter (where node_ratio > 1)::double precision / count(*) as above,
            count(*) as intervals
        from interval
        group by compute_system_key, user_group, reservation_cores
    )
    select
        coalesce(s.environment_name, s.compute_system_name), w.user_group, w.reservation_cores, m.node_cores,
        m.containers_per_node::double precision, p.amount_usd,
        round(p.amount_usd / m.containers_per_node::numeric, 6), p.rate_kind || ' ' || trim_scale(p.amount_usd),
        m.percentiles[1], m.percentiles[2], m.above, w.p95::double precision, w.p99::double precision,
        coalesce(w.above, 0)::double precision, w.above_memory::double precision, m.intervals, w.draws,
        l.loaded_day_count, l.as_of_day, s.cluster_name
    from drawn w
    join mean_field m using (compute_system_key, user_group, reservation_cores)
    join mart.dim_compute_system s using (compute_system_key)
    cross join report.loaded_days('fact_rightsizing_day', $1, $2) l
    left join lateral (
        select r.amount_usd, r.rate_kind
        from report.listed_rate() r
        where r.rate_kind = 'node' and r.resource_name = 'node_day'
          and r.compute_system_name in (s.compute_system_name, s.cluster_name, '*')
          and r.valid_from <= l.as_of_day and l.as_of_day < r.valid_to
        order by report.rate_place(r.compute_system_name, s.compute_system_name), r.valid_from desc, r.amount_usd
        limit 1
    ) p on true
$$;
comment on function report.container_rightsizing(date, date, text) is
    'The report container_rightsizing for any range of days (the first one, and the day after the last one) and, if '
    'given, for one environment.';

create or replace view report.container_rightsizing as
select period.period_name, period.period_kind, period.from_day, period.to_day, period.is_complete, report.*
from mart.dim_period period
cross join lateral report.container_rightsizing(period.from_day, period.to_day) report;
comment on view report.container_rightsizing is
    'Grain: one period x environment of a cluster x user group (all = everybody) x reservation. What would a '
    'reservation cost, and how often would a node full of such containers have had too little? By what interactive '
    'containers really asked for, five minutes by five minutes: as if each asked for the mean (mean field), and by '
    '1,000 nodes of containers drawn among those that ran. Containers of which nobody knows what they use are left '
    'out. A person counts in each of their groups.';

select ops.describe_view('report.container_rightsizing', jsonb_build_object(
    'environment_name', 'Environment; the cluster''s name where it has none',
    'user_group', 'User group; all = everybody',
    'reservation_cores', 'Cores reserved for each container; memory in proportion',
    'node_cores', 'Allocatable cores of the size of node on which most of the containers'' time ran; mean of the days',
    'containers_per_node', 'Containers that fit on a node, at most 110; mean of the days',
    'node_day_usd', 'Price of a node for a day, in USD, on the last loaded day; null = none is loaded',
    'cost_per_container_day_usd', 'node_day_usd / containers_per_node; null = no price',
    'node_day_rate', 'Kind and price in USD per node-day that the cost is made with',
    'mean_field_p95_ratio', '95th percentile over five minutes of demand / node, each container asking for the mean',
    'mean_field_p99_ratio', '99th percentile of the same',
    'mean_field_above_node_ratio', 'Share of the five minutes in which that demand is above the node',
    'drawn_p95_ratio', '95th percentile over draws of demand / node, as the upper end of a step of 2 percent; 2.02 = '
        'twice the node and more',
    'drawn_p99_ratio', '99th percentile of the same',
    'drawn_above_node_ratio', 'Share of draws whose demand fills the node or is above it',
    'drawn_above_memory_ratio', 'Share of draws that used more memory than the node has, where that is known; null = '
        'it never is',
    'interval_count', 'Five minutes with a container running whose use is known',
    'draw_count', 'Draws: 1,000 per five minutes',
    'loaded_day_count', 'Days of the period that are loaded',
    'as_of_day', 'Last loaded day of the period',
    'cluster_name', 'Cluster whose nodes are filled'));
