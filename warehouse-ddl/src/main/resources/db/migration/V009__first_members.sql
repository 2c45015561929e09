-- The calendar, and the members "unknown" (0) and "not applicable" (-1) of every dimension that a key may name.
set local role wh_owner;

insert into mart.dim_date
select
    day,
    extract(year from day),
    extract(quarter from day),
    extract(month from day),
    date_trunc('month', day),
    to_char(day, 'FMMonth'),
    extract(day from day),
    extract(isoyear from day),
    extract(week from day),
    extract(isodow from day),
    to_char(day, 'FMDay'),
    extract(isodow from day) >= 6,
    false,
    null
from (
    select generate_series(timestamp '2015-01-01', timestamp '2040-12-31', interval '1 day')::date as day
    union all
    select date '9999-12-31'
) calendar;

insert into mart.dim_user_now (user_id, pseudonym, is_inferred, is_platform_team, employment_status)
select key, name, false, false, 'unknown'
from (values (0, 'unknown'), (-1, 'not applicable')) member(key, name);

insert into mart.dim_user (
    user_key, user_id, pseudonym, valid_from, valid_to, is_current, is_inferred, is_platform_team, employment_status)
select key, key, name, '1900-01-01', '9999-12-31', true, false, false, 'unknown'
from (values (0, 'unknown'), (-1, 'not applicable')) member(key, name);

insert into mart.dim_department (department_key, department_name, first_seen_on, last_seen_on)
select key, name, '1900-01-01', '9999-12-31'
from (values (0, 'unknown'), (-1, 'not applicable')) member(key, name);

insert into mart.dim_project (project_key, project_name, first_seen_on, last_seen_on)
select key, name, '1900-01-01', '9999-12-31'
from (values (0, 'unknown'), (-1, 'not applicable')) member(key, name);

insert into mart.dim_compute_system (
    compute_system_key, compute_system_name, cluster_name, scheduler_name, first_seen_on, last_seen_on)
select key, name, name, name, '1900-01-01', '9999-12-31'
from (values (0, 'unknown'), (-1, 'not applicable')) member(key, name);

insert into mart.dim_image (image_key, repository_name, first_seen_on, last_seen_on)
select key, name, '1900-01-01', '9999-12-31'
from (values (0, 'unknown'), (-1, 'not applicable')) member(key, name);

insert into mart.dim_container (
    container_key, container_id, container_kind, container_name, namespace_name, user_id, compute_system_key,
    first_seen_on, last_seen_on)
select key, name, 'unknown', name, name, key, key, '1900-01-01', '9999-12-31'
from (values (0, 'unknown'), (-1, 'not applicable')) member(key, name);

insert into mart.dim_volume (
    volume_key, volume_name, volume_kind, user_id, compute_system_key, first_seen_on, last_seen_on)
select key, name, 'other', key, key, '1900-01-01', '9999-12-31'
from (values (0, 'unknown'), (-1, 'not applicable')) member(key, name);

analyze mart.dim_date;
