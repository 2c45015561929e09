-- Capacity that nobody took is reckoned by day: what containers kept is read from the index, rows are not. It answers
-- too whether a cluster had containers on a day.
-- Whoever owns a container is asked for by nearly every report of people.
set local role wh_owner;

drop index mart.fact_container_day_system;
create index fact_container_day_use on mart.fact_container_day (day, compute_system_key)
    include (cpu_allocated_core_seconds, cpu_core_seconds, gpu_request_seconds);
create index dim_container_user on mart.dim_container (user_id);
