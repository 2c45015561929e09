-- Public holidays by country and site, and working days.
set local role wh_owner;

alter table mart.dim_date
    add column is_working_day boolean not null generated always as (not is_weekend and not is_holiday) stored;

create table mart.dim_holiday (
    day          date not null,
    country_name text not null,
    site_name    text not null,
    holiday_name text not null,
    primary key (day, country_name, site_name)
);

select ops.add_foreign_key('mart.dim_holiday', 'day', 'mart.dim_date');
