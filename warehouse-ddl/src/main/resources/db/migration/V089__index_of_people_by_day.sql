-- What one person used is asked for one person at a time, over every period there is.
set local role wh_owner;

create index fact_container_day_user on mart.fact_container_day (user_id, day);
create index fact_volume_day_user on mart.fact_volume_day (user_id, day);
