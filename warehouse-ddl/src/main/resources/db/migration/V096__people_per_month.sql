-- What each person did in a month, and in all. Every other period is summed from these when it is asked for, so that a day
-- that is published changes the rows of its people and of its month, and not those of every period that ends with it.
set local role wh_owner;

create table mart.agg_user_month (
    month                      date not null,
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
    primary key (month, user_id, component_name, source)
);
create index agg_user_month_user on mart.agg_user_month (user_id);

create table mart.agg_user_total (
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
    primary key (user_id, component_name, source)
);

select ops.add_foreign_key(from_table::regclass, from_column::name, to_table::regclass)
from (
    values
        ('mart.agg_user_month', 'month', 'mart.dim_date'),
        ('mart.agg_user_month', 'user_id', 'mart.dim_user_now'),
        ('mart.agg_user_total', 'user_id', 'mart.dim_user_now')
) declared(from_table, from_column, to_table);

drop table mart.agg_user_period; -- a view of the same name takes its place
