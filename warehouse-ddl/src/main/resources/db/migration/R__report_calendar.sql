-- Which days people work on.
set local role wh_owner;

create or replace function report.is_working_day(on_day date, country text, site text) returns boolean
language sql stable
as $$
    select not d.is_weekend and not exists (
        select from mart.dim_holiday h
        where h.day = $1 and h.country_name in ('*', $2) and h.site_name in ('*', $3))
    from mart.dim_date d
    where d.day = $1
$$;
comment on function report.is_working_day(date, text, text) is
    'Whether a day is neither a weekend nor a public holiday of a country and site; null as country or site leaves only '
    'the holidays that hold for all. Null for a day outside of mart.dim_date.';
