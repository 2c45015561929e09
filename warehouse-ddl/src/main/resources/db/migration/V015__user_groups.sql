-- Groups of people that analysts define.
set local role wh_owner;

create table mart.bridge_user_group (
    user_id    bigint not null,
    group_name text not null,
    valid_from date not null,
    valid_to   date not null,
    primary key (user_id, group_name, valid_from),
    constraint group_is_not_everybody check (group_name <> 'all'),
    constraint validity_is_in_order check (valid_from < valid_to)
);

select ops.add_foreign_key('mart.bridge_user_group', 'user_id', 'mart.dim_user_now');
