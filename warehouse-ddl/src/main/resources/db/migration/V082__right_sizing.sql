-- Histograms of what nodes would have had to bear, by reservation.
set local role wh_owner;

create table mart.fact_rightsizing_day (
    day                        date not null,
    compute_system_key         bigint not null,
    user_group                 text not null,
    source                     text not null,
    reservation_cores          integer not null,
    demand_step                integer not null,
    containers_per_node        integer not null,
    node_cores                 double precision not null,
    draw_count                 bigint not null,
    memory_exceeded_draw_count bigint not null,
    primary key (day, compute_system_key, user_group, reservation_cores, demand_step),
    constraint measures_are_not_negative check (least(draw_count, memory_exceeded_draw_count) >= 0),
    constraint steps_are_known check (demand_step between 0 and 100),
    constraint nodes_hold_containers check (least(containers_per_node, reservation_cores) >= 1)
) partition by range (day);

select ops.add_foreign_key('mart.fact_rightsizing_day', 'day', 'mart.dim_date');
select ops.add_foreign_key('mart.fact_rightsizing_day', 'compute_system_key', 'mart.dim_compute_system');
