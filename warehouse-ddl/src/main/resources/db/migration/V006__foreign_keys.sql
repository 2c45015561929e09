-- Every key column refers to its dimension, so that BI tools find the star by themselves.
set local role wh_owner;

-- The one place that decides whether a foreign key is checked: PostgreSQL 18 can declare it without checking each row,
-- which loads ten times faster; the load checks keys while it encodes, and ops.verify() checks them again.
create function ops.add_foreign_key(from_table regclass, from_column name, to_table regclass) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    execute format(
        'alter table %s add foreign key (%I) references %s %s',
        from_table, from_column, to_table,
        case when current_setting('server_version_num')::integer >= 180000 then 'not enforced' else '' end);
end
$$;
comment on function ops.add_foreign_key(regclass, name, regclass) is
    'Declares a foreign key to the primary key of a dimension: not enforced on PostgreSQL 18 and later, else enforced.';
revoke execute on function ops.add_foreign_key(regclass, name, regclass) from wh_loader;

select ops.add_foreign_key(from_table::regclass, from_column::name, to_table::regclass)
from (
    values
        ('mart.dim_container', 'user_id', 'mart.dim_user_now'),
        ('mart.dim_container', 'compute_system_key', 'mart.dim_compute_system'),
        ('mart.dim_volume', 'user_id', 'mart.dim_user_now'),
        ('mart.dim_volume', 'compute_system_key', 'mart.dim_compute_system'),
        ('mart.fact_container_hour', 'day', 'mart.dim_date'),
        ('mart.fact_container_hour', 'container_key', 'mart.dim_container'),
        ('mart.fact_container_hour', 'image_key', 'mart.dim_image'),
        ('mart.fact_container_hour', 'user_key', 'mart.dim_user'),
        ('mart.fact_container_hour', 'user_id', 'mart.dim_user_now'),
        ('mart.fact_container_hour', 'project_key', 'mart.dim_project'),
        ('mart.fact_container_hour', 'compute_system_key', 'mart.dim_compute_system'),
        ('mart.fact_container_day', 'day', 'mart.dim_date'),
        ('mart.fact_container_day', 'container_key', 'mart.dim_container'),
        ('mart.fact_container_day', 'image_key', 'mart.dim_image'),
        ('mart.fact_container_day', 'user_key', 'mart.dim_user'),
        ('mart.fact_container_day', 'user_id', 'mart.dim_user_now'),
        ('mart.fact_container_day', 'project_key', 'mart.dim_project'),
        ('mart.fact_container_day', 'compute_system_key', 'mart.dim_compute_system'),
        ('mart.fact_demand_5min', 'day', 'mart.dim_date'),
        ('mart.fact_demand_5min', 'compute_system_key', 'mart.dim_compute_system'),
        ('mart.fact_volume_day', 'day', 'mart.dim_date'),
        ('mart.fact_volume_day', 'volume_key', 'mart.dim_volume'),
        ('mart.fact_volume_day', 'user_key', 'mart.dim_user'),
        ('mart.fact_volume_day', 'user_id', 'mart.dim_user_now'),
        ('mart.fact_volume_day', 'project_key', 'mart.dim_project'),
        ('mart.fact_volume_day', 'compute_system_key', 'mart.dim_compute_system'),
        ('mart.fact_capacity_day', 'day', 'mart.dim_date'),
        ('mart.fact_capacity_day', 'compute_system_key', 'mart.dim_compute_system')
) declared(from_table, from_column, to_table);
