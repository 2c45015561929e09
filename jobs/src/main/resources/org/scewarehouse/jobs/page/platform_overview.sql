-- measure: What is counted at the end of each month
-- number: How many there are
-- running_container_count: Interactive containers running at the end of the last loaded day; null = no such day
with month as (
    select * from report.platform_overview
    where period_kind = 'month'
      and from_day >= (select max(from_day) - interval '12 months' from mart.dim_period where period_kind = 'month')
)
select m.period_name, said.measure, said.number
from month m
cross join lateral (values
    (1, 'Interactive containers running', m.running_container_count),
    (2, 'People with a container in the month', m.container_user_count),
    (3, 'Connect users ever', m.connect_user_count),
    (4, 'Connect developers ever', m.connect_developer_count),
    (5, 'Published items listed', m.listed_item_count),
    (6, 'Home drives', m.home_drive_count)
) said(place, measure, number)
order by m.from_day, said.place

-- answer
select
    running_container_count, container_user_count, ever_container_count, home_drive_gb, home_drive_count,
    unmeasured_home_drive_count, connect_user_count, connect_developer_count, listed_item_count, filtered_item_count,
    loaded_day_count, as_of_day, home_drive_as_of_day, content_as_of_day
from report.platform_overview
where period_name = :period
