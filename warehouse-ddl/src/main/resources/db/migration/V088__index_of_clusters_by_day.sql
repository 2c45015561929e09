-- Whether containers were seen on a cluster on a day is asked for each day that has batch jobs there.
set local role wh_owner;

create index fact_container_day_system on mart.fact_container_day (compute_system_key, day);
