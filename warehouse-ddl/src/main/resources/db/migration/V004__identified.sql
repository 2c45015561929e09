-- Names, logins and original texts: read by bi_hr only.
set local role wh_owner;

create table hr.bridge_identity (
    system_name   text not null,
    identifier    text not null,
    user_id       bigint not null,
    match_rule    text not null,
    first_seen_on date not null,
    last_seen_on  date not null,
    primary key (system_name, identifier),
    constraint seen_is_in_order check (first_seen_on <= last_seen_on)
);

create table hr.container_name (
    container_key  bigint not null,
    namespace_name text not null,
    pod_name       text,
    workload_name  text,
    first_seen_on  date not null,
    last_seen_on   date not null,
    primary key (container_key),
    constraint seen_is_in_order check (first_seen_on <= last_seen_on)
);

create table hr.volume_name (
    volume_key     bigint not null,
    volume_name    text not null,
    namespace_name text,
    first_seen_on  date not null,
    last_seen_on   date not null,
    primary key (volume_key),
    constraint seen_is_in_order check (first_seen_on <= last_seen_on)
);
