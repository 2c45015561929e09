-- What the platform of an environment does with containers on its own.
set local role wh_owner;

create table mart.dim_platform_rule (
    compute_system_key bigint not null,
    idle_limit_seconds bigint,
    first_seen_on      date not null,
    last_seen_on       date not null,
    primary key (compute_system_key),
    constraint idle_limit_is_positive check (idle_limit_seconds > 0),
    constraint seen_is_in_order check (first_seen_on <= last_seen_on)
);

select ops.add_foreign_key('mart.dim_platform_rule', 'compute_system_key', 'mart.dim_compute_system');
