-- People as HR knows them: their departments, their names, and whom an identifier meant when.
set local role wh_owner;

alter table mart.dim_department add column department_code text;

alter table mart.dim_user add column department_key bigint;
alter table mart.dim_user_now add column department_key bigint;
update mart.dim_user set department_key = least(user_key, 0);
update mart.dim_user_now set department_key = least(user_id, 0);
select ops.add_foreign_key('mart.dim_user', 'department_key', 'mart.dim_department');
select ops.add_foreign_key('mart.dim_user_now', 'department_key', 'mart.dim_department');

create table hr.person (
    user_id     bigint not null,
    employee_id text not null,
    login       text,
    email       text,
    given_name  text,
    family_name text,
    primary key (user_id)
);

-- Until now every identifier was its own person for all time.
alter table hr.bridge_identity drop constraint bridge_identity_pkey;
alter table hr.bridge_identity drop column first_seen_on, drop column last_seen_on;
alter table hr.bridge_identity
    add column valid_from date not null default '1900-01-01',
    add column valid_to   date not null default '9999-12-31';
alter table hr.bridge_identity alter column valid_from drop default, alter column valid_to drop default;
alter table hr.bridge_identity
    add primary key (system_name, identifier, user_id, match_rule, valid_from),
    add constraint validity_is_in_order check (valid_from < valid_to);
create index bridge_identity_user on hr.bridge_identity (user_id);

create table hr.identity_use (
    source      text not null,
    day         date not null,
    system_name text not null,
    identifier  text not null,
    user_id     bigint not null,
    match_rule  text not null,
    primary key (source, day, system_name, identifier, user_id)
);
create index identity_use_identifier on hr.identity_use (system_name, identifier);

create table ops.people_change (
    is_only_row  boolean primary key default true,
    change_count bigint not null default 0,
    constraint there_is_one_count check (is_only_row)
);
insert into ops.people_change default values;
