-- A scheduler in the cloud has a limit and no nodes of its own: how many were up is then unknown, not 0.
set local role wh_owner;

alter table mart.fact_capacity_day alter column node_count_max drop not null;
alter table mart.fact_capacity_day alter column node_up_seconds drop not null;
alter table mart.fact_capacity_day add column limit_core_seconds double precision;
alter table mart.fact_capacity_day add constraint limit_is_a_number check (
    limit_core_seconds >= 0 and limit_core_seconds < 'infinity');
