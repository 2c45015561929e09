-- The calendar, and people as they were and as they are.
set local role wh_owner;

create table mart.dim_date (
    day              date not null,
    year_number      integer not null,
    quarter_number   integer not null,
    month_number     integer not null,
    month_start_date date not null,
    month_name       text not null,
    day_of_month     integer not null,
    iso_year_number  integer not null,
    iso_week_number  integer not null,
    iso_day_of_week  integer not null,
    day_name         text not null,
    is_weekend       boolean not null,
    is_holiday       boolean not null,
    holiday_name     text,
    primary key (day)
);

create table mart.dim_user_now (
    user_id           bigint not null,
    pseudonym         text not null,
    is_inferred       boolean not null,
    department_name   text,
    division_name     text,
    site_name         text,
    country_name      text,
    cost_center_name  text,
    job_role_name     text,
    is_manager        boolean,
    manager_user_id   bigint,
    is_platform_team  boolean not null,
    employment_status text not null,
    left_on           date,
    primary key (user_id),
    constraint employment_status_is_known check (employment_status in ('employed', 'left', 'unknown'))
);

create table mart.dim_user (
    user_key          bigint not null,
    user_id           bigint not null,
    pseudonym         text not null,
    valid_from        date not null,
    valid_to          date not null,
    is_current        boolean not null,
    is_inferred       boolean not null,
    department_name   text,
    division_name     text,
    site_name         text,
    country_name      text,
    cost_center_name  text,
    job_role_name     text,
    is_manager        boolean,
    manager_user_id   bigint,
    is_platform_team  boolean not null,
    employment_status text not null,
    left_on           date,
    primary key (user_key),
    constraint employment_status_is_known check (employment_status in ('employed', 'left', 'unknown')),
    constraint validity_is_in_order check (valid_from < valid_to),
    constraint versions_do_not_overlap exclude using gist (
        int8range(user_id, user_id, '[]') with &&, daterange(valid_from, valid_to) with &&)
);

create unique index dim_user_one_current_version on mart.dim_user (user_id) where is_current;
