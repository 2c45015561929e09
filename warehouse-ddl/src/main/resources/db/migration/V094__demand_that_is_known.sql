-- A container of which nobody knows what it uses asks for an unknown amount and not for nothing.
set local role wh_owner;

alter table mart.fact_demand_5min
    alter column cpu_core_seconds drop not null,
    alter column memory_byte_seconds drop not null,
    add column observed_container_count integer,
    add constraint observed_containers_run check (observed_container_count between 0 and running_container_count);

alter table mart.fact_rightsizing_day alter column memory_exceeded_draw_count drop not null;
