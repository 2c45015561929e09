-- The content server itself: which runtimes it offers, who is in its groups, how many accounts were active.
set local role wh_owner;

create table mart.dim_runtime (
    runtime_key           bigint not null,
    language_name         text not null,
    runtime_version       text not null,
    runtime_version_minor text,
    runtime_version_sort  bigint,
    cluster_name          text not null,
    image_name            text not null,
    first_seen_on         date not null,
    last_seen_on          date not null,
    primary key (runtime_key),
    constraint seen_is_in_order check (first_seen_on <= last_seen_on)
);

create table mart.bridge_content_group (
    group_key     bigint not null,
    user_id       bigint not null,
    group_name    text,
    first_seen_on date not null,
    last_seen_on  date not null,
    primary key (group_key, user_id),
    constraint seen_is_in_order check (first_seen_on <= last_seen_on)
);

create table mart.fact_account_day (
    day                 date not null,
    source              text not null,
    window_day_count    integer not null,
    account_count       bigint,
    administrator_count bigint,
    publisher_count     bigint,
    viewer_count        bigint,
    primary key (day, source, window_day_count),
    constraint measures_are_not_negative check (
        least(account_count, administrator_count, publisher_count, viewer_count) >= 0)
) partition by range (day);

select ops.add_foreign_key(from_table::regclass, from_column::name, to_table::regclass)
from (
    values
        ('mart.bridge_content_group', 'user_id', 'mart.dim_user_now'),
        ('mart.fact_account_day', 'day', 'mart.dim_date')
) declared(from_table, from_column, to_table);

insert into mart.dim_runtime (
    runtime_key, language_name, runtime_version, cluster_name, image_name, first_seen_on, last_seen_on)
select key, name, name, name, name, '1900-01-01', '9999-12-31'
from (values (0, 'unknown'), (-1, 'not applicable')) member(key, name);
