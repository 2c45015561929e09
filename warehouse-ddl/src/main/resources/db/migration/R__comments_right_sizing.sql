-- The meaning of the right-sizing histograms, as their record in org.scewarehouse.model.fact declares it.
set local role wh_owner;

comment on table mart.fact_rightsizing_day is
    'Grain: one environment x user group x reservation x step of node demand x day: a histogram. For each five minutes '
    'of the day 1,000 nodes are filled with as many containers as the reservation lets on one, drawn with replacement '
    'among those that ran then and whose use is known; the draws are the same whenever the day is built. Interactive '
    'containers only. A person counts in each of their groups and in group all; only all may be summed. From '
    'Prometheus.';
comment on column mart.fact_rightsizing_day.day is 'Day of the reporting zone (sce.zone) that the row belongs to';
comment on column mart.fact_rightsizing_day.compute_system_key is 'Cluster and environment it ran on';
comment on column mart.fact_rightsizing_day.user_group is 'User group; all = everybody';
comment on column mart.fact_rightsizing_day.source is
    'Source system the row comes from; with day it leads to ops.load';
comment on column mart.fact_rightsizing_day.reservation_cores is
    'Cores reserved for each container; memory in proportion';
comment on column mart.fact_rightsizing_day.demand_step is
    'Share of the node that its containers used, in steps of 2 percent: 0 = under 2 percent, 50 = from 100 percent on, '
    '100 = 200 percent and more';
comment on column mart.fact_rightsizing_day.containers_per_node is
    'Containers that fit on a node with this reservation, at most 110; semi-additive';
comment on column mart.fact_rightsizing_day.node_cores is
    'Allocatable cores of the size of node on which most of the time of the containers ran; semi-additive';
comment on column mart.fact_rightsizing_day.draw_count is 'Draws with this demand: five minutes x 1,000';
comment on column mart.fact_rightsizing_day.memory_exceeded_draw_count is
    'Of these, draws that used more memory than the node has; null = unknown';
