-- Invariants between facts and what they are details of: the people of their day, and the items that visits are of.
set local role wh_owner;

create or replace function ops.verify_people(from_day date, to_day date)
returns table (check_name text, is_ok boolean, detail text)
language plpgsql stable
as $$
declare
    fact text;
    found_count bigint;
    found_example text;
    wrong_count bigint := 0;
    example text;
begin
    for fact in
        select c.relname
        from pg_class c
        join pg_attribute k on k.attrelid = c.oid and k.attname = 'user_key'
        join pg_attribute i on i.attrelid = c.oid and i.attname = 'user_id'
        where c.relnamespace = 'mart'::regnamespace and c.relkind = 'p'
        order by 1
    loop
        execute format(
            'select count(*), min(format(%2$L, %1$L, f.user_key, f.user_id, f.day)) '
            'from (select distinct day, user_key, user_id from mart.%1$I where day >= $1 and day < $2) f '
            'join mart.dim_user u using (user_key) '
            'where u.user_id <> f.user_id or f.day < u.valid_from or f.day >= u.valid_to',
            fact, '%s, user_key %s of user_id %s on %s')
        into found_count, found_example using from_day, to_day;
        wrong_count := wrong_count + found_count;
        example := coalesce(example, found_example);
    end loop;
    return query select * from ops.verdict('people of facts are as they were that day', wrong_count, example);
end
$$;
comment on function ops.verify_people(date, date) is
    'The version of a person that each fact names, against the person it names and the days of that version.';

create or replace function ops.verify_visits(from_day date, to_day date)
returns table (check_name text, is_ok boolean, detail text)
language sql stable
as $$
    with visits as (
        select
            day, content_key,
            count(*) filter (where not is_monitor) as visit_count,
            count(*) filter (where is_owner and not is_monitor) as owner_visit_count,
            count(*) filter (where is_anonymous and not is_monitor) as anonymous_visit_count,
            count(*) filter (where is_monitor) as monitor_visit_count
        from mart.fact_content_visit
        where day >= $1 and day < $2
        group by day, content_key
    ), wrong as (
        select count(*) as wrong_count, min(format('content %s on %s', content_key, day)) as example
        from visits v
        full join (select * from mart.fact_content_day where day >= $1 and day < $2) d using (day, content_key)
        where d.visit_count is distinct from coalesce(v.visit_count, 0)
           or d.owner_visit_count is distinct from coalesce(v.owner_visit_count, 0)
           or d.anonymous_visit_count is distinct from coalesce(v.anonymous_visit_count, 0)
           or coalesce(d.monitor_visit_count, 0) <> coalesce(v.monitor_visit_count, 0)
    )
    select v.* from wrong w cross join lateral ops.verdict('visits sum to their items', w.wrong_count, w.example) v
$$;
comment on function ops.verify_visits(date, date) is 'Visits against what the days of their items count of them.';
