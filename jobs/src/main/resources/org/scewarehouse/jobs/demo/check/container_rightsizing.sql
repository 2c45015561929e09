-- What a reservation costs on the nodes that containers of an environment run on.
select
    environment_name as environment,
    reservation_cores::bigint as reservation_cores,
    node_cores,
    containers_per_node,
    round(cost_per_container_day_usd, 2)::double precision as cost_per_container_day_usd
from report.container_rightsizing(?::date, ?::date)
where user_group = 'all'
