-- Reports of people look at active days only, a third of all, and at no sum in them.
set local role wh_owner;

create index agg_user_day_active on mart.agg_user_day (day, component_name, user_id) where is_active;
