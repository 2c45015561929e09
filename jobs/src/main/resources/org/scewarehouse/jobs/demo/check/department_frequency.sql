-- How often people of each department work in containers.
with period(from_day, to_day) as (
    values (?::date, ?::date)
), used as (
    select f.user_id, f.day, sum(f.active_seconds) as active_seconds
    from mart.fact_container_day f
    join mart.dim_container c using (container_key)
    join period p on f.day >= p.from_day and f.day < p.to_day
    where c.container_kind = 'interactive'
    group by f.user_id, f.day
), first_use as (
    select user_id, min(least(first_seen_on, created_at::date)) as day
    from mart.dim_container
    where container_kind = 'interactive' and container_key > 0
    group by user_id
), person as (
    select
        d.department_name as department,
        count(*) filter (where u.active_seconds >= 600) as active_days,
        p.to_day - greatest(p.from_day, min(f.day)) as counted_days
    from used u
    join first_use f using (user_id)
    cross join period p
    join mart.dim_user d on d.user_id = u.user_id and d.valid_from < p.to_day and p.to_day <= d.valid_to
    group by u.user_id, d.department_name, p.from_day, p.to_day
), rated as (
    select department, active_days::double precision / counted_days as share, counted_days < 28 as is_too_new
    from person
)
select
    department,
    count(*) filter (where not is_too_new and share > 0.5) as daily,
    count(*) filter (where not is_too_new and share > 0.23 and share <= 0.5) as weekly,
    count(*) filter (where not is_too_new and share > 0.04 and share <= 0.23) as monthly,
    count(*) filter (where not is_too_new and share <= 0.04) as less,
    count(*) filter (where is_too_new) as too_new
from rated
group by department
