-- reservation: Environment, with its cluster where several have it, and cores reserved for each container; memory in
--  proportion
-- drawn_too_little_ratio: Share of draws for which a full node has too few cores, or too little memory: the greater
--  of the two
-- smallest_reservation: Smallest reservation, over all environments, at which fewer than 1 in 100 draws of a full node
--  of containers asked for more cores than the node has, and fewer than 1 in 100 for more memory
select
    environment_name
        || case when min(cluster_name) over same < max(cluster_name) over same then ' on ' || cluster_name else '' end
        || ', ' || reservation_cores || case when reservation_cores = 1 then ' core' else ' cores' end as reservation,
    containers_per_node,
    cost_per_container_day_usd,
    greatest(drawn_above_node_ratio, drawn_above_memory_ratio) as drawn_too_little_ratio,
    drawn_above_node_ratio,
    drawn_above_memory_ratio,
    drawn_p99_ratio
from report.container_rightsizing
where period_name = :period and user_group = 'all'
window same as (partition by environment_name)
order by environment_name, cluster_name, reservation_cores desc

-- answer
select
    case
        when min(reservation_cores) filter (where is_safe) = 1 then '1 core'
        when bool_or(is_safe) then min(reservation_cores) filter (where is_safe) || ' cores'
        when bool_and(not is_safe) and count(is_safe) = count(*) then 'none of those tried'
    end as smallest_reservation,
    max(loaded_day_count) as loaded_day_count,
    max(as_of_day) as as_of_day,
    string_agg(distinct node_day_rate, ', ') as node_day_rate
from (
    select
        *,
        case
            when bool_or(is_too_little) over same then false
            when count(is_too_little) over same = count(*) over same then true
        end as is_safe
    from (
        select *, drawn_above_node_ratio >= 0.01 or drawn_above_memory_ratio >= 0.01 as is_too_little
        from report.container_rightsizing
        where period_name = :period and user_group = 'all'
    ) reservation
    window same as (partition by reservation_cores)
) reservation
