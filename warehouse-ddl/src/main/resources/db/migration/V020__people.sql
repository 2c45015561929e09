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
alter table hr.bridge_identity rename to former_bridge_identity;
create table hr.bridge_identity (
    system_name text not null,
    identifier  text not null,
    user_id     bigint not null,
    match_rule  text not null,
    valid_from  date not null,
    valid_to    date not null,
    constraint bridge_identity_key primary key (system_name, identifier, user_id, match_rule, valid_from),
    constraint validity_is_in_order check (valid_from < valid_to)
);
insert into hr.bridge_identity
select system_name, identifier, user_id, match_rule, '1900-01-01', '9999-12-31' from hr.former_bridge_identity;
-- The view over the old table is made again, over the new one, after the migrations.
drop table hr.former_bridge_identity cascade;
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
