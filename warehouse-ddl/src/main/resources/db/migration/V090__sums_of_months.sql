-- What containers and storage came to per month: sums that reports of months and years read instead of days.
set local role wh_owner;

create table mart.agg_container_month (
    month                                   date not null,
    container_key                           bigint not null,
    image_key                               bigint not null,
    user_id                                 bigint not null,
    project_key                             bigint not null,
    compute_system_key                      bigint not null,
    first_seen_on                           date not null,
    last_seen_on                            date not null,
    first_used_on                           date,
    last_used_on                            date,
    day_active_seconds_max                  double precision,
    running_seconds                         double precision not null,
    observed_seconds                        double precision not null,
    idle_seconds                            double precision not null,
    active_seconds                          double precision not null,
    band_0_seconds                          double precision not null,
    band_1_seconds                          double precision not null,
    band_2_seconds                          double precision not null,
    band_3_seconds                          double precision not null,
    band_4_seconds                          double precision not null,
    band_5_seconds                          double precision not null,
    band_6_seconds                          double precision not null,
    cpu_core_seconds                        double precision,
    cpu_allocated_core_seconds              double precision,
    cpu_idle_allocated_core_seconds         double precision,
    cpu_used_allocated_core_seconds         double precision,
    cpu_unknown_allocated_core_seconds      double precision,
    gpu_request_seconds                     double precision,
    memory_held_byte_seconds                double precision,
    cpu_unknown_hours_count                 bigint not null,
    primary key (month, container_key, image_key, user_id, project_key, compute_system_key)
);
-- Which days a month has, and what one person used, is asked for many periods at once.
create index agg_container_month_first on mart.agg_container_month (month, first_seen_on);
create index agg_container_month_last on mart.agg_container_month (month, last_seen_on);
create index agg_container_month_user on mart.agg_container_month (user_id, month);

create table mart.agg_storage_month (
    month              date not null,
    compute_system_key bigint not null,
    user_id            bigint not null,
    project_key        bigint not null,
    first_seen_on      date not null,
    last_seen_on       date not null,
    used_byte_days     double precision,
    primary key (month, compute_system_key, user_id, project_key)
);
create index agg_storage_month_first on mart.agg_storage_month (month, first_seen_on);
create index agg_storage_month_last on mart.agg_storage_month (month, last_seen_on);
create index agg_storage_month_user on mart.agg_storage_month (user_id, month);

select ops.add_foreign_key(from_table::regclass, from_column::name, to_table::regclass)
from (
    values
        ('mart.agg_container_month', 'month', 'mart.dim_date'),
        ('mart.agg_container_month', 'container_key', 'mart.dim_container'),
        ('mart.agg_container_month', 'image_key', 'mart.dim_image'),
        ('mart.agg_container_month', 'user_id', 'mart.dim_user_now'),
        ('mart.agg_container_month', 'project_key', 'mart.dim_project'),
        ('mart.agg_container_month', 'compute_system_key', 'mart.dim_compute_system'),
        ('mart.agg_storage_month', 'month', 'mart.dim_date'),
        ('mart.agg_storage_month', 'compute_system_key', 'mart.dim_compute_system'),
        ('mart.agg_storage_month', 'user_id', 'mart.dim_user_now'),
        ('mart.agg_storage_month', 'project_key', 'mart.dim_project')
) declared(from_table, from_column, to_table);
