-- Invariants between facts and what they are details of or were made as: the people of their day, the items that visits
-- are of, the manifest.
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

create or replace function ops.verify_measures(from_day date, to_day date)
returns table (check_name text, is_ok boolean, detail text)
language plpgsql stable
as $$
declare
    fact record;
    found_count bigint;
    found_example text;
    wrong_count bigint := 0;
    example text;
begin
    for fact in
        select
            t.table_name,
            string_agg(format('sum(%s) as %I, count(%3$I) as %4$I',
                case when t.is_flag then format('%I::integer', t.name) else format('%I', t.name) end,
                t.name || ' sum', t.name, t.name || ' count'), ', ' order by t.name) as sums,
            -- Whole numbers add up to the same in any order, others but for the last digits.
            string_agg(format('(%1$L, f.%2$I::double precision, f.%3$I, %4$s)', t.name, t.name || ' sum',
                t.name || ' count', case when t.is_fraction then '1e-9' else '1e-14' end), ', ' order by t.name)
                as named_sums
        from (
            select distinct
                c.relname::text as table_name, a.attname::text as name, a.atttypid = 'boolean'::regtype as is_flag,
                a.atttypid in ('double precision'::regtype, 'numeric'::regtype) as is_fraction
            from ops.load_table l
            cross join lateral jsonb_object_keys(l.measures) measure
            join pg_class c on c.relnamespace = 'mart'::regnamespace and c.relkind = 'p' and c.relname = l.table_name
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attname = measure
            where l.day >= $1 and l.day < $2
        ) t
        group by t.table_name
        order by t.table_name
    loop
        execute format(
            'select count(*), min(format(%3$L, s.source, s.day, s.name, s.sum, s.count, coalesce(h.sum, 0), '
                'coalesce(h.count, 0))) '
            'from (select t.source, t.day, m.key as name, (m.value ->> ''sum'')::double precision as sum, '
                    '(m.value ->> ''count'')::bigint as count '
                'from ops.load_table t '
                'join ops.load l using (source, day) '
                'cross join lateral jsonb_each(t.measures) m '
                'where t.table_name = %1$L and l.published_at is not null and t.day >= $1 and t.day < $2 '
                  'and not exists (select from ops.removal r where r.source = t.source and r.day = t.day '
                    'and r.subject = ''HOUR_FACTS'' and t.table_name = ''fact_container_hour'')) s '
            'left join (select f.source, f.day, n.name, n.sum, n.count, n.tolerance '
                'from (select source, day, %4$s from mart.%2$I where day >= $1 and day < $2 group by source, day) f '
                'cross join lateral (values %5$s) n(name, sum, count, tolerance)) h using (source, day, name) '
            'where coalesce(h.count, 0) <> s.count '
               'or abs(coalesce(h.sum, 0) - s.sum) > coalesce(h.tolerance, 0) * greatest(abs(h.sum), abs(s.sum), 1)',
            fact.table_name, fact.table_name,
            fact.table_name || ' of %s %s, %s: manifest says %s in %s rows, table has %s in %s', fact.sums,
            fact.named_sums)
        into found_count, found_example using from_day, to_day;
        wrong_count := wrong_count + found_count;
        example := coalesce(example, found_example);
    end loop;
    return query select * from ops.verdict('measures sum to what their manifests say', wrong_count, example);
end
$$;
comment on function ops.verify_measures(date, date) is
    'Sums and numbers of values of each measure of each fact, per source and day, against those of the manifest that '
    'was published. Days published before these were noted are left out.';
