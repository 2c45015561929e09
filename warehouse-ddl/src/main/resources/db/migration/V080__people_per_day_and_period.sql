-- What each person did per day and per period: sums that the load keeps.
set local role wh_owner;

create table mart.agg_user_day (
    day                        date not null,
    user_key                   bigint not null,
    user_id                    bigint not null,
    component_name             text not null,
    source                     text not null,
    is_active                  boolean not null,
    running_seconds            double precision,
    observed_seconds           double precision,
    active_seconds             double precision,
    idle_seconds               double precision,
    cpu_core_seconds           double precision,
    cpu_allocated_core_seconds double precision,
    submitted_job_count        bigint,
    visit_count                bigint,
    upload_count               bigint,
    commit_count               bigint,
    primary key (day, user_id, component_name, source)
);
create index agg_user_day_user on mart.agg_user_day (user_id, component_name, day);

create table mart.agg_user_period (
    period_name                text not null,
    period_kind                text not null,
    from_day                   date not null,
    to_day                     date not null,
    user_id                    bigint not null,
    component_name             text not null,
    source                     text not null,
    first_seen_on              date not null,
    last_seen_on               date not null,
    active_day_count           bigint not null,
    first_active_on            date,
    last_active_on             date,
    running_seconds            double precision,
    observed_seconds           double precision,
    active_seconds             double precision,
    idle_seconds               double precision,
    cpu_core_seconds           double precision,
    cpu_allocated_core_seconds double precision,
    submitted_job_count        bigint,
    visit_count                bigint,
    upload_count               bigint,
    commit_count               bigint,
    primary key (period_name, user_id, component_name, source)
);

select ops.add_foreign_key(from_table::regclass, from_column::name, to_table::regclass)
from (
    values
        ('mart.agg_user_day', 'day', 'mart.dim_date'),
        ('mart.agg_user_day', 'user_key', 'mart.dim_user'),
        ('mart.agg_user_day', 'user_id', 'mart.dim_user_now'),
        ('mart.agg_user_period', 'user_id', 'mart.dim_user_now')
) declared(from_table, from_column, to_table);
